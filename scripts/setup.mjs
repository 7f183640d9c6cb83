/**
 * Installs the tools that the tests drive and a fresh machine may lack. Runs again at no cost: what is there is left alone.
 * `node scripts/setup.mjs` installs everything, `node scripts/setup.mjs NAME…` only the named steps, `--list` shows them.
 * scripts/test.mjs runs it when CI=true. A new tool is one entry in `steps`.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import * as vscodeServer from './vscodeServer.mjs';

/** True when a program is on the PATH. */
function onPath(program) {
  return (process.env.PATH ?? '').split(':').some((folder) => existsSync(`${folder}/${program}`));
}

function works(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function run(command, args, options = {}) {
  const result = spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    ...options,
  });
  if (result.status !== 0)
    throw new Error(`${command} ${args.join(' ')}: ${(result.stderr ?? String(result.error)).slice(-1500)}`);
}

/** A Debian package; all missing ones are installed with one call of apt-get. */
function debian(name, program, packages = [name]) {
  return { name, packages, present: () => onPath(program), how: `apt-get install ${packages.join(' ')}` };
}

/** PyMongo in a virtual environment of its own. */
export function pymongo(version, extra = '') {
  const name = `pymongo-${version}${extra && `-${extra}`}`;
  const folder = `.cache/drivers/${name}`;
  return {
    name,
    present: () => existsSync(`${folder}/bin/python`) && existsSync(`${folder}/installed`),
    how: `node scripts/setup.mjs ${name} (into .cache/drivers)`,
    install() {
      run('python3', ['-m', 'venv', folder]);
      const pip = ['-m', 'pip', 'install', '-q', '--disable-pip-version-check'];
      // Versions before 4 have no wheel for today's Python: they are built with setuptools.
      if (version.startsWith('3.')) run(`${folder}/bin/python`, [...pip, 'setuptools<81', 'wheel']);
      run(`${folder}/bin/python`, [...pip, `pymongo${extra && `[${extra}]`}==${version}`]);
      writeFileSync(`${folder}/installed`, '');
    },
  };
}

/** True when a program of ours is there and newer than its sources: an old one would not know what the tests ask of it. */
function built(target, ...sources) {
  if (!existsSync(target)) return false;
  const files = sources.flatMap((source) =>
    statSync(source).isDirectory()
      ? readdirSync(source, { recursive: true }).map((name) => path.join(source, name))
      : [source],
  );
  return files.every((file) => statSync(file).mtimeMs <= statSync(target).mtimeMs);
}

/** For compilers that leave a program alone whose sources are only newer, not other. */
function builtNow(target) {
  utimesSync(target, new Date(), new Date());
}

/** A Go program of the tests, built when its sources changed. */
function goProgram(name, folder, target) {
  return {
    name,
    present: () => built(target, folder),
    how: `node scripts/setup.mjs ${name} (needs Go 1.24 or newer; into .cache/)`,
    install() {
      if (!onPath('go')) throw new Error(`${name} needs Go 1.24 or newer: https://go.dev/dl/`);
      // The hashes of go.sum are checked; the checksum database need not be reachable.
      run('go', ['build', '-o', path.resolve(target), '.'], {
        cwd: folder,
        env: { ...process.env, GOFLAGS: '-mod=readonly', GOSUMDB: 'off' },
      });
      builtNow(target);
    },
  };
}

/** The Node driver in a folder of its own. */
export function nodeDriver(version) {
  const folder = `.cache/drivers/node-${version}`;
  return {
    name: `node-driver-${version}`,
    // Beside it what the driver needs for proxyHost.
    present: () =>
      ['mongodb', 'socks'].every((name) => existsSync(`${folder}/node_modules/${name}/package.json`)),
    how: `node scripts/setup.mjs node-driver-${version} (into .cache/drivers)`,
    install() {
      mkdirSync(folder, { recursive: true });
      if (!existsSync(`${folder}/package.json`))
        writeFileSync(`${folder}/package.json`, '{ "private": true }\n');
      run(
        'npm',
        ['install', '--no-audit', '--no-fund', '--loglevel=error', `mongodb@${version}`, 'socks@2'],
        {
          cwd: folder,
        },
      );
    },
  };
}

/** Parsers that are not ours, for every language: what the finders and the fixes are held against. */
function references() {
  const folder = '.cache/references';
  const python = [
    'tree-sitter-language-pack==0.13.0', 'Pygments==2.21.0', 'PyYAML==6.0.3', 'pyhocon==0.3.63', 'python-dotenv==1.2.4', 'docutils==0.23', 'crossplane==0.5.8',
  ]; // prettier-ignore
  const node = ['@asciidoctor/core@3.0.4', '@mrleebo/prisma-ast@0.12.1'];
  const wanted = [...python, ...node].join('\n');
  return {
    name: 'references',
    present: () =>
      existsSync(`${folder}/installed`) && readFileSync(`${folder}/installed`, 'utf8') === wanted,
    how: 'node scripts/setup.mjs references (into .cache/references)',
    install() {
      run('python3', ['-m', 'venv', folder]);
      run(`${folder}/bin/python`, [
        '-m', 'pip', 'install', '-q', '--disable-pip-version-check', '--only-binary', ':all:', ...python.slice(0, 3), ...python.slice(4),
      ]); // prettier-ignore
      // It comes as source only.
      run(`${folder}/bin/python`, ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', python[3]]);
      writeFileSync(`${folder}/package.json`, '{ "private": true }\n');
      run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...node], { cwd: folder });
      writeFileSync(`${folder}/installed`, wanted);
    },
  };
}

/** `present` says whether the step is done, `install` does it, `how` tells a person how. One entry per line where it fits. */
export const steps = [
  debian('openssl', 'openssl'),
  debian('go', 'go', ['golang-go']),
  debian('chromium', 'chromium'),
  debian('neovim', 'nvim'),
  {
    ...debian('emacs', 'emacs', ['emacs-nox', 'elpa-eglot']),
    present: () => onPath('emacs') && existsSync('/usr/share/emacs/site-lisp/elpa-src'),
  },
  {
    name: 'python',
    packages: ['python3', 'python3-venv'],
    present: () => onPath('python3'),
    how: 'apt-get install python3 python3-venv',
  },
  {
    name: 'compiler',
    packages: ['build-essential', 'python3'],
    present: () => onPath('make') && onPath('g++') && onPath('python3'),
    how: 'apt-get install build-essential python3',
  },
  pymongo('4.20.0'),
  pymongo('4.20.0', 'ocsp'),
  pymongo('3.11.0'),
  nodeDriver('7.9.0'),
  nodeDriver('4.17.2'),
  goProgram('go-driver-2.8.0', 'test/support/drivers/go', '.cache/drivers/go-2.8.0/godriver'),
  goProgram('ferretdb', 'test/support/ferretdb', '.cache/ferretdb/ferretdb'),
  {
    name: 'libmongoc',
    packages: ['libmongoc-dev', 'pkg-config', 'gcc', 'libc6-dev'],
    present: () => built('.cache/drivers/libmongoc/run', 'test/support/drivers/runC.c'),
    how: 'node scripts/setup.mjs libmongoc (Debian package libmongoc-dev and a small program of ours)',
    install() {
      mkdirSync('.cache/drivers/libmongoc', { recursive: true });
      run('sh', [
        '-c',
        'gcc -O1 -o .cache/drivers/libmongoc/run test/support/drivers/runC.c $(pkg-config --cflags --libs libmongoc-1.0)',
      ]);
    },
  },
  references(),
  {
    name: 'java-driver-5.10.0',
    packages: ['default-jdk-headless', 'maven'],
    present: () => built('.cache/drivers/java-5.10.0/RunJava.class', 'test/support/drivers/java'),
    how: 'node scripts/setup.mjs java-driver-5.10.0 (needs a JDK, Maven and Maven Central; into .cache/drivers)',
    install() {
      const folder = path.resolve('.cache/drivers/java-5.10.0');
      mkdirSync(folder, { recursive: true });
      for (const artifact of ['mongodb-driver-sync', 'mongodb-driver-core', 'bson', 'bson-record-codec'])
        run(
          'mvn',
          [
            '-q',
            '-B',
            'dependency:copy',
            `-Dartifact=org.mongodb:${artifact}:5.10.0`,
            `-DoutputDirectory=${folder}`,
          ],
          { cwd: folder },
        );
      run('javac', ['-nowarn', '-cp', `${folder}/*`, '-d', folder, 'test/support/drivers/java/RunJava.java']);
    },
  },
  {
    name: 'rust-driver-3.9.1',
    present: () => built('.cache/drivers/rust-3.9.1/target/debug/rustdriver', 'test/support/drivers/rust'),
    how: 'node scripts/setup.mjs rust-driver-3.9.1 (needs cargo and crates.io; some minutes; into .cache/drivers)',
    install() {
      if (!onPath('cargo')) throw new Error('rust-driver-3.9.1 needs cargo: https://rustup.rs');
      run('cargo', ['build', '-q', '--locked'], {
        cwd: 'test/support/drivers/rust',
        env: { ...process.env, CARGO_TARGET_DIR: path.resolve('.cache/drivers/rust-3.9.1/target') },
      });
      builtNow('.cache/drivers/rust-3.9.1/target/debug/rustdriver');
    },
  },
  {
    name: 'php-driver',
    packages: ['php-cli', 'php-mongodb'],
    present: () =>
      works('php', ['-r', 'exit(extension_loaded("mongodb") && extension_loaded("pcntl") ? 0 : 1);']),
    how: 'apt-get install php-cli php-mongodb',
  },
  {
    name: 'ruby-driver',
    packages: ['ruby', 'ruby-mongo'],
    present: () => works('ruby', ['-e', 'require "mongo"']),
    how: 'apt-get install ruby ruby-mongo',
  },
  {
    name: 'vscode',
    present: () => vscodeServer.present(),
    install: () => vscodeServer.install(),
    how: 'node scripts/setup.mjs vscode (VS Code from the npm package code-server, into .cache/)',
  },
];

function apt(packages) {
  const root = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const command = (args) => {
    const [program, ...rest] = [...root, 'apt-get', ...args];
    run(program, rest, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  };
  command(['update', '-qq']);
  command(['install', '-y', '-qq', '--no-install-recommends', ...packages]);
}

function main(args) {
  if (args.includes('--list')) {
    for (const step of steps)
      console.log(`${step.present() ? 'there  ' : 'missing'}  ${step.name.padEnd(12)} ${step.how}`);
    return;
  }
  const unknown = args.filter((name) => !steps.some((s) => s.name === name));
  if (unknown.length)
    throw new Error(`no such step: ${unknown.join(', ')}; there are ${steps.map((s) => s.name).join(', ')}`);
  const missing = steps.filter((s) => (args.length === 0 || args.includes(s.name)) && !s.present());
  const packages = [...new Set(missing.flatMap((s) => s.packages ?? []))];
  if (packages.length) {
    console.log(`Installing ${packages.join(', ')} (apt-get) …`);
    apt(packages);
  }
  for (const step of missing) {
    if (!step.install) continue;
    console.log(`Installing ${step.name} …`);
    step.install();
  }
}

if (process.argv[1] && path.resolve(process.argv[1]) === import.meta.filename) {
  try {
    main(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
