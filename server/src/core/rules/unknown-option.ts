/** An option that the driver does not know: a typing error, or another driver's name. */
import { removeOption, renameOption } from '../model/edits';
import { catalogueOption } from '../model/meaning';
import { editDistance } from '../model/nearest';
import { reactionTo } from '../model/reaction';
import { sources } from '../model/sources';
import { driverName, sentence } from '../model/wording';
import { isSpecified } from '../uri/specification';
import { drivers } from '../drivers';
import type { DriverModel, Finding, Outlook, WrittenOption } from '../types';
import { defineRule } from './defineRule';

/** Names that work in one driver or other although the specification does not list them, lower case. */
const driverSpecific = new Set([
  'slaveok',
  'secondaryok',
  'j',
  'safe',
  'uuidrepresentation',
  'gssapiservicename',
  'gssapihostname',
  'canonicalizehostname',
  'maxconnectinglifetimems',
  'waitqueuemultiple',
  'maxlifetimems',
  'minheartbeatfrequencyms',
  'connecttimeout',
  'tz_aware',
  'document_class',
  'unicode_decode_error_handler',
  'tzinfo',
  'datetime_conversion',
  'monitorcommands',
  'ssl_verify',
  'ssl_ca_certs',
  'ssl_certfile',
  'ssl_keyfile',
  'ssl_cert_reqs',
  'ssl_match_hostname',
  'ssl_crlfile',
  'ssl_pem_passphrase',
  'sslverifycertificate',
  'sslinvalidhostnameallowed',
  'streamtype',
  'sslcertificateauthorityfile',
  'sslclientcertificatekeyfile',
  'sslclientcertificatekeypassword',
  'sslinsecure',
  'sslallowinvalidcertificates',
  'sslallowinvalidhostnames',
  'sslca',
  'sslcert',
  'sslkey',
  'sslpass',
  'sslcrl',
  'sslvalidate',
  'tlscertificatefile',
  'auto_encryption_opts',
  'authmechanismproperty',
  'database',
  'connect',
  'readconcern',
  'writeconcern',
  'autoencryption',
  'uuidlegacy',
  'forceserverobjectid',
  'ignoreundefined',
  'promotevalues',
  'promotelongs',
  'promotebuffers',
  'usebigint64',
  'raw',
  'pkfactory',
  'family',
  'keepalive',
  'nodelay',
  'poolsize',
  'autoreconnect',
  'reconnecttries',
  'reconnectinterval',
  'usenewurlparser',
  'useunifiedtopology',
  'rejectunauthorized',
  'checkserveridentity',
  'nodelayms',
  'retry',
  'tlsdisableocspendpointcheck',
  'tlsuseSystemca',
  'ipv6',
  'maxidletime',
  'maxlifetime',
  'localthreshold',
  'serverselectiontimeout',
  'waitqueuesize',
]);

export const rule = defineRule({
  meta: {
    id: 'unknown-option',
    category: 'validity',
    severity: 'warning',
    fixable: true,
    messages: {
      refused: '{driver} does not know {option} and refuses to start{hint}',
      ignored: '{driver} does not know {option} and ignores it{hint}',
      unspecified:
        '{option} is no option of MongoDB connection strings: drivers ignore it with a warning, or refuse to start{hint}',
    },
    docs: {
      what: 'A connection option is written that the driver does not know.',
      why: 'PyMongo warns about a URI option and ignores it, the Node and Rust drivers refuse to start. An ignored TLS option leaves the connection less protected than it looks.',
      instead:
        'Correct the name. Every driver has names of its own outside the URI; in a URI the names of the specification are right.',
    },
    examples: {
      bad: [
        { file: '.env', code: 'MONGO_URL=mongodb://localhost/?«tlsCAFiles»=/etc/ca.pem' },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://localhost/?tls=true&«tlsCAFil»=/etc/ca.pem');",
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("localhost", tls=True, «tls_ca_certs»="/etc/ca.pem")',
        },
      ],
      good: [
        { file: '.env', code: 'MONGO_URL=mongodb://localhost/?tls=true&tlsCAFile=/etc/ca.pem' },
        { file: '.env', code: 'MONGO_URL=mongodb://localhost/?${OPTIONS}' },
      ],
    },
    sources: [sources.connectionString, sources.pymongoCommon, sources.nodeConnectionString],
  },
  about: { shows: ['strangeOption'] },
  *check({ outlook }) {
    for (const option of outlook.options) {
      const { driver } = outlook;
      if (!/^[A-Za-z][\w.-]*$/.test(option.name)) continue;
      if (option.place === 'options' && driver && isRefusedByName(outlook, driver, option)) {
        yield* unknown(outlook, option, 'refused');
        continue;
      }
      if (option.place !== 'uri' || isSpecified(option.name)) continue;
      // A driver of its own kind, with options of its own.
      if (outlook.site.driver.candidates?.length === 0) continue;
      const verdict = driver
        ? driver.id === 'mongod' || catalogueOption(driver, option)
          ? undefined
          : (reactionTo(outlook, driver, option.name) ?? slip(driver, option.name))
        : driverSpecific.has(option.name.toLowerCase())
          ? undefined
          : 'unspecified';
      if (verdict) yield* unknown(outlook, option, verdict);
    }
  },
});

function* unknown(
  outlook: Outlook,
  option: WrittenOption,
  verdict: 'refused' | 'ignored' | 'unspecified',
): Iterable<Finding> {
  const near = nearestName(option.name, outlook.driver);
  const rename = near ? renameOption(option, near) : undefined;
  const remove = removeOption(option);
  yield {
    message: verdict,
    ...(verdict === 'refused' ? { severity: 'error' as const } : {}),
    data: {
      option: option.name,
      driver: sentence(driverName(outlook)),
      hint: near ? `. Did you mean ${near}?` : '. Check the name, or remove it',
    },
    span: option.nameSpan,
    fixes: [
      ...(rename ? [{ title: `Write ${near}`, safe: false, edits: [rename] }] : []),
      ...(remove ? [{ title: `Remove ${option.name}`, safe: false, edits: [remove] }] : []),
    ],
  };
}

/** An option beside the URI that no catalogue has and that the driver names when it refuses to start. */
function isRefusedByName(outlook: Outlook, driver: DriverModel, option: WrittenOption): boolean {
  if (outlook.site.driver.framework || !/tls|ssl/i.test(option.name) || isSpecified(option.name))
    return false;
  const named = new RegExp(`option:? ["'\`]?${option.name.toLowerCase()}\\b`);
  return (
    outlook.cases.length > 0 &&
    outlook.cases.every((c) => named.test((c.prediction.message ?? '').toLowerCase())) &&
    !drivers.some((d) => hasCode(d, option)) &&
    catalogueOption(driver, option) === undefined
  );
}

/** True when the driver has the name outside command lines and server files: foreign-option speaks of that. */
function hasCode(driver: DriverModel, option: WrittenOption): boolean {
  const entry = catalogueOption(driver, option);
  return (
    entry !== undefined && entry.sets !== undefined && entry.place !== 'flag' && entry.place !== 'config'
  );
}

/** A driver that ignores strange names in silence: only a name close to one that it knows is surely a slip. */
function slip(driver: DriverModel, name: string): 'ignored' | undefined {
  return !driverSpecific.has(name.toLowerCase()) &&
    /^tls/i.test(name) &&
    (nearestName(name, driver) ?? nearestName(name, undefined))
    ? 'ignored'
    : undefined;
}

/** Names that are often written and never were right, and what is meant. Lower case. */
const confused: Readonly<Record<string, string>> = {
  tls_ca_certs: 'tlsCAFile',
  tlscacerts: 'tlsCAFile',
  ssl_clrfile: 'tlsCRLFile',
  sslcafile: 'tlsCAFile',
  sslpemkeyfile: 'tlsCertificateKeyFile',
};

/** What is meant where the driver is not known. */
const usualNames: readonly string[] = [
  'tls', 'tlsCAFile', 'tlsCertificateKeyFile', 'tlsCertificateKeyFilePassword', 'tlsAllowInvalidCertificates',
  'tlsAllowInvalidHostnames', 'tlsInsecure', 'tlsCRLFile', 'replicaSet', 'authSource', 'authMechanism', 'retryWrites',
  'retryReads', 'readPreference', 'directConnection', 'connectTimeoutMS', 'serverSelectionTimeoutMS', 'maxPoolSize',
  'minPoolSize', 'appName', 'compressors', 'loadBalanced', 'socketTimeoutMS',
]; // prettier-ignore

/** Names that can be meant, as they are written and as they are compared. */
type Names = readonly { readonly name: string; readonly folded: string }[];

const folded = (names: readonly string[]): Names => names.map((name) => ({ name, folded: fold(name) }));
const usual = folded(usualNames);
const namesOf = new WeakMap<DriverModel, Names>();

/** A strange name is typed letter by letter, and compared each time. */
function namesFor(driver: DriverModel): Names {
  let names = namesOf.get(driver);
  if (!names) {
    const meant = driver.options.filter((o) => o.place !== 'code' && !o.removed && !o.deprecated);
    namesOf.set(driver, (names = folded(meant.map((o) => o.name))));
  }
  return names;
}

/** The known name within two typing errors, if there is one. */
function nearestName(name: string, driver: DriverModel | undefined): string | undefined {
  const names = driver ? namesFor(driver) : usual;
  const meant = confused[name.toLowerCase()];
  if (meant && names.some((n) => n.name === meant)) return meant;
  const wanted = fold(name);
  const limit = Math.min(2, Math.floor(wanted.length / 3));
  let best: { name: string; distance: number } | undefined;
  for (const candidate of names) {
    if (Math.abs(candidate.folded.length - wanted.length) > limit) continue;
    const distance = editDistance(wanted, candidate.folded, 3);
    if (distance <= limit && (!best || distance < best.distance)) best = { name: candidate.name, distance };
  }
  return best?.name === name ? undefined : best?.name;
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, '');
}
