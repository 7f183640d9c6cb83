/** Prints what the Node.js driver says: the folder of the driver as argument, {id, uri} in, {id, text} out. */
const path = require('node:path');
const { inspect } = require('node:util');
const { MongoClient } = require(path.join(process.argv[2], 'node_modules', 'mongodb'));

process.on('warning', () => undefined);

async function attempt({ id, uri }) {
  let text = null;
  let client;
  try {
    client = new MongoClient(uri);
    await client.connect();
    await client.db('admin').command({ ping: 1 });
  } catch (error) {
    text = inspect(error, { depth: 6 });
  }
  await client?.close().catch(() => undefined);
  console.log(JSON.stringify({ id, text }));
}

let rest = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', (chunk) => {
  const lines = (rest + chunk).split('\n');
  rest = lines.pop();
  for (const line of lines) void attempt(JSON.parse(line));
});
