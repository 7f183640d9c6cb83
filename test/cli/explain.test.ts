/** The command `explain`: an error text in, its cause and what mends it out. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { explain } from '../../server/src/cli/explain';

async function run(
  text: string,
  json: boolean,
  place?: string,
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let out = '';
  let err = '';
  const options = { json, ...(place === undefined ? {} : { for: place }) };
  const code = await explain(text, options, { out: (part) => (out += part), err: (part) => (err += part) });
  return { code, out, err };
}

test('explain --json gives the causes, likeliest first, with id, category, sure, title and fix', async () => {
  const { code, out } = await run('MongoServerSelectionError: connect ECONNREFUSED 127.0.0.1:27017', true);
  assert.equal(code, 0);
  const { causes } = JSON.parse(out) as { causes: Record<string, unknown>[] };
  assert.equal(causes[0]?.id, 'connection-refused');
  for (const key of ['id', 'category', 'sure', 'title', 'fix'])
    assert.equal(typeof causes[0]?.[key], 'string', key);
});

test('a text that is not known is an empty list, and no error', async () => {
  assert.deepEqual(JSON.parse((await run('all is well', true)).out), { causes: [] });
  assert.deepEqual(JSON.parse((await run('', true)).out), { causes: [] });
  assert.match((await run('all is well', false)).out, /Nothing in this text is a known/);
});

test('without a text the use is wrong', async () => {
  const { code, err } = await run('  ', false);
  assert.equal(code, 2);
  assert.match(err, /no text to explain/);
});

test('for people, each cause says what the text was, why and what mends it, and the others when they hold', async () => {
  const { out } = await run('MongoServerSelectionError: unable to verify the first certificate', false);
  for (const word of ['Text:', 'Why:', 'Mend:', 'Check:', 'If:']) assert.ok(out.includes(word), word);
});

test('control characters of the text do not reach the terminal', async () => {
  const { out } = await run('\u001b]0;title\u0007\u001b[2J certificate has expired \u0007\u202e', false);
  // eslint-disable-next-line no-control-regex
  assert.doesNotMatch(out.replace(/\u001b\[\d+m/g, ''), /[\u0000-\u0009\u000b-\u001f\u202e]/);
});

test('--for lets the files of a connection decide, and says the line', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'explain-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'db.py');
  writeFileSync(
    file,
    "from pymongo import MongoClient\n\nclient = MongoClient(\n    'mongodb://db.example.com/',\n    tls=True,\n    tlsCAFile='missing-ca.pem',\n)\n",
  );
  const text = 'FileNotFoundError: [Errno 2] No such file or directory';
  const { code, out } = await run(text, true, `${file}:3`);
  assert.equal(code, 0);
  const answer = JSON.parse(out) as {
    causes: { id: string; sure: string; found?: string }[];
    connection: { line: number; option: string };
  };
  assert.equal(answer.causes[0]?.id, 'file-missing');
  assert.equal(answer.causes[0]?.sure, 'certain');
  assert.match(answer.causes[0]?.found ?? '', /tlsCAFile does not exist/);
  assert.equal(answer.connection.option, 'tlsCAFile');
  assert.equal(answer.connection.line, 6);
  const plain = (await run(text, false, `${file}:3`)).out.replace(/\u001b\[\d+m/g, '');
  assert.match(plain, /Where: .*db\.py:6 \(tlsCAFile\)/);
});

test('--for without a connection there is wrong use', async () => {
  assert.equal((await run('certificate has expired', false, 'package.json:1')).code, 2);
  assert.match((await run('certificate has expired', false, 'nowhere.py:1')).err, /cannot be read/);
});
