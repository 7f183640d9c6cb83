/**
 * Real drivers besides PyMongo and Node: programs that make clients, or parse, without connecting. Each runner says whether its tools are
 * there, and how to get them; `ask` gives the programs' answers for a list of `{id, uri}`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const programs = path.join(root, 'scripts', 'verifiers');
const cache = path.join(root, '.cache', 'verify');

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28, ...options });
  if (result.error || result.status !== 0)
    throw new Error(`${command}: ${result.error?.message ?? result.stderr.slice(-600)}`);
  return result.stdout;
}

/** Is the program there and does it answer this? */
const works = (command, ...args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** Answers of a program that reads and writes JSON lines. */
function lines(command, args, cases, options = {}) {
  const input = cases.map((c) => JSON.stringify(c)).join('\n') + '\n';
  return run(command, args, { input, ...options })
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
}

/** Versions of the Java driver that are taken from Maven Central. */
export const javaVersions = ['3.12.14', '4.0.6', '4.10.2', '4.11.5', '5.1.4', '5.5.1', '5.6.1'];

export const families = [
  {
    id: 'go',
    needs: 'Go (https://go.dev/dl) and the module proxy',
    available: () => works('go', 'version'),
    ask(cases) {
      mkdirSync(cache, { recursive: true });
      const program = path.join(cache, 'goverify');
      run('go', ['build', '-o', program, '.'], { cwd: path.join(programs, 'go') });
      return lines(program, [], cases);
    },
  },
  {
    id: 'rust',
    // The program is built without features of the crate.
    known: { extras: [] },
    needs: 'cargo (https://rustup.rs) and crates.io',
    available: () => works('cargo', '--version'),
    ask(cases) {
      const folder = path.join(programs, 'rust');
      const env = { ...process.env, CARGO_TARGET_DIR: path.join(cache, 'rust') };
      const listed = JSON.parse(
        run('cargo', ['metadata', '--format-version', '1', '--locked'], { cwd: folder, env }),
      );
      const versions = listed.packages.filter((p) => p.name === 'mongodb').map((p) => p.version);
      const of = (major) => versions.find((v) => v.startsWith(`${major}.`));
      run('cargo', ['build', '--locked', '-q'], {
        cwd: folder,
        env: { ...env, MONGODB2: of(2), MONGODB3: of(3) },
      });
      return lines(path.join(cache, 'rust', 'debug', 'verify'), [], cases);
    },
  },
  {
    id: 'java',
    needs: 'a JDK with javac, Maven, and Maven Central',
    available: () => works('javac', '-version') && works('mvn', '-v'),
    ask(cases) {
      return javaVersions.flatMap((version) => {
        const folder = path.join(cache, 'java', version);
        mkdirSync(folder, { recursive: true });
        for (const artifact of ['mongodb-driver-core', 'bson']) {
          if (existsSync(path.join(folder, `${artifact}-${version}.jar`))) continue;
          run(
            'mvn',
            [
              '-q',
              '-B',
              'dependency:copy',
              `-Dartifact=org.mongodb:${artifact}:${version}`,
              `-DoutputDirectory=${folder}`,
            ],
            { cwd: folder },
          );
        }
        const jars = readdirSync(folder)
          .filter((name) => name.endsWith('.jar'))
          .map((name) => path.join(folder, name));
        const classPath = [...jars, folder].join(path.delimiter);
        run('javac', ['-nowarn', '-cp', classPath, '-d', folder, path.join(programs, 'java', 'Verify.java')]);
        return lines('java', ['-cp', classPath, 'Verify', version], cases);
      });
    },
  },
  {
    id: 'ruby',
    needs: 'apt-get install ruby-mongo',
    available: () => works('ruby', '-e', 'require "mongo"'),
    ask: (cases) => lines('ruby', ['-W0', path.join(programs, 'ruby', 'verify.rb')], cases),
  },
  {
    id: 'php',
    needs: 'apt-get install php-cli php-mongodb',
    available: () => works('php', '-r', 'exit(extension_loaded("mongodb") ? 0 : 1);'),
    ask: (cases) => lines('php', [path.join(programs, 'php', 'verify.php')], cases),
  },
  {
    id: 'perl',
    needs: 'apt-get install libmongodb-perl libio-socket-ssl-perl',
    available: () => works('perl', '-MMongoDB', '-e', '1'),
    ask: (cases) => lines('perl', [path.join(programs, 'perl', 'verify.pl')], cases),
  },
  {
    id: 'c',
    needs: 'apt-get install gcc pkg-config libmongoc-dev',
    available: () => works('pkg-config', '--exists', 'libmongoc-1.0') && works('gcc', '--version'),
    ask(cases) {
      mkdirSync(cache, { recursive: true });
      const program = path.join(cache, 'cverify');
      const flags = run('pkg-config', ['--cflags', '--libs', 'libmongoc-1.0']).trim().split(/\s+/);
      run('gcc', ['-o', program, path.join(programs, 'c', 'verify.c'), ...flags]);
      return lines(program, [], cases);
    },
  },
];

/** Test certificates, made anew: real drivers open the files that are named. */
export function makeCertificates() {
  const folder = path.join(cache, 'pki');
  mkdirSync(folder, { recursive: true });
  const file = (name) => path.join(folder, name);
  if (!existsSync(file('client.pem'))) {
    run('openssl', [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      file('client.key'),
      '-out',
      file('client.crt'),
      '-days',
      '30',
      '-subj',
      '/CN=verify',
    ]);
    run('sh', ['-c', 'cat client.key client.crt > client.pem && cp client.crt ca.pem'], { cwd: folder });
  }
  return folder;
}
