/** Connects with the real Node driver (folder given as argument): one JSON object per input line, one verdict per output line. */
const path = require('node:path');
const { MongoClient } = require(path.join(process.argv[2], 'node_modules', 'mongodb'));

process.on('warning', () => undefined);

async function attempt(row) {
  const started = performance.now();
  const answer = { id: row.id };
  let client;
  try {
    client = new MongoClient(row.uri, {
      serverSelectionTimeoutMS: row.timeoutMs,
      connectTimeoutMS: row.timeoutMs,
      ...row.options,
    });
    await client.connect();
    await client.db('admin').command({ ping: 1 });
    answer.connected = true;
  } catch (error) {
    answer.connected = false;
    const inner = [...(error.reason?.servers?.values() ?? [])][0]?.error;
    answer.error =
      `${error.name}: ${error.message}${inner ? ` (${inner.message}; ${inner.cause?.code ?? ''})` : ''}`.slice(
        0,
        2000,
      );
  }
  answer.ms = performance.now() - started;
  await client?.close().catch(() => undefined);
  process.stdout.write(JSON.stringify(answer) + '\n');
}

let buffer = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', (chunk) => {
  buffer += chunk;
  for (let end = buffer.indexOf('\n'); end >= 0; end = buffer.indexOf('\n')) {
    const line = buffer.slice(0, end);
    buffer = buffer.slice(end + 1);
    void attempt(JSON.parse(line));
  }
});
