/**
 * A document that is edited has the analysis of its text, whatever was known before: random edits of every text of the
 * corpus, of the examples and of every rule's own examples, each held against an analysis from nothing.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyze, contextOf, DocumentMemory, rules } from '../../server/src/core';
import type { AnalysisContext } from '../../server/src/core/types';
import { everyInput, type Input } from '../support/everyInput';

/** What people type and take out, paste and turn into comments. */
const typed = [
  'x', 'tls', ' ', '\n', '\n    ', '\n\n', '"', "'", '`', '"""', ',', ';', ':', '=', '.', '(', ')', '[', ']', '{', '}', '{}',
  '()', '&', '?', '@', '%', '\\', '\\\n', '#', '//', '/*', '*/', '--', '$', '${', '<', '>', '|', '\r\n', '\t', '0', 'true',
  'tls=true&', '&ssl=false', ', tls=True', ', { tls: true }', 'def f():\n', 'if x:\n', 'return ', 'opts = ', 'else ', 'é', '𝒳',
  'MongoClient(', 'mongodb://a.example.net/?tls=false', '"mongodb://b.example.net"', 'import ', 'class A {\n', 'tlsInsecure',
  'mongodb-tls-ignore-next-line ', 'NODE_TLS_REJECT_UNAUTHORIZED=0', 'uri', 'describe(', '<<~A\n', '=begin\n', 'r#"', '@"',
]; // prettier-ignore

/** Few, the same every time: [0, 1). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed | 1;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) % below;
  };
}

/** The text after one edit, most often where a connection is. */
function edit(text: string, others: readonly Input[], random: (below: number) => number): string {
  const marks = [...text.matchAll(/mongo|tls|ssl|uri|opts|config|client/gi)];
  const mark =
    marks.length > 0 && random(3) > 0 ? marks[random(marks.length)]!.index : random(text.length + 1);
  const at = Math.max(0, Math.min(text.length, mark + random(60) - 20));
  switch (random(10)) {
    case 0: {
      // Lines are taken out.
      const from = text.lastIndexOf('\n', at) + 1;
      let to = from;
      for (let n = random(4); n >= 0; n--) to = text.indexOf('\n', to) + 1 || text.length;
      return text.slice(0, from) + text.slice(to);
    }
    case 1: {
      // Lines are doubled, or come from elsewhere.
      const source = random(2) ? text : others[random(others.length)]!.text;
      const from = source.lastIndexOf('\n', random(source.length + 1)) + 1;
      let to = from;
      for (let n = random(6); n >= 0; n--) to = source.indexOf('\n', to) + 1 || source.length;
      const into = text.lastIndexOf('\n', at) + 1;
      return text.slice(0, into) + source.slice(from, to) + text.slice(into);
    }
    case 2:
      return text.slice(0, at) + text.slice(at + 1 + random(12));
    case 3:
      return text.slice(0, at) + text.slice(at + 1);
    default:
      return (
        text.slice(0, at) + typed[random(typed.length)]! + text.slice(at + (random(6) === 0 ? random(4) : 0))
      );
  }
}

/** `EDIT_ROUNDS=10 EDIT_SEED=7 node scripts/test.mjs editing` makes ten times as many other edits. */
const rounds = Number(process.env['EDIT_ROUNDS'] ?? 1);
const firstSeed = Number(process.env['EDIT_SEED'] ?? 0);

/** Texts grouped by the file's ending. */
function byEnding(inputs: readonly Input[]): ReadonlyMap<string, readonly Input[]> {
  const groups = new Map<string, Input[]>();
  for (const input of inputs) {
    const name = input.path.slice(input.path.lastIndexOf('/') + 1);
    const ending = name.includes('.') ? name.slice(name.lastIndexOf('.')) : name;
    const group = groups.get(ending);
    if (group) group.push(input);
    else groups.set(ending, [input]);
  }
  return groups;
}

const context = (parts: Partial<AnalysisContext> = {}): AnalysisContext =>
  contextOf({
    ...parts,
    onBug: (where, error) => {
      throw new Error(where, { cause: error });
    },
  });

function check(group: readonly Input[], edits: number, seed: number): void {
  const contexts = [
    context(),
    context({ facts: { get: (r) => (r.role === 'ca' ? missing : undefined) } }),
    context({
      workspace: { versions: { pymongo: { exact: '3.12.0', from: 'setting' } }, variables: {} },
    }),
  ];
  for (const [n, { path, text: given }] of group.entries()) {
    const random = randomFrom(firstSeed + seed + n * 7919);
    const memory = new DocumentMemory();
    let text = given;
    const past: string[] = [];
    analyze({ path, text }, contexts[0]!, memory);
    for (let i = 0; i < edits; i++) {
      past.push(text);
      const before = text;
      text =
        random(12) === 0
          ? past[Math.max(0, past.length - 1 - random(4))]!
          : random(40) === 0
            ? group[random(group.length)]!.text
            : edit(text, group, random);
      if (text.length > 60_000) text = given;
      const used = contexts[random(8) < 6 ? 0 : random(3)]!;
      const edited = analyze({ path, text }, used, memory);
      const fresh = analyze({ path, text }, used);
      const where = (): string => `${path}, edit ${i}\n--- before\n${before}\n--- after\n${text}\n---`;
      same(edited.diagnostics, fresh.diagnostics, where);
      // Not every edit is followed by a question about the rest.
      if (random(2) === 0) same(edited.outlooks, fresh.outlooks, where);
      const asked = (wanted: typeof fresh.wanted): string[] => wanted.map((w) => w.path + w.role).sort();
      same(asked(edited.wanted), asked(fresh.wanted), where);
    }
  }
}

const missing = { kind: 'missing', tried: [], container: false } as const;

function same(edited: unknown, fresh: unknown, where: () => string): void {
  try {
    assert.deepEqual(edited, fresh);
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${where()}`, { cause: error });
  }
}

for (const [ending, group] of byEnding(everyInput()))
  test(`edited ${ending} texts are judged as if they had never been seen before`, () => {
    check(group, Math.max(4, Math.min(40, Math.ceil(240 / group.length))) * rounds, ending.length);
  });

test('edited examples of every rule are judged as if they had never been seen before', () => {
  const inputs = rules.flatMap((rule) =>
    [...rule.meta.examples.bad, ...rule.meta.examples.good].map((example) => ({
      path: example.file,
      text: example.code.replace(/[«»]/g, ''),
    })),
  );
  check(inputs, 6 * rounds, 1);
});

/** What is typed into a connection string or an option's text, a letter at a time. */
const typedIntoUris = [
  'shop', 'db-1.', 'a.b.', 'localhost', 'xxxx', '.example', '.mongodb.net', ',', ',b.corp.net', ':27017', ':', '/', '/shop', '?', '&', '=',
  'tls=true', '&tls=false&', 'ssl', 'tlsInsecure=true&', 'tlsCAFile=/etc/ca.pem&', 'authMechanism=MONGODB-X509', '__DB__', '..',
]; // prettier-ignore

function checkUris(group: readonly Input[], seed: number): void {
  const used = context();
  for (const [n, { path, text: given }] of group.entries()) {
    const random = randomFrom(firstSeed + seed + n * 104729);
    const starts = [
      ...given.matchAll(
        /mongodb(?:\+srv)?:\/\/|(?:tls|ssl|auth|ca|cert|key|host|name)\w*["']?\s*(?::|=>?|,)\s*["'](?=[\w/])/gi,
      ),
    ];
    if (starts.length === 0 || given.length > 20_000) continue;
    for (let turn = 0; turn < 2 * rounds; turn++) {
      const memory = new DocumentMemory();
      analyze({ path, text: given }, used, memory);
      const start = starts[random(starts.length)]!;
      const from = start.index + start[0].length;
      const length = /^[^\s"'`]*/.exec(given.slice(from))![0].length;
      let at = from + random(length + 1);
      let text = given;
      for (const letter of typedIntoUris[random(typedIntoUris.length)]!) {
        const before = text;
        const change = { start: at, oldEnd: at, newEnd: at + 1 };
        text = text.slice(0, at) + letter + text.slice(at++);
        memory.tell(change);
        const edited = analyze({ path, text }, used, memory);
        const fresh = analyze({ path, text }, used);
        const where = (): string =>
          `${path}, typed ${letter}\n--- before\n${before}\n--- after\n${text}\n---`;
        same(edited.diagnostics, fresh.diagnostics, where);
        if (random(3) === 0) same(edited.outlooks, fresh.outlooks, where);
      }
    }
  }
}

for (const [ending, group] of byEnding(everyInput()))
  test(`connection strings and options in ${ending} texts are judged as they are typed`, () => {
    checkUris(group, ending.length);
  });

test('connection strings and options in the examples of every rule are judged as they are typed', () => {
  const inputs = rules.flatMap((rule) =>
    [...rule.meta.examples.bad, ...rule.meta.examples.good].map((example) => ({
      path: example.file,
      text: example.code.replace(/[«»]/g, ''),
    })),
  );
  checkUris(inputs, 1);
});
