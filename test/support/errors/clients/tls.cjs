/** Prints what the tls module of Node.js, Bun or Deno says: {id, host, port, tls, ca, crl, cert, password} in, {id, text} out. */
const { readFileSync } = require('node:fs');
const tls = require('node:tls');

function attempt(row) {
  return new Promise((resolve) => {
    const fail = (error) => resolve(`${error.stack ?? error} { code: '${error.code}' }`);
    try {
      const socket = tls.connect({
        host: row.host,
        port: row.port,
        servername: /^[\d.]+$/.test(row.host) ? undefined : row.host,
        ...(row.ca ? { ca: readFileSync(row.ca) } : {}),
        ...(row.crl ? { crl: readFileSync(row.crl) } : {}),
        ...(row.cert ? { cert: readFileSync(row.cert), key: readFileSync(row.cert) } : {}),
        ...(row.password ? { passphrase: row.password } : {}),
      });
      socket.setTimeout(2000, () => {
        socket.destroy();
        resolve(null);
      });
      socket.on('error', fail);
      socket.on('secureConnect', () => setTimeout(() => socket.destroy(), 300));
      socket.on('close', () => resolve(null));
    } catch (error) {
      fail(error);
    }
  });
}

let rest = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', async (chunk) => {
  const lines = (rest + chunk).split('\n');
  rest = lines.pop();
  for (const line of lines) {
    const row = JSON.parse(line);
    console.log(JSON.stringify({ id: row.id, text: row.tls ? await attempt(row) : null }));
  }
});
