/** The C++ driver, mongocxx: libmongoc's connection string with options::tls beside it. Source: mongodb/mongo-cxx-driver src/mongocxx/lib (r3.4.0 to r4.5.0). */
import type { DriverModel, PredictQuery, Prediction } from '../types';
import { cxxOptions } from './catalogue/cxx';
import { behave, parseUri, sslOptFromUri, tlsOf, type SslOpt } from './libmongoc';
import { byOption, refused } from './outcome';
import { asBoolean, asText, uriOf, writtenOptions } from './query';
import { atLeast } from './versions';

/** The libmongoc that each version needs at least (CMakeLists.txt of the tags); the installed one may be newer. */
const needs: readonly (readonly [mongocxx: string, libmongoc: string])[] = [
  ['4.5.0', '2.5.0'],
  ['4.1.0', '2.0.0'],
  ['4.0.0', '1.29.0'],
  ['3.11.0', '1.28.0'],
  ['3.9.0', '1.25.0'],
  ['3.8.0', '1.24.0'],
  ['3.7.0', '1.22.1'],
  ['3.6.0', '1.17.0'],
  ['3.5.0', '1.15.0'],
  ['3.4.0', '1.13.0'],
  ['3.0.0', '1.8.0'],
];

const tlsFields = new Set([
  'pem_file',
  'pem_password',
  'ca_file',
  'ca_dir',
  'crl_file',
  'allow_invalid_certificates',
]);

function predict(query: PredictQuery): Prediction {
  const version = query.version ?? newest;
  const libmongoc = needs.find(([mongocxx]) => atLeast(version, mongocxx))?.[1] ?? '1.8.0';
  const uri = parseUri(libmongoc, uriOf(query));
  if (typeof uri === 'string') return refused('mongocxx::logic_error', uri);
  const tls = tlsOf(libmongoc, uri);
  const fields = writtenOptions(query).filter(([name]) => tlsFields.has(name));
  if (fields.length === 0) return behave(query, libmongoc, uri.warnings, tls, sslOptFromUri(uri));
  // client.cpp: options::tls is no way to turn TLS on.
  if (!tls.on) {
    return refused(
      'mongocxx::exception',
      `cannot set ${atLeast(version, '3.5.0') ? "TLS options if 'tls=true'" : "ssl options if 'ssl=true'"} not in URI`,
      uri.warnings,
    );
  }
  const ssl: SslOpt = {};
  for (const [name, value] of fields) {
    if (name === 'ca_file' || name === 'ca_dir') ssl.caFile = asText(value) ?? name;
    else if (name === 'crl_file') ssl.crlFile = byOption(name);
    else if (name === 'pem_file') ssl.pemFile = byOption(name);
    else if (name === 'allow_invalid_certificates')
      ssl.weak = { value: asBoolean(value) ?? false, by: byOption(name) };
  }
  return behave(query, libmongoc, uri.warnings, tls, ssl);
}

const newest = '4.5.0';

export const cxx: DriverModel = {
  id: 'cxx',
  title: 'MongoDB C++ driver (mongocxx)',
  versions: ['3.0.0', '3.5.0', '3.6.0', '4.0.0', '4.1.0', newest],
  options: cxxOptions,
  predict,
};
