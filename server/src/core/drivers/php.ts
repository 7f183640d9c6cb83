/**
 * The PHP driver: ext-mongodb 1.x and 2.x, under the mongodb/mongodb library. Source: mongodb/mongo-php-driver
 * src/phongo_client.c (tags 1.0.0 to 1.20.0, branch v2.x) on top of the libmongoc that each version carries.
 */
import type { DriverModel, PredictQuery, Prediction } from '../types';
import { phpOptions } from './catalogue/php';
import {
  behave,
  finalizeTls,
  isBooleanOption,
  parseUri,
  sslOptFromUri,
  tlsName,
  tlsOf,
  type Uri,
} from './libmongoc';
import { byOption, refused } from './outcome';
import { asText, uriOf, writtenOptions } from './query';
import { atLeast, before } from './versions';
import { withoutUser } from './withoutUser';

/** The libmongoc that a version of the extension carries (src/LIBMONGOC_VERSION_CURRENT of the tags; 2.x: its release notes). */
const carried: readonly (readonly [extension: string, libmongoc: string])[] = [
  ['2.2.0', '2.2.0'],
  ['2.1.0', '2.0.0'],
  ['2.0.0', '1.30.0'],
  ['1.20.0', '1.28.0'],
  ['1.18.0', '1.26.1'],
  ['1.16.0', '1.24.1'],
  ['1.15.0', '1.23.1'],
  ['1.14.0', '1.22.0'],
  ['1.12.0', '1.20.0'],
  ['1.10.0', '1.18.0'],
  ['1.8.0', '1.17.0'],
  ['1.7.0', '1.16.1'],
  ['1.6.0', '1.15.1'],
  ['1.5.0', '1.11.0'],
  ['1.4.0', '1.9.0'],
  ['1.0.0', '1.3.0'],
];

function libmongocOf(version: string): string {
  return carried.find(([extension]) => atLeast(version, extension))?.[1] ?? '1.3.0';
}

const exception = 'MongoDB\\Driver\\Exception\\InvalidArgumentException';

/** Names of the third argument, driverOptions, and the string option that each sets. */
const driverOptions: Readonly<Record<string, string>> = {
  allow_invalid_hostname: 'tlsallowinvalidhostnames',
  weak_cert_validation: 'tlsallowinvalidcertificates',
  allow_self_signed: 'tlsallowinvalidcertificates',
  pem_file: 'tlscertificatekeyfile',
  local_cert: 'tlscertificatekeyfile',
  pem_pwd: 'tlscertificatekeyfilepassword',
  passphrase: 'tlscertificatekeyfilepassword',
  ca_file: 'tlscafile',
  cafile: 'tlscafile',
};
const contextNames = new Set(['allow_self_signed', 'local_cert', 'passphrase', 'cafile', 'capath']);
const canonicalNames: Readonly<Record<string, string>> = {
  tlsallowinvalidhostnames: 'tlsAllowInvalidHostnames',
  tlsallowinvalidcertificates: 'tlsAllowInvalidCertificates',
  tlscertificatekeyfile: 'tlsCertificateKeyFile',
  tlscertificatekeyfilepassword: 'tlsCertificateKeyFilePassword',
  tlscafile: 'tlsCAFile',
};

/** PHP's word for a value's type, as the messages print it. */
function typeName(value: unknown): string {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return Number.isInteger(value) ? '32-bit integer' : 'double';
  if (value === null) return 'null';
  return typeof value === 'boolean' ? 'boolean' : 'document';
}

/** bson_iter_as_bool of ext 1.x: every string is true, `'false'` and `''` too (measured: 'false' turned verification off). */
function cast(value: unknown): boolean {
  return typeof value === 'boolean'
    ? value
    : typeof value === 'number'
      ? value !== 0
      : value !== null && value !== undefined;
}

/** The second argument, $uriOptions. Returns an exception's text. */
function applyUriOptions(
  query: PredictQuery,
  version: string,
  libmongoc: string,
  uri: Uri,
): string | undefined {
  for (const [name, value] of writtenOptions(query)) {
    const canon = tlsName(libmongoc, name.toLowerCase());
    if (canon === undefined) continue;
    if (isBooleanOption(canon)) {
      if (atLeast(version, '2.0.0') && typeof value !== 'boolean')
        return `Expected boolean for "${name}" URI option, ${typeName(value)} given`;
      uri.settings.set(canon, { value: cast(value), by: byOption(name) });
    } else {
      if (typeof value !== 'string')
        return `Expected string for "${name}" URI option, ${typeName(value)} given`;
      uri.settings.set(canon, { value, by: byOption(name) });
    }
  }
  return undefined;
}

/** The third argument. Since 1.7 its names are a deprecated way to set the string's options; 2.0 knows ca_dir, crl_file and context names no more. */
function applyDriverOptions(query: PredictQuery, version: string, uri: Uri, warnings: string[]): void {
  if (atLeast(version, '2.0.0')) return;
  const written = new Map(writtenOptions(query));
  for (const [name, canon] of Object.entries(driverOptions)) {
    if (!written.has(name)) continue;
    // A driver option comes before the stream context's name for the same thing.
    const stronger = Object.keys(driverOptions).find(
      (other) => driverOptions[other] === canon && written.has(other),
    );
    if (stronger !== name) continue;
    const value = written.get(name);
    const boolean = isBooleanOption(canon);
    // php_array_fetchc_bool: the usual truth of PHP, where '' and '0' are false.
    const set = boolean ? cast(value) && value !== '' && value !== '0' : asText(value);
    if (set === undefined) continue;
    uri.settings.set(canon, { value: set, by: byOption(name) });
    if (atLeast(version, '1.7.0')) {
      warnings.push(
        `The "${name}" ${contextNames.has(name) ? 'context driver' : 'driver'} option is deprecated. Please use the "${canonicalNames[canon]}" URI option instead.`,
      );
    }
  }
}

function predict(query: PredictQuery): Prediction {
  const version = query.version ?? newest;
  const libmongoc = libmongocOf(version);
  const text = uriOf(query);
  const uri = parseUri(libmongoc, text);
  if (typeof uri === 'string')
    return refused(exception, `Failed to parse MongoDB URI: '${withoutUser(text)}'. ${uri}.`);
  // libmongoc's own warnings go to the mongodb.debug file only; PHP reports deprecations.
  const warnings: string[] = [];
  const type = applyUriOptions(query, version, libmongoc, uri);
  if (type !== undefined) return refused(exception, type);
  if (before(version, '1.6.0')) {
    // Nothing in these versions knows the tls names.
  } else {
    const conflict = finalizeTls(libmongoc, uri);
    if (conflict !== undefined) return refused(exception, `Failed to parse URI options: ${conflict}`);
  }
  applyDriverOptions(query, version, uri, warnings);
  const tls = tlsOf(libmongoc, uri);
  const ssl = sslOptFromUri(uri);
  const written = new Map(writtenOptions(query));
  const folder = atLeast(version, '2.0.0')
    ? undefined
    : ['ca_dir', 'capath'].find((name) => written.has(name));
  const list = ['crl_file'].find((name) => written.has(name));
  if (folder === 'capath' && atLeast(version, '1.7.0')) {
    warnings.push(
      'The "capath" context driver option is deprecated. Please use the "ca_dir" driver option instead.',
    );
  }
  const directory = folder ?? (written.has('ca_dir') ? 'ca_dir' : undefined);
  if (directory !== undefined) ssl.caFile ??= asText(written.get(directory)) ?? directory;
  if (list !== undefined) ssl.crlFile = byOption(list);
  // Options without a name in the string go through mongoc_client_set_ssl_opts, which turns TLS on.
  const through = directory ?? list;
  return behave(
    query,
    libmongoc,
    warnings,
    through !== undefined && !tls.on ? { on: true, by: byOption(through) } : tls,
    ssl,
  );
}

const newest = '2.2.0';

export const php: DriverModel = {
  id: 'php',
  title: 'MongoDB PHP driver',
  versions: ['1.0.0', '1.6.0', '1.7.0', '1.8.0', '1.15.0', '1.20.0', '2.0.0', newest],
  options: phpOptions,
  predict,
};
