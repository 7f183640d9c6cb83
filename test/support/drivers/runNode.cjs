/** Connects with the real Node driver (folder given as argument): one JSON object per input line, one verdict per output line. */
const path = require('node:path');
const { MongoClient } = require(path.join(process.argv[2], 'node_modules', 'mongodb'));

process.on('warning', () => undefined);

/** From then on names below .test are those of the tests' own DNS server. */
let own;
function useDns(server) {
  if (own || !server) return;
  own = server;
  const dns = require('node:dns');
  dns.setServers([server]);
  const lookup = dns.lookup;
  dns.lookup = (name, options, done) => {
    if (!name.endsWith('.test')) return lookup(name, options, done);
    const answer = typeof options === 'function' ? options : done;
    Promise.allSettled([dns.promises.resolve4(name), dns.promises.resolve6(name)]).then(([four, six]) => {
      const found = [
        ...(four.value ?? []).map((address) => ({ address, family: 4 })),
        ...(six.value ?? []).map((address) => ({ address, family: 6 })),
      ];
      if (found.length === 0)
        return answer(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' }));
      return options.all ? answer(null, found) : answer(null, found[0].address, found[0].family);
    });
  };
}

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
    const row = JSON.parse(line);
    useDns(row.dns);
    void attempt(row);
  }
});
