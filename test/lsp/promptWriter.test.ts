/** The writer of `--stdio`, held against the protocol library's own. */
import assert from 'node:assert/strict';
import { PassThrough, Writable } from 'node:stream';
import { test } from 'node:test';
import { StreamMessageReader, StreamMessageWriter, type Message } from 'vscode-languageserver/node';
import { PromptWriter } from '../../server/src/lsp/promptWriter';

const shown = { range: { start: { line: 1, character: 2 } }, message: 'a "b", [] ä', code: 'x' };
const messages = [
  { jsonrpc: '2.0', method: 'p', params: { uri: '"items":[]}}', version: 1, diagnostics: [shown] } },
  {
    jsonrpc: '2.0',
    method: 'p',
    params: { uri: 'u', version: 2, diagnostics: [shown, { ...shown, code: 'y' }] },
  },
  { jsonrpc: '2.0', method: 'p', params: { diagnostics: [shown], after: 1 } },
  { jsonrpc: '2.0', method: 'p', params: { diagnostics: [] } },
  { jsonrpc: '2.0', id: 7, result: { kind: 'full', resultId: '1', items: [shown, null] } },
  { jsonrpc: '2.0', id: 8, result: { items: [shown], isIncomplete: false } },
  { jsonrpc: '2.0', method: 'a', params: { text: 'ä€𝒳 \u2028 "\\" \r\n\r\nContent-Length: 3\r\n\r\n' } },
  { jsonrpc: '2.0', id: 1, method: 'b' },
  { jsonrpc: '2.0', id: 2, result: null },
] as unknown as Message[];

async function written(make: (stream: PassThrough) => PromptWriter | StreamMessageWriter): Promise<Buffer[]> {
  const stream = new PassThrough();
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const writer = make(stream);
  for (const message of messages) await writer.write(message);
  return chunks;
}

test('what is written is what the library writes, one piece a message', async () => {
  const ours = await written((stream) => new PromptWriter(stream));
  const library = await written((stream) => new StreamMessageWriter(stream));
  assert.equal(Buffer.concat(ours).toString('latin1'), Buffer.concat(library).toString('latin1'));
  assert.equal(ours.length, messages.length);
});

test('the library reads what was written without waiting', async () => {
  const stream = new PassThrough();
  const writer = new PromptWriter(stream);
  const writes = messages.map((message) => writer.write(message));
  const got: Message[] = [];
  const all = new Promise<void>((resolve) =>
    new StreamMessageReader(stream).listen((message) => {
      got.push(message);
      if (got.length === messages.length) resolve();
    }),
  );
  await Promise.all([...writes, all]);
  assert.deepEqual(got, messages);
});

test('a message that cannot be written is told', async () => {
  const stream = new Writable({ write: (_chunk, _encoding, done) => done(new Error('gone')) });
  const writer = new PromptWriter(stream);
  const told: string[] = [];
  writer.onError(([error]) => told.push(error.message));
  await assert.rejects(writer.write(messages[0]!), /gone/);
  assert.ok(told.includes('gone'));
});
