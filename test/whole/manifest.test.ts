/** package.json as the extension's manifest: everything it names exists, and nothing that exists is missing. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { finders } from '../../server/src/core/languages/index';
import { rules } from '../../server/src/core/rules/index';
import { version } from '../../server/src/core/version';
import { trackedFiles } from '../support/trackedFiles';

interface Manifest {
  readonly version: string;
  readonly activationEvents: readonly string[];
  readonly icon: string;
  readonly contributes: {
    readonly languages: readonly { readonly id: string; readonly configuration?: string }[];
    readonly commands: readonly { readonly command: string; readonly category: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string }[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly grammars: readonly { readonly path: string; readonly scopeName: string }[];
    readonly configuration: {
      readonly properties: Readonly<
        Record<
          string,
          {
            readonly type?: unknown;
            readonly default?: unknown;
            readonly properties?: Record<string, unknown>;
          }
        >
      >;
    };
  };
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const { contributes } = manifest;
const clientSource = trackedFiles()
  .filter((f) => f.startsWith('client/src/') && f.endsWith('.ts'))
  .map((f) => readFileSync(f, 'utf8'))
  .join('\n');

/** Every string below a value that looks like a path inside the project. */
function paths(value: unknown): string[] {
  if (typeof value === 'string')
    return /^\.?\/?(?:images|syntaxes|schemas|media|docs)\//.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(paths) : [];
}

test('every file that the manifest names exists and is tracked', () => {
  const named = [manifest.icon, ...paths(contributes)].map((p) => p.replace(/^\.\//, ''));
  assert.ok(named.length > 4);
  const tracked = new Set(trackedFiles());
  assert.deepEqual(
    named.filter((p) => !tracked.has(p)),
    [],
  );
});

test('the commands of the manifest are those that the editor registers', () => {
  const registered = [
    ...clientSource.matchAll(/registerCommand\(\s*'(mongodbTls\.\w+)'/g),
    ...[...clientSource.matchAll(/^\s*command\('(\w+)'/gm)].map((m) => [m[0], `mongodbTls.${m[1]}`]),
  ].map((m) => m[1]!);
  assert.deepEqual([...registered].sort(), contributes.commands.map((c) => c.command).sort());
  for (const c of contributes.commands) assert.equal(c.category, 'MongoDB TLS');
});

test('menus name commands that there are', () => {
  const commands = new Set(contributes.commands.map((c) => c.command));
  const named = Object.values(contributes.menus).flatMap((menu) => menu.map((m) => m.command));
  assert.deepEqual(
    named.filter((c) => !commands.has(c)),
    [],
  );
});

test('the editor runs only commands that there are', () => {
  const commands = new Set(contributes.commands.map((c) => c.command));
  const used = [...clientSource.matchAll(/(?:executeCommand\(|command: )'(mongodbTls\.\w+)'/g)].map(
    (m) => m[1]!,
  );
  assert.ok(used.length > 0);
  assert.deepEqual(
    used.filter((c) => !commands.has(c)),
    [],
  );
});

test('the views of the manifest are filled by the editor', () => {
  for (const view of Object.values(contributes.views).flat())
    assert.ok(clientSource.includes(`createTreeView('${view.id}'`), view.id);
});

test('the version of the manifest is the one that the program prints', () => {
  assert.equal(manifest.version, version);
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { version: string };
  assert.equal(lock.version, version);
});

test('the extension wakes up for every language that a finder reads', () => {
  const wakes = new Set(
    manifest.activationEvents.flatMap((e) => (e.startsWith('onLanguage:') ? [e.slice(11)] : [])),
  );
  const missing = [...new Set(finders.flatMap((f) => f.languageIds))].filter((id) => !wakes.has(id)).sort();
  assert.deepEqual(missing, []);
});

test('every language for which the extension wakes up once', () => {
  assert.equal(new Set(manifest.activationEvents).size, manifest.activationEvents.length);
});

test('every rule has a severity setting and every severity setting a rule', () => {
  const property = contributes.configuration.properties['mongodbTls.rules'];
  assert.deepEqual(Object.keys(property?.properties ?? {}).sort(), rules.map((r) => r.meta.id).sort());
});

test('settings have a default, and what the program reads of them exists', () => {
  const { properties } = contributes.configuration;
  for (const [name, property] of Object.entries(properties)) {
    assert.match(name, /^mongodbTls\./);
    assert.ok('default' in property, name);
  }
  const read = [
    ...clientSource.matchAll(/getConfiguration\('mongodbTls'\)\.get(?:<\w+>)?\('([\w.]+)'\)/g),
    ...clientSource.matchAll(/affectsConfiguration\('mongodbTls\.([\w.]+)'\)/g),
  ].map((m) => `mongodbTls.${m[1]}`);
  assert.ok(read.length > 0);
  assert.deepEqual(
    read.filter((name) => !(name in properties)),
    [],
  );
});

test('grammars carry the scope that the manifest gives them', () => {
  for (const { path, scopeName } of contributes.grammars) {
    assert.ok(existsSync(path));
    assert.equal((JSON.parse(readFileSync(path, 'utf8')) as { scopeName: string }).scopeName, scopeName);
  }
});

test('what ships is pinned to one version', () => {
  const loose = Object.entries(manifest.dependencies).filter(([, v]) => !/^\d+\.\d+\.\d+$/.test(v));
  assert.deepEqual(loose, []);
});
