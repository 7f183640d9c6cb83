/** The streams of `--stdio`: held against the protocol library's own reader and writer, at every cut. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import {
  StreamMessageReader,
  StreamMessageWriter,
  type Message,
  type MessageReader,
} from 'vscode-languageserver/node';
import { StdioReader, StdioWriter } from '../../server/src/lsp/stdioTransport';

const messages = [
  { jsonrpc: '2.0', method: 'a', params: { text: 'ä€𝒳 \u2028 "\\" \r\n\r\nContent-Length: 3\r\n\r\n' } },
  { jsonrpc: '2.0', id: 1, method: 'b' },
  { jsonrpc: '2.0', id: 2, result: null },
] as unknown as Message[];

async function written(make: (stream: PassThrough) => StdioWriter | StreamMessageWriter): Promise<Buffer[]> {
  const stream = new PassThrough();
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const writer = make(stream);
  for (const message of messages) await writer.write(message);
  return chunks;
}

/** What a reader makes of chunks: messages, and the words of errors. */
async function read(make: (stream: PassThrough) => MessageReader, chunks: readonly Buffer[]) {
  const stream = new PassThrough();
  const got: Message[] = [];
  const errors: string[] = [];
  const reader = make(stream);
  reader.onError((error) => errors.push(error.message));
  reader.listen((message) => got.push(message));
  const closed = once(stream, 'close');
  for (const chunk of chunks) {
    stream.write(chunk);
    await new Promise((resolve) => setImmediate(resolve));
  }
  stream.end();
  await closed;
  return { got, errors };
}

const ours = (stream: PassThrough) => new StdioReader(stream);

test('what is written is what the library writes, one piece a message', async () => {
  const mine = await written((stream) => new StdioWriter(stream));
  const library = await written((stream) => new StreamMessageWriter(stream));
  assert.equal(Buffer.concat(mine).toString('latin1'), Buffer.concat(library).toString('latin1'));
  assert.equal(mine.length, messages.length);
});

test('messages are read whole, wherever the stream is cut', async () => {
  const bytes = Buffer.concat(await written((stream) => new StdioWriter(stream)));
  for (let cut = 0; cut <= bytes.length; cut++) {
    const { got, errors } = await read(ours, [bytes.subarray(0, cut), bytes.subarray(cut)]);
    assert.deepEqual(got, messages, `cut at ${cut}`);
    assert.deepEqual(errors, []);
  }
  const single = [...bytes].map((byte) => Buffer.from([byte]));
  assert.deepEqual((await read(ours, single)).got, messages);
});

test('headers are read as the library reads them: any case, any order, others between', async () => {
  const content = JSON.stringify(messages[0]);
  const length = Buffer.byteLength(content);
  for (const header of [
    `content-length:${length}\r\n`,
    `Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: ${length}\r\n`,
    `Content-Length: ${length}\r\nContent-Type: application/vscode-jsonrpc; charset=utf8\r\n`,
  ]) {
    const bytes = [Buffer.from(`${header}\r\n${content}`)];
    assert.deepEqual(
      (await read(ours, bytes)).got,
      (await read((stream) => new StreamMessageReader(stream), bytes)).got,
    );
    assert.deepEqual((await read(ours, bytes)).got, [messages[0]]);
  }
});

test('a message that cannot be read is told and does not stop the next', async () => {
  const good = Buffer.concat(await written((stream) => new StdioWriter(stream)));
  const bad = Buffer.from('Content-Length: 5\r\n\r\n{"a":X: y\r\n\r\n');
  const { got, errors } = await read(ours, [bad, good]);
  assert.deepEqual(got, messages);
  assert.equal(errors.length, 2);
});

test('a large message in small chunks is joined once, not at every chunk', async () => {
  const big = { jsonrpc: '2.0', method: 'c', params: { text: 'x'.repeat(4_000_000) } } as unknown as Message;
  const content = Buffer.from(JSON.stringify(big));
  const bytes = Buffer.concat([Buffer.from(`Content-Length: ${content.length}\r\n\r\n`), content]);
  const joins: number[] = [];
  const concat = Buffer.concat.bind(Buffer);
  const chunks = Array.from({ length: Math.ceil(bytes.length / 65536) }, (_, n) =>
    bytes.subarray(n * 65536, (n + 1) * 65536),
  );
  Buffer.concat = (list: readonly Uint8Array[], size?: number) => {
    joins.push(list.length);
    return concat(list, size);
  };
  try {
    assert.deepEqual((await read(ours, chunks)).got, [big]);
  } finally {
    Buffer.concat = concat;
  }
  assert.deepEqual(joins, [chunks.length]);
});
