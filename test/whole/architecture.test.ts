/** Who may import whom, as data; read with the compiler's own scanner, so imports of types count as well. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { trackedFiles } from '../support/trackedFiles';

interface Row {
  /** A folder (with `/`) or a file. The longest row that fits a file counts. */
  readonly of: string;
  /** Files, folders and packages. What lies below the row itself is always allowed unless `apart`. */
  readonly may: readonly string[];
  /** True when the files of the row may not import each other. */
  readonly apart?: true;
}

const core = 'server/src/core/';
const types = core + 'types.ts';
const text = core + 'text/';
const uri = core + 'uri/';
const drivers = core + 'drivers/';
const shared = core + 'languages/shared/';
/** The finders among themselves: documents and shell scripts hold other languages. */
const languages = core + 'languages/index.ts';
const facts = core + 'facts.ts';
const probe = 'server/src/probe/';
const reportTypes = core + 'features/report/types.ts';
const families = [
  'beam',
  'c',
  'dotnet',
  'ecmascript',
  'go',
  'jvm',
  'others',
  'php',
  'python',
  'ruby',
] as const;

const rows: readonly Row[] = [
  { of: types, may: [] },
  { of: core + 'version.ts', may: [] },
  { of: facts, may: [types] },
  { of: core + 'config.ts', may: [types] },
  { of: core + 'configFile.ts', may: [types, core + 'config.ts', text, 'jsonc-parser'] },
  { of: text, may: [types] },
  { of: uri, may: [types, text] },
  // The catalogue and the models of drivers see nobody: text and editors are none of their business.
  { of: drivers, may: [types] },
  { of: core + 'manifests/', may: [types, drivers, 'jsonc-parser', 'smol-toml', 'yaml'] },
  { of: core + 'environment/', may: [drivers] },
  { of: core + 'explain/', may: [types, facts, uri] },
  { of: core + 'pem/', may: [types, facts] },
  { of: shared, may: [types, text, uri] },
  { of: core + 'languages/', may: [types, text, shared] },
  { of: languages, may: [types, text, core + 'languages/'] },
  ...families.map((family) => ({ of: `${core}languages/${family}/`, may: [types, shared] })),
  {
    of: core + 'languages/config/',
    // What is a password and what only stands for one is the same in a setting as in a URI.
    may: [types, text, core + 'uri/secrets.ts', shared, languages, 'yaml', 'jsonc-parser'],
  },
  // Documents (Markdown, notebooks, Vue …) hold other languages, configuration among them.
  {
    of: core + 'languages/documents/',
    may: [types, text, shared, languages, core + 'languages/config/', 'jsonc-parser'],
  },
  { of: core + 'languages/shell/', may: [types, text, shared, languages] },
  { of: core + 'model/', may: [types, text, uri, drivers] },
  {
    of: core + 'rules/',
    apart: true,
    may: [
      types,
      facts,
      uri,
      drivers,
      core + 'model/',
      core + 'rules/defineRule.ts',
      // Rules about files share how a file is named, shown and advised on with the hovers.
      core + 'features/fileReferences.ts',
      core + 'features/expiryFindings.ts',
      core + 'features/fileAdvice.ts',
      core + 'features/certificateHover.ts',
      core + 'features/pemDocument.ts',
      core + 'features/suppressions.ts',
      // Two rules judge an environment variable that is written in a document and belongs to no connection.
      shared + 'environment.ts',
    ],
  },
  { of: core + 'rules/index.ts', may: [types, core + 'rules/'] },
  { of: core + 'rules/defineRule.ts', may: [types] },
  // One feature joins an explained error with a connection.
  {
    of: core + 'features/',
    may: [types, facts, text, uri, drivers, core + 'model/', core + 'pem/', core + 'explain/'],
  },
  {
    of: core + 'siteMemory.ts',
    may: [types, text, core + 'model/definitions.ts', core + 'model/renamedHost.ts'],
  },
  { of: core + 'analyze.ts', may: [core] },
  { of: core + 'index.ts', may: [core] },
  {
    of: 'server/src/host/',
    may: [
      core,
      'ignore',
      'yaml',
      '@peculiar/',
      'node:child_process',
      'node:crypto',
      'node:fs',
      'node:fs/promises',
      'node:os',
      'node:path',
      'node:path/posix',
      'node:util',
    ],
  },
  // `isIP` alone; whether a name is an address decides how it is written into a certificate.
  {
    of: 'server/src/host/certificates/issueCertificate.ts',
    may: ['@peculiar/', 'node:crypto', 'node:net'],
  },
  {
    of: 'server/src/cli/',
    may: [
      core,
      'server/src/host/',
      probe + 'spawn.ts',
      'server/src/lsp/serve.ts',
      'commander',
      'picocolors',
      'node:crypto',
      'node:fs',
      'node:path',
      'node:string_decoder',
    ],
  },
  {
    of: 'server/src/lsp/',
    may: [
      core,
      'server/src/host/',
      probe + 'spawn.ts',
      'vscode-languageserver',
      'vscode-languageserver/node',
      'vscode-languageserver-textdocument',
      'node:path',
      'node:url',
    ],
  },
  { of: 'server/src/lsp/messages.ts', may: [core] },
  { of: 'server/src/lsp/compileSooner.ts', may: ['node:v8'] },
  // The only code that speaks to the network.
  { of: probe, may: [reportTypes, 'node:net', 'node:tls', 'node:stream', 'node:fs', 'bson'] },
  // In the program that starts the probe.
  { of: probe + 'predictions.ts', may: [probe + 'plan.ts', core + 'drivers/index.ts'] },
  {
    of: probe + 'spawn.ts',
    may: [reportTypes, probe + 'run.ts', probe + 'predictions.ts', 'node:child_process', 'node:path'],
  },
  {
    of: probe + 'failures/',
    may: [types, reportTypes, probe + 'x509/', probe + 'faults.ts'],
  },
  { of: probe + 'x509/', may: [core + 'pem/', 'node:crypto', 'node:net'] },
  {
    of: probe + 'wire/',
    may: [probe + 'plan.ts', 'bson', 'node:crypto', 'node:net', 'node:stream', 'node:util'],
  },
  {
    of: probe + 'stages/',
    may: [
      probe + 'plan.ts',
      probe + 'faults.ts',
      probe + 'evidence.ts',
      probe + 'wire/',
      probe + 'x509/',
      'server/src/host/certificates/readFile.ts',
      'bson',
      'node:crypto',
      'node:dns',
      'node:http',
      'node:net',
      'node:path',
      'node:stream',
      'node:tls',
    ],
  },
  {
    of: 'client/src/',
    may: ['vscode', 'vscode-languageclient/node', 'server/src/lsp/messages.ts', 'node:crypto', 'node:path'],
  },
];

const sources = trackedFiles().filter((f) => /^(?:server|client)\/.*\.ts$/.test(f));
const known = new Set(trackedFiles());

/** What a file imports: packages by name, files by path. */
function importsOf(file: string): string[] {
  return ts.preProcessFile(readFileSync(file, 'utf8'), true, true).importedFiles.map(({ fileName }) => {
    if (!fileName.startsWith('.')) return fileName;
    const at = path.posix.join(path.posix.dirname(file), fileName);
    return [at, `${at}.ts`, `${at}/index.ts`].find((f) => known.has(f)) ?? `${at} (missing)`;
  });
}

function rowOf(file: string): Row | undefined {
  return rows
    .filter((r) => r.of === file || (r.of.endsWith('/') && file.startsWith(r.of)))
    .sort((a, b) => b.of.length - a.of.length)[0];
}

function allows(row: Row, target: string): boolean {
  const below = !row.apart && row.of.endsWith('/') && target.startsWith(row.of);
  return below || row.may.some((m) => m === target || (m.endsWith('/') && target.startsWith(m)));
}

test('every file imports only what its row of the table allows', () => {
  const wrong = sources.flatMap((file) => {
    const row = rowOf(file);
    if (!row) return [`${file} has no row`];
    return importsOf(file)
      .filter((target) => !allows(row, target))
      .map((target) => `${file} imports ${target}`);
  });
  assert.deepEqual(wrong, []);
});

test('every row of the table has a file', () => {
  const used = new Set(sources.map((f) => rowOf(f)?.of));
  assert.deepEqual(
    rows.filter((r) => !used.has(r.of)).map((r) => r.of),
    [],
  );
});

test('everything that a row allows is imported by one of its files', () => {
  const idle = rows.flatMap((row) => {
    const targets = sources.filter((f) => rowOf(f) === row).flatMap(importsOf);
    return row.may
      .filter((m) => m !== types && !targets.some((t) => t === m || (m.endsWith('/') && t.startsWith(m))))
      .map((m) => `${row.of} does not import ${m}`);
  });
  assert.deepEqual(idle, []);
});

test('the editor imports from the server only types', () => {
  const wrong = sources
    .filter((f) => f.startsWith('client/'))
    .flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/^import (?!type )[^;]*from '([^']*server\/[^']*)'/gm)].map(
        (m) => `${file}: ${m[1]}`,
      ),
    );
  assert.deepEqual(wrong, []);
});

test('nothing but the connection test imports a module that opens connections', () => {
  const network = /^(?:node:)?(?:net|tls|dns|dns\/promises|http|https|http2|dgram)$/;
  const wrong = sources
    .filter(
      (f) => !/^server\/src\/probe\//.test(f) && f !== 'server/src/host/certificates/issueCertificate.ts',
    )
    .flatMap((file) =>
      importsOf(file)
        .filter((t) => network.test(t))
        .map((t) => `${file} imports ${t}`),
    );
  assert.deepEqual(wrong, []);
});
