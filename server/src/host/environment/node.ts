/** Node.js: which one the workspace uses, its OpenSSL and its built-in CAs. */
import path from 'node:path';
import { run } from './run';
import {
  distinct,
  fileJson,
  known,
  lastJson,
  number,
  onPath,
  pinnedVersion,
  text,
  versionFolder,
  type Candidate,
  type RuntimeCheck,
} from './runtime';

const script = `
const tls = require('tls');
const p = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];
const from = p.indexOf(tls.DEFAULT_MIN_VERSION || 'TLSv1'), to = p.indexOf(tls.DEFAULT_MAX_VERSION || 'TLSv1.2');
let cas = tls.rootCertificates ? tls.rootCertificates.length : undefined, extra;
if (tls.getCACertificates) { cas = tls.getCACertificates('default').length; extra = tls.getCACertificates('extra').length; }
console.log(JSON.stringify({
  version: process.versions.node, openssl: process.versions.openssl,
  boringssl: Boolean(process.features && process.features.openssl_is_boringssl),
  protocols: p.slice(from, to + 1).map((v) => v.replace('TLSv1', 'TLS 1').replace(/^TLS 1$/, 'TLS 1.0')),
  cas, extra,
}));`;

const driverPackages = ['mongodb', 'mongoose'];

export const node: RuntimeCheck = {
  id: 'node',
  marks: ['package.json', '.nvmrc', '.node-version'],

  find(folder, machine) {
    const list: (Candidate | undefined)[] = [];
    if (machine.chosen.node) list.push({ path: machine.chosen.node, foundBy: 'setting' });
    const manifest = fileJson(folder, 'package.json') as
      | { volta?: { node?: unknown }; engines?: { node?: unknown } }
      | undefined;
    const pins: readonly (readonly [string | undefined, string])[] = [
      [pinnedVersion(folder, '.nvmrc'), '.nvmrc'],
      [pinnedVersion(folder, '.node-version'), '.node-version'],
      [text(manifest?.volta?.node), 'volta'],
      [pinnedVersion(folder, '.tool-versions', 'nodejs'), '.tool-versions'],
    ];
    const [wanted, by] = pins.find(([version]) => version && /^\d/.test(version)) ?? [undefined, ''];
    const program = machine.platform === 'win32' ? ['node.exe'] : ['bin', 'node'];
    let pinned: string | undefined;
    if (wanted) {
      const nvm = machine.env.NVM_DIR ?? path.join(machine.home, '.nvm');
      const parents = [
        path.join(nvm, 'versions', 'node'),
        path.join(machine.env.VOLTA_HOME ?? path.join(machine.home, '.volta'), 'tools', 'image', 'node'),
        path.join(machine.env.FNM_DIR ?? path.join(machine.home, '.local', 'share', 'fnm'), 'node-versions'),
        path.join(machine.home, '.nodenv', 'versions'),
        path.join(machine.home, '.asdf', 'installs', 'nodejs'),
      ];
      for (const parent of parents) {
        pinned = versionFolder(parent, wanted);
        if (pinned) {
          const inside = parent.endsWith('node-versions') ? path.join(pinned, 'installation') : pinned;
          list.push({ path: path.join(inside, ...program), foundBy: `${by} (${wanted})` });
          break;
        }
      }
    }
    const found = onPath('node', machine);
    if (found) list.push({ path: found, foundBy: 'PATH' });
    return {
      candidates: distinct(list).slice(0, 3),
      looked: ['.nvmrc', '.node-version', 'volta', 'PATH'],
      ...(wanted && !pinned ? { wanted } : {}),
    };
  },

  async ask(candidate, folder, machine) {
    const drivers: Record<string, string> = {};
    for (const name of driverPackages) {
      const version = text(
        (fileJson(folder, 'node_modules', name, 'package.json') as { version?: unknown } | undefined)
          ?.version,
      );
      if (version) drivers[name] = version;
    }
    const base = { path: candidate.path, drivers, extras: {} };
    const result = await run(candidate.path, ['-e', script], machine);
    if (result.kind === 'timeout')
      return { ...base, problem: { kind: 'timeout', seconds: machine.limitMs / 1000 } };
    if (result.kind === 'failed') return { ...base, problem: { kind: 'failed', detail: result.detail } };
    const said = lastJson(result.stdout);
    if (!said) return { ...base, problem: { kind: 'failed', detail: 'it answered something unexpected' } };
    const version = text(said.version);
    const pinned = version && candidate.foundBy === 'PATH' ? otherThanAsked(folder, version) : undefined;
    return {
      ...base,
      ...known({
        version,
        tls: known({
          library: said.boringssl === true ? 'BoringSSL' : 'OpenSSL',
          version: text(said.openssl),
        }),
        protocols: Array.isArray(said.protocols) ? said.protocols.map(String) : undefined,
        cas: known({ count: number(said.cas), from: 'built into Node.js' }),
        wanted: pinned,
      }),
    };
  },
};

/** `engines.node` of the workspace when it is a plain minimum that this version does not reach. */
function otherThanAsked(folder: string, version: string): string | undefined {
  const manifest = fileJson(folder, 'package.json') as { engines?: { node?: unknown } } | undefined;
  const minimum = /^\s*>=\s*v?(\d+)/.exec(text(manifest?.engines?.node) ?? '')?.[1];
  return minimum !== undefined && Number(version.split('.')[0]) < Number(minimum)
    ? `>=${minimum}`
    : undefined;
}
