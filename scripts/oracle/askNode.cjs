/**
 * Asks a real Node driver: JSON lines of {"id", "uri"?, "host"?, "options"?} in, JSON lines of what MongoClient did out.
 * First argument: the folder that holds node_modules/mongodb. Nothing is connected: files named by options count as present
 * and right. Used by scripts/drivers-verify.mjs and scripts/oracle/make.mjs.
 */
const fs = require('node:fs');
const path = require('node:path');
const tls = require('node:tls');

const mongodb = require(path.resolve(process.argv[2], 'node_modules/mongodb'));

const warnings = [];
process.emitWarning = (text, options) => {
  if (options?.code === 'MONGODB DRIVER') warnings.push(`[MONGODB DRIVER] Warning: ${text}`);
};

/** Some warnings come once per process: here every query is a process of its own. */
const has = Set.prototype.has;
Set.prototype.has = function (value) {
  return typeof value === 'string' && value.startsWith('deprecated value for ')
    ? false
    : has.call(this, value);
};

/** What JSON cannot carry. */
const stands = {
  '@noop': () => undefined,
  '@ctx': tls.createSecureContext(),
  '@buf': Buffer.from('x'),
};

function revive(value) {
  return typeof value === 'string' && Object.hasOwn(stands, value) ? stands[value] : value;
}

function ask(query) {
  warnings.length = 0;
  const options = Object.fromEntries(Object.entries(query.options ?? {}).map(([k, v]) => [k, revive(v)]));
  const readFileSync = fs.readFileSync;
  fs.readFileSync = (name, ...rest) =>
    String(name).endsWith('.json') || String(name).endsWith('.js') ? readFileSync(name, ...rest) : 'x';
  try {
    const client = new mongodb.MongoClient(query.uri ?? `mongodb://${query.host ?? 'localhost'}/`, options);
    return { outcome: 'ok', ...tlsOf(client.options ?? {}), warnings: [...new Set(warnings)] };
  } catch (error) {
    return {
      outcome: 'error',
      error: error.constructor.name,
      message: error.message,
      warnings: [...new Set(warnings)],
    };
  } finally {
    fs.readFileSync = readFileSync;
  }
}

/** What reaches `tls.connect` (parseSslOptions), and what Node makes of it. */
function tlsOf(options) {
  const check = options.checkServerIdentity;
  // Node refuses a check that is no function before anything is sent.
  if (!options.tls || (check != null && typeof check !== 'function')) return { tls: false };
  const chain = options.rejectUnauthorized !== false;
  return {
    tls: true,
    chain,
    hostname: chain && check == null,
    crl: Boolean(options.tlsCRLFile ?? options.crl) && !options.secureContext,
  };
}

const input = fs.readFileSync(0, 'utf8');
for (const line of input.split('\n')) {
  if (!line.trim()) continue;
  const query = JSON.parse(line);
  process.stdout.write(JSON.stringify({ id: query.id, ...ask(query) }) + '\n');
}
