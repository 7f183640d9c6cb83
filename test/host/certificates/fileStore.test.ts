/** Files that options name: where they are looked for, and what is read of them. */
import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { certificatesOf, type FileFact } from '../../../server/src/core/facts';
import { encodePem } from '../../../server/src/core/pem/encodePem';
import { FileStore, findManifestFolder } from '../../../server/src/host/certificates/fileStore';
import { issue, sampleDay } from '../../support/sampleFiles';

let folder: string;
const at = (...names: string[]) => path.join(folder, ...names);
const pem = (name: string) => encodePem('CERTIFICATE', issue(name, name, { ca: true }));

before(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tls-lens-store-'));
  for (const name of ['workspace', 'workspace/service', 'workspace/service/src', 'mapped'])
    mkdirSync(at(name));
  writeFileSync(at('workspace/service/package.json'), '{}');
  writeFileSync(at('workspace/root.pem'), pem('Workspace'));
  writeFileSync(at('workspace/service/manifest.pem'), pem('Manifest'));
  writeFileSync(at('workspace/service/src/beside.pem'), pem('Beside'));
  writeFileSync(at('mapped/ca.pem'), pem('Mapped'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

const place = () => ({
  workspaceFolders: [at('workspace')],
  manifestFolder: at('workspace/service'),
  fileFolder: at('workspace/service/src'),
  paths: { '/etc/mongo': at('mapped') },
});

async function ask(store: FileStore, written: string, where = place()): Promise<FileFact | undefined> {
  const request = { kind: 'file', path: written, role: 'ca' } as const;
  await store.load([request], where);
  return store.factsFor(where).get(request) as FileFact | undefined;
}

test('a path is looked for by setting, workspace, manifest and file, and the answer says where it was', async () => {
  const store = new FileStore();
  const found = async (written: string) => {
    const fact = await ask(store, written);
    return fact?.kind === 'file' ? [fact.match.by, certificatesOf(fact)[0]?.commonName] : fact?.kind;
  };
  assert.deepEqual(await found('/etc/mongo/ca.pem'), ['setting', 'Mapped']);
  assert.deepEqual(await found('root.pem'), ['workspaceFolder', 'Workspace']);
  assert.deepEqual(await found('manifest.pem'), ['manifestFolder', 'Manifest']);
  assert.deepEqual(await found('beside.pem'), ['fileFolder', 'Beside']);
  assert.deepEqual(await found(at('mapped/ca.pem')), ['absolute', 'Mapped']);
  assert.equal(await found('nowhere.pem'), 'missing');
});

test('nothing in a path is expanded, as no driver does', async () => {
  const store = new FileStore();
  for (const written of [
    '~/root.pem',
    '$HOME/root.pem',
    'file://' + at('workspace/root.pem'),
    'root%2Epem',
    '"root.pem"',
  ])
    assert.equal((await ask(store, written))?.kind, 'missing', written);
});

test('a network path is not looked at: opening one would sign in to its server', async () => {
  const store = new FileStore();
  assert.equal(await ask(store, '\\\\server\\share\\ca.pem'), undefined);
  assert.equal(await ask(store, '//server/share/ca.pem'), undefined);
});

test('a file is opened once however often it is asked for, and again when it changes', async () => {
  const store = new FileStore();
  for (let i = 0; i < 5; i++) await ask(store, 'root.pem');
  await ask(store, at('workspace/root.pem'));
  assert.equal(store.reads, 1);
  const request = { kind: 'file', path: 'root.pem', role: 'ca' } as const;
  assert.equal(await store.load([request], place()), false);
  writeFileSync(at('workspace/root.pem'), pem('Changed'));
  utimesSync(at('workspace/root.pem'), 1, 1);
  assert.equal(await store.load([request], place()), true);
  assert.equal(store.reads, 2);
});

test('facts are judged at the minute of the question, not of the reading; within it they are the same object', async () => {
  let now = sampleDay;
  const store = new FileStore(() => now);
  const get = () => store.factsFor(place()).get({ kind: 'file', path: 'root.pem', role: 'ca' }) as FileFact;
  const first = await ask(store, 'root.pem');
  now += 1000;
  assert.equal(get(), first, 'nothing changed for who compares');
  now += 60_000;
  const later = get();
  assert.deepEqual(
    [first?.kind === 'file' && first.asOf, later.kind === 'file' && later.asOf],
    [sampleDay, sampleDay + 61_000],
  );
});

test(
  'folders, devices and files above 10 MB are not opened',
  { skip: process.platform === 'win32' ? 'Windows has no /dev' : false },
  async () => {
    const store = new FileStore();
    writeFileSync(at('workspace/large.pem'), '');
    truncateSync(at('workspace/large.pem'), 10 * 1024 * 1024 + 1);
    symlinkSync('/dev/zero', at('workspace/link.pem'));
    const why = async (written: string) => {
      const fact = await ask(store, written);
      return fact?.kind === 'unreadable' ? fact.why : fact?.kind;
    };
    assert.equal(await why('service'), 'folder');
    assert.equal(await why('large.pem'), 'tooLarge');
    assert.equal(await why('/dev/zero'), 'device');
    assert.equal(await why('link.pem'), 'device');
    assert.equal(await why('/proc/self/environ'), 'device');
    assert.equal(await why('a\0b'), undefined);
    assert.equal(await why('x'.repeat(5000)), 'missing');
    assert.equal(store.reads, 0);
  },
);

test('a path in a container is found through the mounts of a compose file or a Dockerfile', async () => {
  writeFileSync(
    at('workspace/compose.yaml'),
    'services:\n  app:\n    volumes:\n      - ./service:/srv/app:ro\n      - data:/data\n    secrets: [ca]\nsecrets:\n  ca:\n    file: ./root.pem\n',
  );
  writeFileSync(
    at('workspace/service/Dockerfile'),
    'FROM node:22 AS build\nWORKDIR /app\nCOPY --from=build /x /y\nCOPY --chown=node src/beside.pem ./certs/\nCOPY ["manifest.pem", "/etc/ssl/m.pem"]\n',
  );
  const store = new FileStore();
  const found = async (written: string) => {
    const fact = await ask(store, written);
    return fact?.kind === 'file' && fact.match.by === 'mount'
      ? [path.relative(folder, fact.path), path.basename(fact.match.from)]
      : fact?.kind;
  };
  assert.deepEqual(await found('/srv/app/manifest.pem'), [
    path.join('workspace', 'service', 'manifest.pem'),
    'compose.yaml',
  ]);
  assert.deepEqual(await found('/run/secrets/ca'), [path.join('workspace', 'root.pem'), 'compose.yaml']);
  assert.deepEqual(await found('/app/certs/beside.pem'), [
    path.join('workspace', 'service', 'src', 'beside.pem'),
    'Dockerfile',
  ]);
  assert.deepEqual(await found('/etc/ssl/m.pem'), [
    path.join('workspace', 'service', 'manifest.pem'),
    'Dockerfile',
  ]);
  const missing = await ask(store, '/etc/ssl/other.pem');
  assert.ok(missing?.kind === 'missing' && missing.container);
  rmSync(at('workspace/compose.yaml'));
  rmSync(at('workspace/service/Dockerfile'));
});

test('the folder of the nearest manifest is found, and not looked for above the workspace', async () => {
  assert.equal(
    await findManifestFolder(at('workspace/service/src'), at('workspace')),
    at('workspace/service'),
  );
  assert.equal(await findManifestFolder(at('mapped'), at('mapped')), undefined);
});

test(
  'the permission bits of a file are known',
  { skip: process.platform === 'win32' ? 'Windows has none' : false },
  async () => {
    const store = new FileStore();
    chmodSync(at('workspace/root.pem'), 0o640);
    const fact = await ask(store, 'root.pem');
    assert.equal(fact?.kind === 'file' && fact.mode, 0o640);
  },
);
