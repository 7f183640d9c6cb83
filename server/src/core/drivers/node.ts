/** The Node.js driver (`mongodb` on npm), 2.2 to 7.9: what `MongoClient` does about TLS. */
import type { DriverModel, PredictQuery, Prediction } from '../types';
import { nodeOptions } from './catalogue/node';
import { makeNodeClient } from './node/constructor';
import { legacyNodeClient } from './node/legacy';
import { accepted, refused } from './outcome';
import { Refusal } from './refusal';
import { atLeast, before, isVersion } from './versions';

/** Oldest and newest driver that this model was compared with; others count as the nearest of these. */
const oldest = '2.2.0';
const newest = '7.9.0';

export const node: DriverModel = {
  id: 'node',
  title: 'Node.js driver',
  versions: [
    oldest,
    '3.0.0',
    '3.1.0',
    '3.3.0',
    '3.4.0',
    '4.0.0',
    '4.1.0',
    '4.1.2',
    '4.2.0',
    '4.3.0',
    '4.4.0',
    '4.7.0',
    '4.10.0',
    '4.11.0',
    '5.0.0',
    '5.2.0',
    '5.3.0',
    '5.4.0',
    '5.7.0',
    '5.8.0',
    '6.0.0',
    '6.3.0',
    '6.5.0',
    '6.7.0',
    '6.9.0',
    '6.11.0',
    '6.18.0',
    '7.0.0',
    '7.2.0',
    '7.8.0',
    newest,
  ],
  options: nodeOptions,
  predict: predictNode,
};

/** Predicts as the Node driver, also for the libraries that wrap it. Never throws. */
export function predictNode(query: PredictQuery): Prediction {
  const asked = query.version !== undefined && isVersion(query.version) ? query.version : newest;
  const version = before(asked, oldest) ? oldest : asked;
  const options = typeof query.options === 'object' && query.options !== null ? query.options : {};
  const env = typeof query.env === 'object' && query.env !== null ? query.env : {};
  const warnings: string[] = [];
  try {
    const given = { version, uri: uriOf(query), options, env };
    const client = atLeast(version, '4.0.0-0')
      ? makeNodeClient(given, warnings)
      : legacyNodeClient(given, warnings);
    const { by, brokenCheck } = client;
    const lowest = minProtocol(version, client, env);
    const made = accepted(
      query,
      {
        warnings,
        // Node refuses such a connection before it sends a byte: nothing is encrypted because nothing is sent.
        tls: client.tls && !brokenCheck,
        chain: client.chain,
        hostname: client.hostname,
        crl: client.crl,
        ocsp: 'none',
        clientCertificate: client.certificate,
        minProtocol: lowest,
        decidedBy: {
          tls: brokenCheck ? by.hostname : by.tls,
          chain: by.chain,
          hostname: by.hostname,
          crl: by.crl,
          clientCertificate: by.certificate,
        },
      },
      {
        trustElsewhere: client.ca || client.secureContext || Boolean(env['NODE_EXTRA_CA_CERTS']),
        commonName: true,
        mustStaple: false,
        tls11: lowest === null ? null : false,
      },
    );
    return brokenCheck && query.server !== undefined ? { ...made, connected: false } : made;
  } catch (thrown) {
    if (thrown instanceof Refusal) return refused(thrown.error, thrown.message, warnings, query);
    throw thrown;
  }
}

/** Driver 4 needs Node 12, whose lowest version is TLS 1.2 unless the program or the command line says otherwise. */
function minProtocol(
  version: string,
  client: { readonly secureContext: boolean; readonly secureProtocol: boolean },
  env: Readonly<Record<string, string>>,
): string | null {
  if (before(version, '4.0.0') || client.secureContext || client.secureProtocol) return null;
  const option = /--tls-min-v(1\.[0-3])/.exec(String(env['NODE_OPTIONS'] ?? ''));
  return option ? `TLS ${option[1]}` : 'TLS 1.2';
}

/** The first argument of the constructor: a URI. Only hosts stand for a URI without options. */
function uriOf(query: PredictQuery): string {
  if (typeof query.uri === 'string') return query.uri;
  const hosts: unknown = query.host;
  const list =
    typeof hosts === 'string'
      ? hosts
      : Array.isArray(hosts)
        ? hosts.filter((h) => typeof h === 'string').join(',')
        : '';
  if (list.includes('://')) return list;
  return `mongodb://${list || 'localhost'}/`;
}
