/** The C driver, libmongoc with OpenSSL. The connection string and the handshake are in libmongoc.ts; here is what C code sets. */
import type { DriverModel, PredictQuery, Prediction } from '../types';
import { cOptions } from './catalogue/c';
import {
  behave,
  isBooleanOption,
  parseUri,
  sslOptFromUri,
  tlsName,
  tlsOf,
  type SslOpt,
  type Uri,
} from './libmongoc';
import { byOption, refused } from './outcome';
import { asBoolean, asText, uriOf, writtenOptions } from './query';

const sslFields = new Set([
  'pem_file',
  'pem_pwd',
  'ca_file',
  'ca_dir',
  'crl_file',
  'weak_cert_validation',
  'allow_invalid_hostname',
]);

/** mongoc_uri_set_option_as_bool and _as_utf8: change the parsed string, without a new check of the pairs. */
function setOptions(query: PredictQuery, version: string, uri: Uri): void {
  for (const [name, value] of writtenOptions(query)) {
    const canon = tlsName(version, name.replace(/^MONGOC_URI_/, '').toLowerCase());
    if (canon === undefined) continue;
    const set = isBooleanOption(canon) ? asBoolean(value) : asText(value);
    if (set !== undefined) uri.settings.set(canon, { value: set, by: byOption(name) });
  }
}

/** mongoc_client_set_ssl_opts: replaces every TLS setting of the string, and turns TLS on (mongoc-client.c). */
function sslOptOf(query: PredictQuery): { readonly ssl: SslOpt; readonly first: string } | undefined {
  const fields = writtenOptions(query).filter(([name]) => sslFields.has(name));
  if (fields.length === 0) return undefined;
  const ssl: SslOpt = {};
  for (const [name, value] of fields) {
    if (name === 'ca_file' || name === 'ca_dir') ssl.caFile = asText(value) ?? name;
    else if (name === 'crl_file') ssl.crlFile = value === null ? undefined : byOption(name);
    else if (name === 'pem_file') ssl.pemFile = value === null ? undefined : byOption(name);
    else if (name === 'weak_cert_validation')
      ssl.weak = { value: asBoolean(value) ?? false, by: byOption(name) };
    else if (name === 'allow_invalid_hostname')
      ssl.anyHost = { value: asBoolean(value) ?? false, by: byOption(name) };
  }
  return { ssl, first: fields[0]![0] };
}

function predict(query: PredictQuery): Prediction {
  const version = query.version ?? newest;
  const uri = parseUri(version, uriOf(query));
  if (typeof uri === 'string') return refused(undefined, uri);
  setOptions(query, version, uri);
  const written = sslOptOf(query);
  if (written)
    return behave(query, version, uri.warnings, { on: true, by: byOption(written.first) }, written.ssl);
  return behave(query, version, uri.warnings, tlsOf(version, uri), sslOptFromUri(uri));
}

const newest = '2.5.0';

export const c: DriverModel = {
  id: 'c',
  title: 'MongoDB C driver (libmongoc)',
  versions: ['1.8.0', '1.9.0', '1.15.0', '1.17.0', '2.0.0', '2.1.0', newest],
  options: cOptions,
  predict,
};
