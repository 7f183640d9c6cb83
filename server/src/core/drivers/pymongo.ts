/** PyMongo, 2.6 to 4.20: what `MongoClient` does about TLS. */
import type { DriverModel, PredictQuery, Prediction } from '../types';
import { pymongoOptions } from './catalogue/pymongo';
import { accepted, refused } from './outcome';
import { makeClient, readUriStrictly } from './pymongo/constructor';
import { Refusal } from './refusal';
import { atLeast, before, isVersion } from './versions';

/** Oldest and newest PyMongo that this model was compared with; others count as the nearest of these. */
const oldest = '2.6';
const newest = '4.20.0';

export const pymongo: DriverModel = {
  id: 'pymongo',
  title: 'PyMongo',
  versions: [
    '2.6',
    '2.7',
    '2.8',
    '2.9',
    '3.0',
    '3.1',
    '3.2',
    '3.3',
    '3.4',
    '3.5',
    '3.6',
    '3.7',
    '3.9',
    '3.11',
    '3.12',
    '3.12.1',
    '4.0',
    '4.2',
    '4.4',
    '4.6',
    '4.7',
    '4.8',
    '4.9',
    '4.11',
    '4.12',
    '4.17',
    '4.18',
    '4.19',
    newest,
  ],
  options: pymongoOptions,
  predict: predictPyMongo,
};

/** Predicts as PyMongo, also for the drivers that wrap it. Never throws. */
export function predictPyMongo(query: PredictQuery): Prediction {
  const asked = query.version !== undefined && isVersion(query.version) ? query.version : newest;
  const version = before(asked, oldest) ? oldest : asked;
  const backend = query.backend === 'pyopenssl' && atLeast(version, '3.11') ? 'pyopenssl' : 'ssl';
  const keywords = typeof query.options === 'object' && query.options !== null ? query.options : {};
  const warnings: string[] = [];
  try {
    const client = makeClient({ version, backend, hosts: hostsOf(query, keywords), keywords }, warnings);
    const { by } = client;
    return accepted(
      query,
      {
        warnings,
        tls: client.tls,
        chain: client.chain,
        hostname: client.hostname,
        crl: client.crl,
        ocsp: backend === 'ssl' || !client.chain ? 'none' : client.ocspEndpoint ? 'both' : 'staple',
        clientCertificate: client.certificate,
        // Depends on the Python and its OpenSSL: 3.10 and later start at TLS 1.2.
        minProtocol: null,
        decidedBy: {
          tls: by.tls,
          chain: by.chain,
          hostname: by.hostname,
          crl: by.crl,
          clientCertificate: by.certificate,
        },
      },
      {
        trustElsewhere: client.ca || hasOwnTrust(query),
        commonName: backend === 'ssl',
        mustStaple: true,
      },
    );
  } catch (thrown) {
    if (thrown instanceof Refusal) return refused(thrown.error, thrown.message, warnings, query);
    throw thrown;
  }
}

/** How a strict reading of the URI alone ends when it ends badly, for wrappers that begin with one; undefined when it does not. */
export function refusePyMongoUri(uri: string, version: string, query: PredictQuery): Prediction | undefined {
  const warnings: string[] = [];
  try {
    readUriStrictly(uri, version, warnings);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof Refusal) return refused(thrown.error, thrown.message, warnings, query);
    throw thrown;
  }
}

/** OpenSSL's own variables replace the default trust store of Python and PyOpenSSL. */
function hasOwnTrust(query: PredictQuery): boolean {
  return Boolean(query.env?.['SSL_CERT_FILE'] || query.env?.['SSL_CERT_DIR']);
}

/** The host argument as a list of texts: URI, host, or `localhost`. */
function hostsOf(query: PredictQuery, keywords: Readonly<Record<string, unknown>>): readonly string[] {
  const given: unknown = query.uri ?? query.host ?? keywords['host'];
  if (typeof given === 'string') return [given];
  if (Array.isArray(given)) return given.filter((h) => typeof h === 'string');
  return ['localhost'];
}
