/** What follows from the runtimes on a machine for TLS with MongoDB. */
import { atLeast, before } from '../drivers/versions';
import type { Conclusion, EnvironmentContext, RuntimeReport, TlsVariable } from './types';

/**
 * The oldest MongoDB that a version of PyMongo still talks to. Source: mongodb/mongo-python-driver doc/changelog.rst
 * (4.0, 4.11, 4.14) and pymongo.common.MIN_SUPPORTED_SERVER_VERSION of 4.20.
 */
const oldestServer: readonly (readonly [pymongo: string, server: string])[] = [
  ['4.20', '4.4'],
  ['4.14', '4.2'],
  ['4.11', '4.0'],
  ['4.0', '3.6'],
];

/** Everything that follows, errors first. */
export function conclude(
  runtimes: readonly RuntimeReport[],
  variables: readonly TlsVariable[] = [],
  context: EnvironmentContext = {},
): readonly Conclusion[] {
  const found = [
    ...runtimes.flatMap((r) => [
      ...presence(r),
      ...protocols(r),
      ...roots(r, context),
      ...(r.runtime === 'python' && r.chosen ? python(r, context) : []),
      ...(r.runtime === 'node' ? node(r, variables) : []),
      ...(r.runtime === 'php' ? php(r) : []),
    ]),
    ...variables.flatMap(checksOff),
  ];
  const order = { error: 0, warning: 1, information: 2 };
  return found.sort((a, b) => order[a.severity] - order[b.severity]);
}

const names: Readonly<Record<RuntimeReport['runtime'], string>> = {
  python: 'Python',
  node: 'Node.js',
  java: 'Java',
  go: 'Go',
  ruby: 'Ruby',
  php: 'PHP',
  dotnet: '.NET',
};

function say(
  r: RuntimeReport,
  id: string,
  severity: Conclusion['severity'],
  message: string,
  command?: string,
): Conclusion {
  return {
    id,
    severity,
    runtime: r.runtime,
    ...(r.path === undefined ? {} : { path: r.path }),
    message,
    ...(command === undefined ? {} : { command }),
  };
}

function presence(r: RuntimeReport): Conclusion[] {
  const name = names[r.runtime];
  const list: Conclusion[] = [];
  if (r.problem?.kind === 'not-found')
    list.push(
      say(
        r,
        'runtime-not-found',
        'warning',
        `${name} was not found. Looked in: ${r.problem.looked.join(', ')}.`,
      ),
    );
  if (r.problem?.kind === 'timeout')
    list.push(say(r, 'runtime-timeout', 'warning', `${name} did not answer within ${r.problem.seconds} s.`));
  if (r.problem?.kind === 'failed')
    list.push(say(r, 'runtime-failed', 'warning', `${name} could not be asked: ${r.problem.detail}`));
  if (r.wanted !== undefined && r.problem?.kind !== 'not-found')
    list.push(
      say(
        r,
        'other-version',
        'information',
        `The workspace asks for ${name} ${r.wanted}, which was not found; ${r.version === undefined ? 'another one' : r.version} would be used.`,
      ),
    );
  return list;
}

function protocols(r: RuntimeReport): Conclusion[] {
  if (r.protocols === undefined) return [];
  const list: Conclusion[] = [];
  if (!r.protocols.includes('TLS 1.2') && !r.protocols.includes('TLS 1.3'))
    list.push(
      say(
        r,
        'no-tls-1.2',
        'error',
        r.protocols.length === 0
          ? `This ${names[r.runtime]} has no TLS at all. Install one that is built with OpenSSL.`
          : `This ${names[r.runtime]} speaks ${r.protocols.join(' and ')} at most; Atlas and current MongoDB servers need TLS 1.2. Install a newer one.`,
      ),
    );
  return list;
}

function roots(r: RuntimeReport, context: EnvironmentContext): Conclusion[] {
  if (r.cas?.count !== 0) return [];
  const mac = r.runtime === 'python' && context.platform === 'macos';
  const command = mac
    ? `open "/Applications/Python ${(r.version ?? '3').split('.').slice(0, 2).join('.')}/Install Certificates.command"`
    : context.platform === 'linux' || context.platform === undefined
      ? 'apt-get install ca-certificates   (Alpine: apk add ca-certificates; Fedora: dnf install ca-certificates)'
      : undefined;
  const where = r.cas.file ?? r.cas.directory;
  return [
    say(
      r,
      'no-root-certificates',
      'error',
      `This ${names[r.runtime]} finds no root certificates${where === undefined ? '' : ` (it looks at ${where})`}: without tlsCAFile every certificate is refused, also that of Atlas.`,
      command,
    ),
  ];
}

function python(r: RuntimeReport, context: EnvironmentContext): Conclusion[] {
  const list: Conclusion[] = [];
  if (r.version === undefined) return list;
  const pip = r.path === undefined ? 'python -m pip' : `${shellWord(r.path)} -m pip`;
  const pymongo = r.drivers.pymongo;
  const pyOpenSsl = typeof r.extras.pyopenssl === 'string';
  if (pymongo === undefined) {
    list.push(
      say(
        r,
        'driver-not-installed',
        'information',
        'PyMongo is not installed for this Python.',
        `${pip} install pymongo`,
      ),
    );
  } else {
    const missing = ['pyopenssl', 'service_identity', 'requests', 'cryptography'].filter(
      (p) => r.extras[p] === null,
    );
    if (atLeast(pymongo, '3.11')) {
      if (pyOpenSsl && missing.length === 0)
        list.push(
          say(
            r,
            'crl-impossible',
            context.usesCrl ? 'error' : 'information',
            'PyOpenSSL is installed: MongoClient checks OCSP with it and refuses tlsCRLFile. (AsyncMongoClient uses the ssl module: CRL files, no OCSP.)',
            context.usesCrl ? `${pip} uninstall pyopenssl` : undefined,
          ),
        );
      else
        list.push(
          say(
            r,
            'ocsp-not-available',
            'information',
            `PyMongo does not check OCSP here: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not installed. CRL files work.`,
            `${pip} install "pymongo[ocsp]"`,
          ),
        );
    }
    list.push(...serverFit(r, pymongo, context, pip));
  }
  if (
    context.serverVersion !== undefined &&
    before(context.serverVersion, '3.6') &&
    atLeast(r.version, '3.10') &&
    !(pymongo !== undefined && pyOpenSsl)
  )
    list.push(
      say(
        r,
        'python-3.10-old-server',
        'error',
        `Python ${r.version} cannot speak TLS with MongoDB ${context.serverVersion}: since 3.10, Python offers only ciphers that MongoDB 3.4 and older lack. Use Python 3.9 or older, upgrade MongoDB, or let PyMongo use PyOpenSSL.`,
      ),
    );
  if (r.securityLevel !== undefined && r.securityLevel >= 2)
    list.push(
      say(
        r,
        'security-level',
        'information',
        `OpenSSL runs at security level ${r.securityLevel}: RSA keys below 2048 bit and SHA-1 signatures are refused.`,
      ),
    );
  return list;
}

function serverFit(
  r: RuntimeReport,
  pymongo: string,
  context: EnvironmentContext,
  pip: string,
): Conclusion[] {
  const server = context.serverVersion;
  if (server === undefined) return [];
  const needs = oldestServer.find(([driver]) => atLeast(pymongo, driver))?.[1];
  if (needs !== undefined && before(server, needs)) {
    const fits = [...oldestServer].reverse().find(([, oldest], i, all) => {
      const nextOldest = all[i + 1]?.[1];
      return !before(server, oldest) && (nextOldest === undefined || before(server, nextOldest));
    });
    const limit = oldestServer.filter(([, oldest]) => before(server, oldest)).at(-1)?.[0];
    return [
      say(
        r,
        'driver-too-new',
        'error',
        `PyMongo ${pymongo} needs MongoDB ${needs} or newer, and the server is ${server}. Upgrade the server${fits || limit ? `, or use PyMongo older than ${limit}` : ''}.`,
        limit === undefined ? undefined : `${pip} install "pymongo<${limit}"`,
      ),
    ];
  }
  // MongoDB 5.1 removed the legacy opcodes (docs: "Legacy Opcodes"); PyMongo speaks OP_MSG since 3.7.
  if (atLeast(server, '5.1') && before(pymongo, '3.7'))
    return [
      say(
        r,
        'driver-too-old',
        'error',
        `PyMongo ${pymongo} speaks a protocol that MongoDB ${server} does not understand any more.`,
        `${pip} install --upgrade pymongo`,
      ),
    ];
  return [];
}

function node(r: RuntimeReport, variables: readonly TlsVariable[]): Conclusion[] {
  const list: Conclusion[] = [];
  const driver = r.drivers.mongodb;
  // engines.node of mongodb 6.0 and 7.0 (package.json of node-mongodb-native).
  const needs =
    driver === undefined
      ? undefined
      : atLeast(driver, '7.0')
        ? '20.19.0'
        : atLeast(driver, '6.0')
          ? '16.20.1'
          : undefined;
  if (driver !== undefined && needs !== undefined && r.version !== undefined && before(r.version, needs))
    list.push(
      say(
        r,
        'driver-too-new',
        'error',
        `The MongoDB driver ${driver} needs Node.js ${needs} or newer, and this is ${r.version}.`,
      ),
    );
  if (r.cas?.from !== undefined && !variables.some((v) => v.name === 'NODE_EXTRA_CA_CERTS'))
    list.push(
      say(
        r,
        'node-own-roots',
        'information',
        'Node.js uses its built-in CAs and not those of the system: a CA that was installed on this machine counts only with tlsCAFile or NODE_EXTRA_CA_CERTS.',
      ),
    );
  return list;
}

function php(r: RuntimeReport): Conclusion[] {
  if (r.version === undefined || r.drivers.mongodb !== undefined) return [];
  return [
    say(
      r,
      'driver-not-installed',
      'information',
      'The extension mongodb is not loaded in this PHP.',
      'pecl install mongodb',
    ),
  ];
}

/** Variables that switch checks off wherever this environment is used. */
function checksOff(variable: TlsVariable): Conclusion[] {
  const off =
    (variable.name === 'NODE_TLS_REJECT_UNAUTHORIZED' && variable.value === '0') ||
    (variable.name === 'NODE_OPTIONS' &&
      /--(?:insecure-http-parser|tls-min-v1\.[01])\b/.test(variable.value)) ||
    (variable.name === 'GODEBUG' && /\btls10default=1|x509sha1=1/.test(variable.value));
  if (!off) return [];
  return [
    {
      id: variable.name === 'NODE_TLS_REJECT_UNAUTHORIZED' ? 'checks-switched-off' : 'protection-lowered',
      severity: 'error',
      message:
        variable.name === 'NODE_TLS_REJECT_UNAUTHORIZED'
          ? `NODE_TLS_REJECT_UNAUTHORIZED=0 (${variable.from}) switches the check of every certificate off in every Node.js program of this environment. Remove it, and set tlsCAFile where a private CA is used.`
          : `${variable.name} (${variable.from}) lowers the protection of TLS in every program of this environment. Remove it.`,
    },
  ];
}

function shellWord(text: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(text) ? text : `"${text}"`;
}
