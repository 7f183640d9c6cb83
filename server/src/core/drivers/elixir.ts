/** The Elixir driver (mongodb_driver). Source: zookzook/elixir-mongodb-driver lib/mongo/url_parser.ex and mongo_db_connection.ex at v1.6.1; parts measured on OTP 25. */
import type { Aspect, Decision, DriverModel, PredictQuery, Prediction } from '../types';
import { elixirOptions } from './catalogue/elixir';
import { accepted, byDefault, byOption, byScheme, byUri, refused } from './outcome';
import { asText, uriOf, writtenOptions } from './query';

interface Setting {
  readonly value: boolean;
  readonly by: Decision;
}

const numbers = new Set([
  'connectTimeoutMS',
  'socketTimeoutMS',
  'maxPoolSize',
  'minPoolSize',
  'maxIdleTimeMS',
  'waitQueueMultiple',
  'waitQueueTimeoutMS',
  'wtimeoutMS',
  'maxStalenessSeconds',
  'localThresholdMS',
  'serverSelectionTimeoutMS',
  'heartbeatFrequencyMS',
]);

/** What the options of a URL may be (`(?:[^\s=]+=[^\s&]*)+`), said without a nested repetition: a name first, no `&` after the last `=`. */
function areOptions(text: string): boolean {
  return /^[^\s=]+=\S*$/.test(text) && !text.slice(text.lastIndexOf('=')).includes('&');
}

/** The options of the URL in order; undefined when the URL does not have the driver's shape: then all of it is ignored. */
function urlOptions(
  uri: string,
): { readonly srv: boolean; readonly options: readonly (readonly [string, string])[] } | undefined {
  const match = /^mongodb(\+srv)?:\/\/(?:[^:]+:[^@]+@)?[^/?]+(?:\/[^?]*(?:\?([^]*))?)?$/.exec(uri);
  if (!match || (match[2] !== undefined && !areOptions(match[2]))) return undefined;
  const pairs = (match[2] ?? '').split('&').map((option) => option.split('='));
  return {
    srv: match[1] !== undefined,
    options: pairs.flatMap((pair) => (pair.length === 2 ? [[pair[0]!, pair[1]!] as const] : [])),
  };
}

function predict(query: PredictQuery): Prediction {
  const settings = new Map<string, Setting>();
  const put = (name: string, setting: Setting): void => {
    // Keyword.put_new: the keyword list of the code first, then the first occurrence in the URL.
    if (!settings.has(name)) settings.set(name, setting);
  };
  const ssl = new Map<string, unknown>();
  for (const [name, value] of writtenOptions(query)) {
    if (name === 'ssl' || name === 'tls')
      put(name, { value: value !== false && value !== null, by: byOption(name) });
    else if (name === 'ssl_opts' && typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) ssl.set(key, inner);
    else if (sslNames.has(name)) ssl.set(name, value);
  }
  const url = urlOptions(uriOf(query));
  if (url) {
    for (const [name, value] of url.options) {
      // Names and values are compared with their case: TLS=true and tls=True are nothing.
      if ((name === 'tls' || name === 'ssl') && (value === 'true' || value === 'false'))
        put(name, { value: value === 'true', by: byUri(name) });
      else if (numbers.has(name) && value !== '' && !/^[+-]?\d+$/.test(value))
        return refused(
          'ArgumentError',
          'errors were found at the given arguments: not a textual representation of an integer',
        );
    }
    if (url.srv) put('ssl', { value: true, by: byScheme });
  }
  const on = [settings.get('ssl'), settings.get('tls')].find((setting) => setting?.value === true);
  const verify = ssl.has('verify') ? String(ssl.get('verify')).replace(/^:/, '') : undefined;
  // Without `verify` Erlang's default decides: nothing is verified up to OTP 25, everything from OTP 26 on.
  const chain = verify === 'verify_none' ? false : verify === 'verify_peer' ? true : null;
  const sni = String(ssl.get('server_name_indication') ?? '').replace(/^:/, '');
  const hostname = chain === true && sni === 'disable' ? false : chain;
  const has = (...names: string[]): string | undefined => names.find((name) => ssl.has(name));
  const certificate = has('certfile', 'cert', 'certs_keys');
  const caFile = asText(ssl.get('cacertfile')) ?? has('cacertfile', 'cacerts');
  const decidedBy: Partial<Record<Aspect, Decision>> = {
    tls: on?.by ?? (settings.get('ssl') ?? settings.get('tls'))?.by ?? byDefault,
    chain: verify === undefined ? byDefault : byOption('verify'),
    hostname:
      chain === true && sni === 'disable'
        ? byOption('server_name_indication')
        : verify === undefined
          ? byDefault
          : byOption('verify'),
    crl: ssl.has('crl_check') ? byOption('crl_check') : byDefault,
    clientCertificate: certificate === undefined ? byDefault : byOption(certificate),
  };
  return accepted(
    query,
    {
      warnings: [],
      tls: on !== undefined,
      chain,
      hostname,
      crl: ssl.has('crl_check') ? String(ssl.get('crl_check')).replace(/^:/, '') !== 'false' : false,
      ocsp: 'none',
      clientCertificate: certificate !== undefined,
      minProtocol: ssl.has('versions') ? lowest(ssl.get('versions')) : 'TLS 1.2',
      decidedBy,
    },
    { caFile, commonName: true, mustStaple: false },
  );
}

const sslNames = new Set([
  'verify',
  'cacertfile',
  'cacerts',
  'certfile',
  'cert',
  'certs_keys',
  'keyfile',
  'key',
  'password',
  'versions',
  'customize_hostname_check',
  'server_name_indication',
  'crl_check',
  'verify_fun',
  'depth',
  'ciphers',
]);

function lowest(value: unknown): string | null {
  const text = JSON.stringify(value) ?? '';
  for (const [name, label] of [
    ['tlsv1"', 'TLS 1.0'],
    ['tlsv1.1', 'TLS 1.1'],
    ['tlsv1.2', 'TLS 1.2'],
    ['tlsv1.3', 'TLS 1.3'],
  ] as const)
    if (text.includes(name)) return label;
  return null;
}

const newest = '1.6.1';

export const elixir: DriverModel = {
  id: 'elixir',
  title: 'MongoDB Elixir driver',
  versions: ['0.5.0', '1.0.0', newest],
  options: elixirOptions,
  predict,
};
