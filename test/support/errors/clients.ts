/** The programs that meet the faults: how each is started, what it is told, and when it must be left out. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Fault, Lab, Order } from './faults';

export interface ErrorClient {
  readonly id: string;
  /** The runtime with its version, asked of the runtime itself. */
  version(): string;
  /** Why it cannot run here and how to get it; undefined: it can. */
  missing(): string | undefined;
  /** Faults that are none for it: it has no such setting, or checks nothing of the kind. */
  readonly spares?: (fault: Fault) => boolean;
  /** What it says of each fault, by id of the fault; silence is no entry. */
  run(lab: Lab, faults: readonly Fault[]): Promise<ReadonlyMap<string, string>>;
}

const clients = path.resolve('test/support/errors/clients');
const drivers = path.resolve('.cache/drivers');
const runtimes = path.resolve('.cache/runtimes');

function has(program: string, ...args: string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

function said(program: string, ...args: string[]): string {
  const { stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return `${stdout}${stderr}`.trim();
}

/** Runs a program to its end beside the servers of this process; what it printed, or undefined when it had to be ended. */
function run(program: string, args: readonly string[], input: string, seconds = 240): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], timeout: seconds * 1000 });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
    child.on('error', (error) => resolve(String(error)));
    child.on('close', () => resolve(text));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

interface Answer {
  readonly id?: string;
  readonly text?: string | null;
  readonly error?: string;
}

/** Answers of a program that reads and writes one JSON object per line. */
function answers(output: string): Map<string, string> {
  const texts = new Map<string, string>();
  for (const line of output.split('\n')) {
    if (!line.startsWith('{')) continue;
    const { id, text, error } = JSON.parse(line) as Answer;
    const words = text ?? error;
    if (id !== undefined && words) texts.set(id, words);
  }
  return texts;
}

/** A program that is told all faults at once, one per line. */
function lines(
  id: string,
  version: () => string,
  missing: () => string | undefined,
  command: () => readonly [string, ...string[]],
  line: (order: Order) => string = (order) => JSON.stringify({ ...order, timeoutMs: 1500 }),
): ErrorClient {
  return {
    id,
    version,
    missing,
    async run(lab, faults) {
      const [program, ...args] = command();
      const input = faults.map((fault) => line(lab.order(fault)) + '\n').join('');
      return answers(await run(program, args, input));
    },
  };
}

/** A program that is started once per fault. */
function each(
  id: string,
  version: () => string,
  missing: () => string | undefined,
  command: (order: Order) => readonly [string, ...string[]] | undefined,
  failed: (text: string) => boolean = () => true,
): ErrorClient {
  return {
    id,
    version,
    missing,
    async run(lab, faults) {
      const texts = new Map<string, string>();
      for (const fault of faults) {
        const [program, ...args] = command(lab.order(fault)) ?? [];
        if (program === undefined) continue;
        const text = await run(program, args, '', 15);
        if (text && failed(text)) texts.set(fault.id, text);
      }
      return texts;
    },
  };
}

const step = (name: string) => `node scripts/setup.mjs ${name}`;
const there = (file: string, how: string) => () => (existsSync(file) ? undefined : how);
const onPath =
  (program: string, how: string, ...args: string[]) =>
  () =>
    has(program, ...args) ? undefined : `${program} is missing: ${how}`;

function pymongo(folder: string): ErrorClient {
  const python = path.join(drivers, folder, 'bin/python');
  return lines(
    folder,
    () =>
      said(
        python,
        '-c',
        'import pymongo,ssl,platform;print(f"PyMongo {pymongo.version} on Python {platform.python_version()} ({ssl.OPENSSL_VERSION})")',
      ),
    there(python, step(folder)),
    () => [python, path.join(clients, 'pythonDriver.py')],
  );
}

function python(id: string, program: string): ErrorClient {
  return lines(
    id,
    () =>
      said(
        program,
        '-c',
        'import ssl,platform;print(f"Python {platform.python_version()} ({ssl.OPENSSL_VERSION})")',
      ),
    onPath(program, step('python'), '--version'),
    () => [program, path.join(clients, 'pythonSsl.py')],
  );
}

const nodeVersion = (program: string) => () =>
  `Node.js ${said(program, '-p', 'process.versions.node + " (OpenSSL " + process.versions.openssl + ")"')}`;

function nodeDriver(id: string, program: string, driver: string): ErrorClient {
  return lines(
    id,
    () => `Node.js driver ${driver} on ${nodeVersion(program)()}`,
    () =>
      has(program, '--version') && existsSync(path.join(drivers, `node-${driver}`))
        ? undefined
        : `${program} or the driver is missing: ${step(`node-driver-${driver}`)}`,
    () => [program, path.join(clients, 'driver.cjs'), path.join(drivers, `node-${driver}`)],
  );
}

/** Programs of the npm registry in a folder of their own: newer Node.js, Bun, Deno, mongosh. */
const packaged = (name: string, program: string) => path.join(runtimes, name, 'node_modules', program);

function java(): ErrorClient {
  const folder = () => readdirSync(drivers).find((n) => n.startsWith('java-'));
  const jars = () => {
    const at = path.join(drivers, folder()!);
    return readdirSync(at)
      .filter((n) => n.endsWith('.jar'))
      .map((n) => path.join(at, n))
      .join(':');
  };
  return {
    id: 'java-driver',
    version: () =>
      `Java driver ${folder()!.slice(5)} on ${said('java', '-version').split('\n')[0]!.replace(/"/g, '')}`,
    missing: () =>
      has('java', '-version') && existsSync(drivers) && folder()
        ? undefined
        : `Java or its driver is missing: ${step('java-driver-5.10.0')}`,
    async run(lab, faults) {
      const store = (name: string) => lab.pki.file(`${name}.p12`);
      // The driver takes stores instead of PEM files, so the faults of PEM files are none for it.
      const orders = faults.flatMap((fault) => {
        const { ca, cert } = fault;
        if (
          fault.crl ||
          (ca && !ca.endsWith('.crt')) ||
          (cert && !/^(?:client|stranger|old)\.pem$/.test(cert))
        )
          return [];
        if (ca && !existsSync(store(ca)))
          execFileSync(
            'keytool',
            [
              '-importcert',
              '-noprompt',
              '-alias',
              'ca',
              '-file',
              lab.pki.file(ca),
              '-keystore',
              store(ca),
              '-storetype',
              'PKCS12',
              '-storepass',
              'changeit',
            ],
            { stdio: 'ignore' },
          );
        if (cert && !existsSync(store(cert)))
          lab.pki.openssl(
            'pkcs12',
            '-export',
            '-in',
            cert,
            '-out',
            store(cert),
            '-passout',
            'pass:changeit',
            '-name',
            'client',
          );
        const { id, host, port, tls } = lab.order(fault);
        const uri = `mongodb://${host}:${port}/?serverSelectionTimeoutMS=1500&connectTimeoutMS=1000`;
        return [{ id, uri, tls, ...(ca ? { trust: store(ca) } : {}), ...(cert ? { key: store(cert) } : {}) }];
      });
      const one = orders.find((o) => 'trust' in o)!;
      const uri = one.uri.replace(/:\d+\//, `:${lab.ports['good']}/`);
      orders.push(
        { id: 'a trust store that is no trust store', uri, tls: true, trust: lab.pki.file('not.pem') },
        { id: 'a key store with another password', uri, tls: true, key: store('locked') },
        { id: 'a trust store that is missing', uri, tls: true, trust: lab.pki.file('nowhere.p12') },
      );
      lab.pki.openssl(
        'pkcs12',
        '-export',
        '-inkey',
        'client.key',
        '-in',
        'client.crt',
        '-out',
        store('locked'),
        '-passout',
        'pass:right',
      );
      const text = await run(
        'java',
        ['-cp', jars(), path.join(clients, 'Driver.java')],
        orders.map((o) => JSON.stringify(o) + '\n').join(''),
        180,
      );
      return answers(text);
    },
  };
}

function erlang(): ErrorClient {
  const base = lines(
    'erlang-ssl',
    () =>
      `Erlang/OTP ${said('erl', '-noshell', '-eval', 'io:put_chars(erlang:system_info(otp_release)),halt().')}`,
    onPath('escript', 'apt-get install erlang-base erlang-ssl', path.join(clients, 'erlangSsl.escript')),
    () => ['escript', path.join(clients, 'erlangSsl.escript')],
  );
  return {
    ...base,
    async run(lab, faults) {
      const rows = faults.filter((f) => f.tls !== false && !f.crl && !f.password).map((f) => lab.order(f));
      const input = rows
        .map((o) => [o.id, o.host, o.port, o.ca ?? '', o.cert ?? ''].join('\t') + '\n')
        .join('');
      const texts = new Map<string, string>();
      // A term may go over several lines: what has no id belongs to the line before.
      let last: string | undefined;
      for (const line of (await run('escript', [path.join(clients, 'erlangSsl.escript')], input)).split(
        '\n',
      )) {
        const at = line.indexOf('\t');
        const id = at < 0 ? undefined : line.slice(0, at);
        if (id !== undefined && rows.some((o) => o.id === id)) texts.set((last = id), line.slice(at + 1));
        else if (last !== undefined && line.trim()) texts.set(last, `${texts.get(last)}\n${line}`);
      }
      for (const [id, text] of texts)
        if (text.startsWith('{ok') || text === '{error,timeout}') texts.delete(id);
      return texts;
    },
  };
}

const withCrl = (fault: Fault) => fault.crl !== undefined;
const withPassword = (fault: Fault) => fault.password !== undefined;

/** The client without some faults. */
function sparing(spares: (fault: Fault) => boolean, client: ErrorClient): ErrorClient {
  return { ...client, spares };
}

/** Every client that we know how to start. */
export const errorClients: readonly ErrorClient[] = [
  pymongo('pymongo-4.20.0'),
  pymongo('pymongo-4.20.0-ocsp'),
  pymongo('pymongo-3.11.0'),
  python('python-ssl', 'python3'),
  python('python-3.13-ssl', 'python3.13'),
  nodeDriver('node-driver', process.execPath, '7.9.0'),
  nodeDriver('node-driver-on-node-26', packaged('node-26', 'node/bin/node'), '7.9.0'),
  sparing(withCrl, nodeDriver('node-driver-4', process.execPath, '4.17.2')),
  lines(
    'node-tls',
    nodeVersion(process.execPath),
    () => undefined,
    () => [process.execPath, path.join(clients, 'tls.cjs')],
  ),
  lines(
    'node-26-tls',
    nodeVersion(packaged('node-26', 'node/bin/node')),
    there(packaged('node-26', 'node/bin/node'), 'npm install node@26 in .cache/runtimes/node-26'),
    () => [packaged('node-26', 'node/bin/node'), path.join(clients, 'tls.cjs')],
  ),
  lines(
    'bun',
    () => `Bun ${said(packaged('bun-1', '.bin/bun'), '--version')}`,
    there(packaged('bun-1', '.bin/bun'), 'npm install bun in .cache/runtimes/bun-1'),
    () => [packaged('bun-1', '.bin/bun'), path.join(clients, 'tls.cjs')],
  ),
  sparing(
    (f) => withPassword(f) || /locked|onlyCertificate|not\.pem/.test(f.cert ?? ''),
    lines(
      'deno',
      () => said(packaged('deno-2', '.bin/deno'), '--version').split('\n')[0]!,
      there(packaged('deno-2', '.bin/deno'), 'npm install deno in .cache/runtimes/deno-2'),
      () => [packaged('deno-2', '.bin/deno'), 'run', '-A', path.join(clients, 'tls.cjs')],
    ),
  ),
  each(
    'mongosh',
    () => `mongosh ${said(packaged('mongosh-2', '.bin/mongosh'), '--version')}`,
    there(packaged('mongosh-2', '.bin/mongosh'), 'npm install mongosh in .cache/runtimes/mongosh-2'),
    (o) => [packaged('mongosh-2', '.bin/mongosh'), '--norc', '--quiet', '--eval', '1', o.uri],
    (text) => text.trim() !== '1',
  ),
  each(
    'openssl',
    () => `openssl s_client: ${said('openssl', 'version')}`,
    onPath('openssl', step('openssl'), 'version'),
    (o) =>
      o.tls
        ? [
            'openssl',
            's_client',
            '-connect',
            `${o.host}:${o.port}`,
            '-verify_return_error',
            ...(/^[\d.]+$/.test(o.host)
              ? ['-verify_ip', o.host]
              : ['-verify_hostname', o.host, '-servername', o.host]),
            ...(o.ca ? ['-CAfile', o.ca] : []),
            ...(o.crl ? ['-CRL', o.crl, '-crl_check'] : []),
            ...(o.cert ? ['-cert', o.cert, '-key', o.cert, '-pass', `pass:${o.password ?? ''}`] : []),
          ]
        : undefined,
    (text) => !/^DONE/m.test(text),
  ),
  java(),
  lines(
    'go-driver',
    () => `Go driver 2.8.0 on ${said('go', 'version').replace('go version ', '')}`,
    there(path.join(drivers, 'go-2.8.0/godriver'), step('go-driver-2.8.0')),
    () => [path.join(drivers, 'go-2.8.0/godriver')],
  ),
  sparing(
    (f) => withCrl(f) || withPassword(f),
    lines(
      'rust-driver',
      () => 'Rust driver 3.9.1 (rustls)',
      there(path.join(drivers, 'rust-3.9.1/target/debug/rustdriver'), step('rust-driver-3.9.1')),
      () => [
        'sh',
        '-c',
        `(cat; sleep 12) | timeout 12 ${path.join(drivers, 'rust-3.9.1/target/debug/rustdriver')}`,
      ],
    ),
  ),
  lines(
    'libmongoc',
    () => `libmongoc ${said('pkg-config', '--modversion', 'libmongoc-1.0')}`,
    there(path.join(drivers, 'libmongoc/run'), step('libmongoc')),
    () => [path.join(drivers, 'libmongoc/run')],
    (o) => `${o.id}\t1500\t${o.uri}`,
  ),
  lines(
    'php-driver',
    () => said('php', '-r', 'echo "PHP driver ", phpversion("mongodb"), " on PHP ", PHP_VERSION;'),
    () =>
      has('php', '-r', 'exit(extension_loaded("mongodb") ? 0 : 1);')
        ? undefined
        : 'apt-get install php-cli php-mongodb',
    () => ['php', path.join(clients, 'driver.php')],
  ),
  lines(
    'php-stream',
    () => said('php', '-r', 'echo "PHP ", PHP_VERSION, " (", OPENSSL_VERSION_TEXT, ")";'),
    onPath('php', 'apt-get install php-cli', '--version'),
    () => ['php', path.join(clients, 'stream.php')],
  ),
  sparing(
    (f) => withCrl(f) || f.cert !== undefined || f.user !== undefined,
    lines(
      'ruby-driver',
      () =>
        said(
          'ruby',
          '-rmongo',
          '-e',
          'print "Ruby driver #{Mongo::VERSION} on Ruby #{RUBY_VERSION} (#{OpenSSL::OPENSSL_LIBRARY_VERSION})"',
        ),
      () => (has('ruby', '-rmongo', '-e', '') ? undefined : 'apt-get install ruby ruby-mongo'),
      () => ['ruby', '-W0', path.join(clients, 'driver.rb')],
      (o) => JSON.stringify({ ...o, uri: rubyUri(o) }),
    ),
  ),
  sparing(
    withCrl,
    lines(
      'perl-driver',
      () => `Perl driver ${said('perl', '-MMongoDB', '-e', 'print "$MongoDB::VERSION on Perl $^V"')}`,
      () =>
        has('perl', '-MMongoDB', '-e', '1')
          ? undefined
          : 'apt-get install libmongodb-perl libio-socket-ssl-perl',
      () => ['perl', path.join(clients, 'driver.pl')],
    ),
  ),
  lines(
    'ruby-ssl',
    () =>
      said('ruby', '-ropenssl', '-e', 'print "Ruby #{RUBY_VERSION} (#{OpenSSL::OPENSSL_LIBRARY_VERSION})"'),
    onPath('ruby', 'apt-get install ruby', '-ropenssl', '-e', ''),
    () => ['ruby', '-W0', path.join(clients, 'rubySsl.rb')],
  ),
  erlang(),
];

/** The driver 2.5 knows the options by their old names. */
function rubyUri(o: Order): string {
  return o.uri
    .replace('tls=', 'ssl=')
    .replace('tlsCAFile=', 'ssl_ca_cert=')
    .replace(/&(?:tlsCertificateKeyFile|tlsCRLFile)[^&]*/g, '');
}

/** A text without what only this run had: folders, ports, addresses in memory, clocks. */
export function withoutPlace(text: string, lab: Lab): string {
  let clean = text.split(lab.pki.folder).join('/srv/tls');
  for (const port of Object.values(lab.ports))
    clean = clean.replace(new RegExp(`\\b${port}\\b`, 'g'), '27017');
  return clean
    .split(process.cwd())
    .join('/srv/app')
    .replace(/\/(?:root|home\/\w+|work\/[\w/-]*?)\/(?=[^\s"')]*)/g, '/home/app/')
    .replace(/[^\s"'(]*\/\.cache\/(?:drivers|runtimes)\/[\w.-]+\//g, '/srv/app/')
    .replace(/^ {4}(?:Session-ID|Session-ID-ctx|Master-Key|Start Time|PSK [^:]*|SRP username)[^\n]*\n/gm, '')
    .replace(/\b[0-9A-F]{8,16}:error:/g, '00C0DE0000000000:error:')
    .replace(/0x[0-9a-f]{3,16}\b/g, '0x7f0000000000')
    .replace(/ #\d+\] (?=DEBUG|INFO|WARN|ERROR)/g, ' #1] ')
    .replace(/\b[0-9a-f]{24}\b/g, '0123456789abcdef01234567')
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?/g, '2026-01-01T12:00:00.000')
    .trimEnd();
}
