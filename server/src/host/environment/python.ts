/** Python: which interpreter the workspace uses, and what its ssl module brings. */
import path from 'node:path';
import { run } from './run';
import {
  distinct,
  fileJson,
  fileText,
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

/** Runs in Python 2.7 and 3; prints one line of JSON. The first statement keeps files of the workspace out. */
const script = `
import sys
sys.path[:] = [p for p in sys.path if p]
import json, os
r = {"version": sys.version.split()[0], "executable": sys.executable, "packages": {}}
try:
    import ssl
    r["tls"] = ssl.OPENSSL_VERSION
    p = []
    for label, name in (("TLS 1.0", "TLSv1"), ("TLS 1.1", "TLSv1_1"), ("TLS 1.2", "TLSv1_2"), ("TLS 1.3", "TLSv1_3")):
        if getattr(ssl, "HAS_" + name, hasattr(ssl, "PROTOCOL_" + name)):
            p.append(label)
    c = ssl.create_default_context()
    low = getattr(c, "minimum_version", None)
    if low is not None and low > 0:
        n = {"TLS 1.0": 0x301, "TLS 1.1": 0x302, "TLS 1.2": 0x303, "TLS 1.3": 0x304}
        p = [x for x in p if n[x] >= int(low)]
    r["protocols"] = p
    r["level"] = getattr(c, "security_level", None)
    d = ssl.get_default_verify_paths()
    r["cafile"] = d.cafile or d.openssl_cafile
    r["capath"] = d.capath or d.openssl_capath
    n = len(c.get_ca_certs())
    if d.capath and os.path.isdir(d.capath):
        n = max(n, len([f for f in os.listdir(d.capath) if "." in f and f.rsplit(".", 1)[1].isdigit()]))
    r["cas"] = n
except ImportError:
    r["protocols"] = []
try:
    from importlib import metadata
    find = metadata.version
except ImportError:
    try:
        import pkg_resources
        find = lambda n: pkg_resources.get_distribution(n).version
    except ImportError:
        find = None
for n in ("pymongo", "motor", "mongoengine", "pyopenssl", "service_identity", "certifi", "requests", "cryptography", "dnspython", "pymongocrypt"):
    try:
        r["packages"][n] = find(n)
    except Exception:
        r["packages"][n] = None
print(json.dumps(r))
`;

const driverPackages = ['pymongo', 'motor', 'mongoengine'];

export const python: RuntimeCheck = {
  id: 'python',
  marks: [
    'requirements.txt',
    'pyproject.toml',
    'setup.py',
    'Pipfile',
    'poetry.lock',
    'uv.lock',
    'environment.yml',
    '.python-version',
    '*.py',
    '*.ipynb',
  ],

  find(folder, machine) {
    const bin = machine.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'];
    const inFolder = (dir: string, foundBy: string): Candidate => ({ path: path.join(dir, ...bin), foundBy });
    const list: (Candidate | undefined)[] = [];
    const chosen = machine.chosen.python ?? settingOf(folder);
    if (chosen)
      list.push({ path: expand(chosen, folder, machine.home), foundBy: 'setting of the Python extension' });
    for (const name of ['.venv', 'venv', 'env']) list.push(inFolder(path.join(folder, name), name));
    if (machine.env.VIRTUAL_ENV) list.push(inFolder(machine.env.VIRTUAL_ENV, 'VIRTUAL_ENV'));
    if (machine.env.UV_PROJECT_ENVIRONMENT)
      list.push(inFolder(path.resolve(folder, machine.env.UV_PROJECT_ENVIRONMENT), 'UV_PROJECT_ENVIRONMENT'));
    const conda = /^name:\s*['"]?([\w.-]+)/m.exec(fileText(folder, 'environment.yml') ?? '')?.[1];
    if (conda)
      for (const base of ['miniconda3', 'anaconda3', 'miniforge3', 'mambaforge', '.conda'])
        list.push(
          inFolder(path.join(machine.home, base, 'envs', conda), `conda (environment.yml: ${conda})`),
        );
    if (machine.env.CONDA_PREFIX) list.push(inFolder(machine.env.CONDA_PREFIX, 'conda (CONDA_PREFIX)'));
    const wanted =
      pinnedVersion(folder, '.python-version') ?? pinnedVersion(folder, '.tool-versions', 'python');
    let pinned: string | undefined;
    if (wanted) {
      const roots = [
        [machine.env.PYENV_ROOT ?? path.join(machine.home, '.pyenv'), 'versions', 'pyenv'],
        [machine.env.ASDF_DATA_DIR ?? path.join(machine.home, '.asdf'), 'installs/python', 'asdf'],
      ] as const;
      for (const [root, sub, tool] of roots) {
        pinned ??= versionFolder(path.join(root, sub), wanted);
        if (pinned) {
          list.push(inFolder(pinned, `${tool} (${wanted})`));
          break;
        }
      }
      const uv = versionFolderOfUv(machine.home, wanted);
      if (!pinned && uv) list.push(inFolder((pinned = uv), `uv (${wanted})`));
    }
    for (const name of machine.platform === 'win32' ? ['py', 'python'] : ['python3', 'python']) {
      const found = onPath(name, machine);
      if (found) list.push({ path: found, foundBy: 'PATH' });
    }
    return {
      candidates: distinct(list).slice(0, 4),
      looked: ['.venv', 'venv', 'env', 'VIRTUAL_ENV', 'conda', 'pyenv', 'uv', 'PATH'],
      ...(wanted && !pinned ? { wanted } : {}),
    };
  },

  async ask(candidate, _folder, machine) {
    const result = await run(candidate.path, ['-c', script], machine);
    const base = { path: candidate.path, drivers: {}, extras: {} };
    if (result.kind === 'timeout')
      return { ...base, problem: { kind: 'timeout', seconds: machine.limitMs / 1000 } };
    if (result.kind === 'failed') return { ...base, problem: { kind: 'failed', detail: result.detail } };
    const said = lastJson(result.stdout);
    if (!said) return { ...base, problem: { kind: 'failed', detail: 'it answered something unexpected' } };
    const packages = (said.packages ?? {}) as Record<string, string | null>;
    const library = /^(\w+) (\S+)/.exec(text(said.tls) ?? '');
    return {
      ...base,
      // A shim of pyenv or asdf starts another program: that one is meant.
      path: /[\\/]shims[\\/]/.test(candidate.path)
        ? (text(said.executable) ?? candidate.path)
        : candidate.path,
      ...known({
        version: text(said.version),
        tls: library ? { library: library[1]!, version: library[2]! } : undefined,
        protocols: Array.isArray(said.protocols) ? said.protocols.map(String) : undefined,
        securityLevel: number(said.level),
        cas: known({ file: text(said.cafile), directory: text(said.capath), count: number(said.cas) }),
      }),
      drivers: Object.fromEntries(
        Object.entries(packages).flatMap(([n, v]) => (driverPackages.includes(n) && v ? [[n, v]] : [])),
      ),
      extras: Object.fromEntries(Object.entries(packages).filter(([n]) => !driverPackages.includes(n))),
    };
  },
};

/** The interpreter that the workspace's settings name for the Python extension of VS Code. */
function settingOf(folder: string): string | undefined {
  const settings = fileJson(folder, '.vscode', 'settings.json');
  if (typeof settings !== 'object' || settings === null) return undefined;
  const all = settings as Record<string, unknown>;
  return text(all['python.defaultInterpreterPath']) ?? text(all['python.pythonPath']);
}

function expand(setting: string, folder: string, home: string): string {
  const full = setting.replace('${workspaceFolder}', folder).replace(/^~(?=[/\\])/, home);
  return path.resolve(folder, full);
}

/** uv names its own interpreters `cpython-3.12.4-linux-x86_64-gnu`. */
function versionFolderOfUv(home: string, wanted: string): string | undefined {
  const parent = path.join(home, '.local', 'share', 'uv', 'python');
  return versionFolder(parent, `cpython-${wanted}`);
}
