/** What must not be in the project's files: leftovers, tests that are switched off, traces of one machine, private keys. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { trackedFiles } from '../support/trackedFiles';

const binary = /\.(?:png|ico|p12|pfx|jks|der|vsix)$/;
const files = trackedFiles().filter((f) => !binary.test(f));
const texts = new Map(
  files.flatMap((f) => {
    try {
      return [[f, readFileSync(f, 'utf8')] as const];
    } catch {
      // Removed, and not yet committed.
      return [];
    }
  }),
);
const self = 'test/whole/tidy.test.ts';
const isSource = (f: string): boolean =>
  /^(?:server|client|scripts|test)\/.*\.(?:ts|mjs|cjs|mts)$/.test(f) && !isInput(f);
/** Texts that stand for what users write. */
const isInput = (f: string): boolean =>
  /^(?:test\/corpus|test\/syntaxes\/cases|examples|test\/core\/languages\/corpus)\//.test(f);

/** `file:line` of every line that the pattern finds, in the files that `where` lets through. */
function found(pattern: RegExp, where: (file: string) => boolean): string[] {
  return [...texts]
    .filter(([f]) => f !== self && where(f))
    .flatMap(([f, text]) =>
      text
        .split('\n')
        .flatMap((line, i) => (pattern.test(line) ? [`${f}:${i + 1}: ${line.trim().slice(0, 100)}`] : [])),
    );
}

test('no notes to self are left', () => {
  assert.deepEqual(
    found(/\b(?:TODO|FIXME|XXX|HACK)\b/, (f) => isSource(f) || f.endsWith('.md')),
    [],
  );
});

test('no test is switched off or runs alone', () => {
  assert.deepEqual(
    found(/\b(?:test|it|describe|suite)\.(?:only|skip|todo)\b|\{\s*(?:only|todo|skip): true/, isSource),
    [],
  );
});

test('no path of a developer machine is in any file', () => {
  const paths =
    /(?:^|[\s"'`(=:])(?:\/root\/|\/work\/(?:wt|main|shared|\.\w+)\b|\/tmp\/bash_jobs|\/home\/(?:dev|agent|user)\/)/;
  assert.deepEqual(
    found(paths, () => true),
    [],
  );
});

test('the lock file names no host of a registry', () => {
  const hosts = /\bhttps?:\/\/[^\s"]*(?:registry|artifactory|nexus|npmmirror|verdaccio)[^\s"]*/i;
  assert.deepEqual(
    found(hosts, (f) => /(?:package-lock\.json|Cargo\.lock|go\.sum|\.npmrc|package\.json)$/.test(f)).filter(
      // Cargo writes the public index of crates as an identifier, wherever the crates come from.
      (line) => !line.includes('registry+https://github.com/rust-lang/crates.io-index'),
    ),
    [],
  );
});

test('no private key is in any file', () => {
  const keys = [...texts].filter(([, text]) =>
    // A header with a body that is long enough for a key; tests of the parser have headers alone.
    /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----(?:\\[rn]|\s)+(?:[A-Za-z-]+: [^\n]*\n)*(?:[A-Za-z0-9+/=]{40,}(?:\\[rn]|\s)+){2,}/.test(
      text,
    ),
  );
  assert.deepEqual(
    keys.map(([f]) => f),
    [],
  );
  assert.deepEqual(
    trackedFiles().filter((f) => /\.(?:key|p12|pfx|jks)$/.test(f)),
    [],
  );
});

test('every source file says in its first lines what it is for', () => {
  const silent = [...texts].filter(([f, text]) => isSource(f) && !/^(?:#!.*\n)?\/\*\*/.test(text));
  assert.deepEqual(
    silent.map(([f]) => f),
    [],
  );
});

test('files end with a line end and have no Windows line ends', () => {
  const wrong = [...texts].filter(
    ([f, text]) => isSource(f) && (text.includes('\r') || !text.endsWith('\n')),
  );
  assert.deepEqual(
    wrong.map(([f]) => f),
    [],
  );
});
test('every relative link in the documentation leads to a file', () => {
  const known = new Set(trackedFiles());
  const broken = [...texts]
    .filter(([f]) => f.endsWith('.md') && !isInput(f))
    .flatMap(([f, text]) =>
      [...text.replace(/```[\s\S]*?```/g, '').matchAll(/\]\((?!https?:|#|mailto:)([^)\s#]+)/g)].flatMap(
        (m) => {
          const target = new URL(m[1]!, `file:///${f}`).pathname.slice(1);
          const there = known.has(target) || files.some((k) => k.startsWith(target.replace(/\/?$/, '/')));
          return there ? [] : [`${f}: ${m[1]}`];
        },
      ),
    );
  assert.deepEqual(broken, []);
});
