/**
 * A document that is edited over the protocol has the diagnostics of its text: single and several edits in one message,
 * ranges the wrong way round, Windows line ends, edits that nobody asked about in between.
 */
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver/node';
import { LspClient } from '../support/lspClient';

let client: LspClient | undefined;
afterEach(async () => {
  await client?.stop();
  client = undefined;
});

const line = (n: number) =>
  [
    `db${n} = MongoClient("mongodb://c${n}.example.org/shop?tls=false")`,
    `db${n} = MongoClient("c${n}.example.org", tls=True, tlsAllowInvalidCertificates=True)`,
    `def handle_${n}(x):`,
    `    return x * ${n}  # nothing`,
  ][n % 4]!;
const puts = [
  'x',
  '',
  '"',
  ', tls=False',
  '\n',
  '&ssl=true',
  'tlsInsecure=True',
  'é𝒳',
  '\r\n',
  ')',
  '?tls=false',
];

test('edits of every kind lead to the diagnostics of the text', async () => {
  client = await LspClient.start();
  const began = `from pymongo import MongoClient\n${Array.from({ length: 40 }, (_, n) => line(n)).join('\n')}\n`;
  const uri = await client.open('edited.py', began, 'python');
  let document = TextDocument.create(uri, 'python', 1, began);
  let seed = 7;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return (seed >> 8) % below;
  };
  for (let round = 0; round < 120; round++) {
    const text = document.getText();
    const changes: TextDocumentContentChangeEvent[] = [];
    for (let n = random(5) === 0 ? 2 : 1; n > 0; n--) {
      const at = random(text.length + 1);
      const start = document.positionAt(at);
      const end = document.positionAt(Math.min(text.length, at + random(3)));
      const range = random(6) === 0 ? { start: end, end: start } : { start, end };
      changes.push(random(30) === 0 ? { text: began } : { range, text: puts[random(puts.length)]! });
    }
    const version = round + 2;
    document = TextDocument.update(document, changes, version);
    await client.rpc.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: changes,
    });
    if (random(4) === 0) continue;
    const fresh = await client.open(`fresh${round}.py`, document.getText(), 'python');
    assert.deepEqual(await client.diagnostics(uri), await client.diagnostics(fresh), document.getText());
  }
});
