/**
 * PyMongo's rules for TLS options that exclude each other, its renamed options, and what its own names mean inside;
 * 3.9 and later. Source: mongodb/mongo-python-driver, `pymongo/uri_parser.py` (`_handle_security_options`,
 * `_handle_option_deprecations`, `_normalize_options`) and `pymongo/common.py` (the maps).
 */
import { Refusal } from '../refusal';
import { atLeast } from '../versions';
import type { OptionDict } from './options';
import { invalidUri } from './validators';
import { numberOf, truthy, type PyValue } from './values';

/** What 3.9 to 3.13 call the options inside. */
const oldNames: Readonly<Record<string, string>> = {
  j: 'journal',
  wtimeout: 'wtimeoutms',
  tls: 'ssl',
  tlsallowinvalidcertificates: 'ssl_cert_reqs',
  tlsallowinvalidhostnames: 'ssl_match_hostname',
  tlscrlfile: 'ssl_crlfile',
  tlscafile: 'ssl_ca_certs',
  tlscertificatekeyfile: 'ssl_certfile',
  tlscertificatekeyfilepassword: 'ssl_pem_passphrase',
  tlsdisableocspendpointcheck: 'ssl_check_ocsp_endpoint',
};

const renamed: Readonly<Record<string, string>> = {
  j: 'journal',
  wtimeout: 'wTimeoutMS',
  ssl_cert_reqs: 'tlsAllowInvalidCertificates',
  ssl_match_hostname: 'tlsAllowInvalidHostnames',
  ssl_crlfile: 'tlsCRLFile',
  ssl_ca_certs: 'tlsCAFile',
  ssl_pem_passphrase: 'tlsCertificateKeyFilePassword',
};

const oneFile = (option: string, what: string): string =>
  `Instead of using ${option} to specify the ${what}, use tlsCertificateKeyFile to pass a single file containing both the client certificate and the private key`;

const removed: Readonly<Record<string, { readonly since: string; readonly advice: string }>> = {
  ssl_certfile: { since: '3.12', advice: oneFile('ssl_certfile', 'certificate file') },
  ssl_keyfile: { since: '3.12', advice: oneFile('ssl_keyfile', 'private keyfile') },
  waitqueuemultiple: {
    since: '3.9',
    advice:
      'Instead of using waitQueueMultiple to bound queuing, limit the size of the thread pool in your application server',
  },
};

function implied(version: string): readonly string[] {
  return atLeast(version, '3.11')
    ? ['tlsallowinvalidcertificates', 'tlsallowinvalidhostnames', 'tlsdisableocspendpointcheck']
    : ['tlsallowinvalidcertificates', 'tlsallowinvalidhostnames'];
}

/** How a key was written, for a message; a plain dict cannot say. */
function casedKey(options: OptionDict, key: string): string {
  if (options.plain) throw new Refusal('AttributeError', "'dict' object has no attribute 'cased_key'");
  return options.entry(key)?.name ?? key;
}

/** `a == b` in Python, for the values that the ssl/tls comparison meets. */
function pyEquals(a: PyValue, b: PyValue): boolean {
  const x = numberOf(a);
  const y = numberOf(b);
  return x !== undefined && y !== undefined ? x === y : a === b;
}

/** Throws a Refusal for options that must not be given together. Values are texts (URI alone) or checked values (all options). */
export function rejectConflicts(options: OptionDict, version: string): void {
  const old = !atLeast(version, '4.0');
  const insecure = options.entry('tlsinsecure');
  if (insecure && insecure.value !== null) {
    const names = implied(version);
    for (const name of old ? [...names, ...names.map((n) => oldNames[n]!)] : names)
      if (options.has(name))
        throw invalidUri(
          `URI options ${casedKey(options, 'tlsinsecure')} and ${casedKey(options, name)} cannot be specified simultaneously.`,
        );
  }
  if (atLeast(version, '3.11')) {
    const get = (name: string): PyValue => {
      const value = options.get(name) ?? null;
      return old && !truthy(value) ? (options.get(oldNames[name]!) ?? null) : value;
    };
    const allow = get('tlsallowinvalidcertificates');
    if (allow !== null) {
      if (options.has('tlsdisableocspendpointcheck'))
        throw invalidUri(
          `URI options tlsallowinvalidcertificates and ${casedKey(options, 'tlsdisableocspendpointcheck')} cannot be specified simultaneously.`,
        );
      if (allow === true) {
        const from = options.entry('tlsallowinvalidcertificates') ?? options.entry('ssl_cert_reqs');
        options.set('tlsdisableocspendpointcheck', true, from!.from);
      }
    }
    if (get('tlscrlfile') !== null) {
      for (const name of ['tlsinsecure', 'tlsallowinvalidcertificates', 'tlsdisableocspendpointcheck'])
        if (options.get(name) === true)
          throw invalidUri(`URI option ${name}=True cannot be specified when CRL checking is enabled.`);
    }
  }
  const ssl = options.entry('ssl');
  const tls = options.entry('tls');
  if (ssl && tls) {
    const truth = (v: PyValue): PyValue => (v === 'true' ? true : v === 'false' ? false : v);
    if (!pyEquals(truth(ssl.value), truth(tls.value)))
      throw invalidUri(
        `Can not specify conflicting values for URI options ${casedKey(options, 'ssl')} and ${casedKey(options, 'tls')}.`,
      );
  }
}

/** Warns of renamed and removed names and drops an old name beside its new one. PyMongo 4 has none left. */
export function warnOfDeprecations(options: OptionDict, version: string, warn: (text: string) => void): void {
  if (atLeast(version, '4.0')) return;
  for (const [lower] of options.list()) {
    const newName = Object.hasOwn(renamed, lower) ? renamed[lower]! : undefined;
    if (newName !== undefined) {
      if (options.has(newName)) {
        warn(
          `DeprecationWarning: Deprecated option '${casedKey(options, lower)}' ignored in favor of '${casedKey(options, newName)}'.`,
        );
        options.pop(lower);
      } else
        warn(
          `DeprecationWarning: Option '${casedKey(options, lower)}' is deprecated, use '${newName}' instead.`,
        );
      continue;
    }
    const gone = Object.hasOwn(removed, lower) ? removed[lower]! : undefined;
    if (gone && atLeast(version, gone.since))
      warn(`DeprecationWarning: Option '${casedKey(options, lower)}' is deprecated. ${gone.advice}.`);
  }
}

/** Spells tlsInsecure out and gives every option its name inside PyMongo. */
export function useInternalNames(options: OptionDict, version: string): void {
  const old = !atLeast(version, '4.0');
  const insecure = options.entry('tlsinsecure');
  if (insecure && insecure.value !== null)
    for (const name of implied(version)) {
      if (old) options.set(oldNames[name]!, !truthy(insecure.value), insecure.from);
      else options.set(name, insecure.value, insecure.from);
    }
  const names = old ? oldNames : { ssl: 'tls' };
  for (const [lower] of options.list()) {
    if (!Object.hasOwn(names, lower)) continue;
    const internal = (names as Readonly<Record<string, string>>)[lower]!;
    if (internal === 'ssl_check_ocsp_endpoint' && !atLeast(version, '3.11')) continue;
    const entry = options.pop(lower)!;
    options.set(internal, entry.value, entry.from);
  }
}
