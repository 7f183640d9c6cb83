/**
 * Every real driver that can be asked, behind one interface:
 * `{id, versions, newest, how, present(version), install(version), questions(), ask(version, questions)}`.
 * `known` is what a prediction may know besides the version. `versions` are those that are asked when nobody names others; `installed` stands for what the machine's packages hold. An answer carries the version that gave it.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { casesOf } from '../oracle/cases.mjs';
import { nodeDriver, pymongo } from '../setup.mjs';
import { connectionStrings } from './connectionStrings.mjs';
import { families, javaVersions, makeCertificates } from './families.mjs';

const root = path.resolve(import.meta.dirname, '../..');

/** Gives a program the questions, one line of JSON each, and reads its answers. */
function askProgram(command, args, questions) {
  const result = spawnSync(command, args, {
    cwd: root,
    input: questions.map((q) => JSON.stringify(q) + '\n').join(''),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (result.status !== 0)
    throw new Error(`${command} ${args.join(' ')}: ${result.error?.message ?? result.stderr.slice(-800)}`);
  return result.stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
}

/** A driver whose versions are installed beside each other by the steps of scripts/setup.mjs. */
function versioned(id, versions, step, ask) {
  return {
    id,
    versions,
    newest: versions.at(-1),
    how: (version) => step(version).how,
    present: (version) => step(version).present(),
    install: (version) => step(version).install(),
    questions: () => casesOf(id),
    ask: (version, questions) => ask(version, questions).map((a) => ({ ...a, version })),
  };
}

/** The versions that a lock file of a program in this folder names. */
function locked(file, pattern) {
  const text = readFileSync(path.join(import.meta.dirname, file), 'utf8');
  return [...text.matchAll(pattern)]
    .map((m) => m[1])
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

const familyVersions = {
  go: () => locked('go/go.mod', /go\.mongodb\.org\/mongo-driver(?:\/v2)? v([\d.]+)/g),
  rust: () => locked('rust/Cargo.lock', /name = "mongodb"\nversion = "([\d.]+)"/g),
  java: () => javaVersions,
};

/** A driver of families.mjs: one program answers for all its versions, and is run once. */
function family(one) {
  const versions = familyVersions[one.id]?.() ?? ['installed'];
  let answers;
  return {
    id: one.id,
    versions,
    newest: versions.at(-1),
    known: one.known,
    how: () => one.needs,
    present: () => one.available(),
    install() {
      throw new Error(`needs ${one.needs}`);
    },
    questions() {
      const folder = makeCertificates();
      return connectionStrings().map((q) => ({ ...q, uri: q.uri.replaceAll('PKI', folder) }));
    },
    ask(version, questions) {
      answers ??= one.ask(questions);
      return version === 'installed' ? answers : answers.filter((a) => a.version === version);
    },
  };
}

export const runners = [
  versioned('pymongo', ['3.9.0', '3.13.0', '4.6.3', '4.20.0'], pymongo, (version, questions) =>
    askProgram(`.cache/drivers/pymongo-${version}/bin/python`, ['scripts/oracle/askPymongo.py'], questions),
  ),
  versioned('node', ['4.17.2', '6.22.0', '7.9.0'], nodeDriver, (version, questions) =>
    askProgram(process.execPath, ['scripts/oracle/askNode.cjs', `.cache/drivers/node-${version}`], questions),
  ),
  ...families.map(family),
];
