/**
 * The Database Tools (mongodump, mongorestore, …): flags of their own over the Go driver. Source: mongodb/mongo-tools
 * common/options/options.go (flags, setOptionsFromURI) and common/db/db.go (configureClient); 100.7 was run.
 */
import type { Aspect, Decision, DriverModel, PredictQuery, Prediction } from '../types';
import { toolsOptions } from './catalogue/tools';
import { go } from './go';
import { accepted, byDefault, byOption, refused } from './outcome';
import { asText, uriOf, writtenOptions } from './query';

const bypasses = ['tlsInsecure', 'sslAllowInvalidCertificates', 'sslAllowInvalidHostnames'];
const flags = new Set([
  'ssl',
  'sslCAFile',
  'sslPEMKeyFile',
  'sslPEMKeyPassword',
  'sslCRLFile',
  'sslFIPSMode',
  ...bypasses,
]);

/** setOptionsFromURI: a flag and the string may not say different things. */
function differ(what: string, uri: string, flag: string, name: string): string {
  return `error parsing command line options: Invalid Options: Cannot specify different ${what} in connection URI and command-line option \`${uri}\` was specified in the URI and \`${flag}\` was specified in the ${name} option`;
}

/** The value of an option of the connection string, by its lower-case names; undefined when it is not there. */
function inUri(uri: string, ...names: string[]): string | undefined {
  const query = uri.slice(uri.indexOf('?') + 1);
  if (!uri.includes('?')) return undefined;
  for (const pair of query.split(/[&;]/)) {
    const at = pair.indexOf('=');
    if (at > 0 && names.includes(pair.slice(0, at).toLowerCase())) return pair.slice(at + 1);
  }
  return undefined;
}

function predict(query: PredictQuery): Prediction {
  const written = new Map(
    writtenOptions(query).map(([name, value]) => [name.replace(/^-+/, ''), { name, value }]),
  );
  const unknown = [...written.keys()].find((name) => /^(tls|ssl)/i.test(name) && !flags.has(name));
  if (unknown !== undefined)
    return refused(undefined, `error parsing command line options: unknown option \`${unknown}'`);
  const uri = uriOf(query);
  // The string goes through the Go driver's parser first; the tools carry a version of 1.x.
  const { options: _flags, server: _server, ...rest } = query;
  const parsed = go.predict({ ...rest, driver: 'go', version: '1.17.9', uri });
  if (parsed.outcome === 'error')
    return refused(undefined, `error parsing command line options: ${parsed.message}`);
  const flag = (name: string): string | undefined => {
    const entry = written.get(name);
    return entry && entry.value !== false && entry.value !== null ? entry.name : undefined;
  };
  const ssl = flag('ssl');
  if (ssl !== undefined && inUri(uri, 'ssl', 'tls') === 'false')
    return refused(undefined, differ('ssl', 'false', 'true', '--ssl'));
  const bypass = bypasses.map(flag).find((name) => name !== undefined);
  const insecureUri = inUri(uri, 'tlsinsecure', 'sslinsecure');
  if (bypass !== undefined && insecureUri === 'false') {
    return refused(
      undefined,
      differ('sslInsecure or tlsInsecure', 'false', 'true', '--sslAllowInvalidCert or --sslAllowInvalidHost'),
    );
  }
  const caUri = inUri(uri, 'tlscafile', 'sslcertificateauthorityfile');
  const caFlag = asText(written.get('sslCAFile')?.value);
  if (caUri !== undefined && caFlag !== undefined && caUri !== caFlag)
    return refused(undefined, differ('sslCAFile', caUri, caFlag, '--sslCAFile'));
  const keyUri = inUri(uri, 'tlscertificatekeyfile', 'sslclientcertificatekeyfile');
  const keyFlag = asText(written.get('sslPEMKeyFile')?.value);
  if (keyUri !== undefined && keyFlag !== undefined && keyUri !== keyFlag) {
    return refused(undefined, differ('sslClientCertificateKeyFile', keyUri, keyFlag, '--sslPEMKeyFile'));
  }
  // The flags for files do not turn TLS on: --sslCAFile without --ssl talks plaintext.
  const on = ssl !== undefined || parsed.tls;
  if (on && flag('sslFIPSMode') !== undefined)
    return refused(undefined, 'error configuring the connector: FIPS mode not supported');
  if (on && flag('sslCRLFile') !== undefined)
    return refused(
      undefined,
      'error configuring the connector: CRL files are not supported on this platform',
    );
  const warnings: string[] = [];
  if (flag('sslAllowInvalidCertificates') !== undefined || flag('sslAllowInvalidHostnames') !== undefined) {
    warnings.push(
      'WARNING: --sslAllowInvalidCertificates and --sslAllowInvalidHostnames are deprecated, please use --tlsInsecure instead',
    );
  }
  // Each of the three skips every check, the one named after host names too (db.go sets InsecureSkipVerify).
  const insecure = bypass !== undefined || insecureUri === 'true';
  const insecureBy: Decision =
    bypass !== undefined ? byOption(bypass) : (parsed.decidedBy.chain ?? byDefault);
  const key = flag('sslPEMKeyFile');
  const decidedBy: Partial<Record<Aspect, Decision>> = {
    tls: ssl !== undefined ? byOption(ssl) : (parsed.decidedBy.tls ?? byDefault),
    chain: insecureBy,
    hostname: insecureBy,
    crl: byDefault,
    clientCertificate: key !== undefined ? byOption(key) : (parsed.decidedBy.clientCertificate ?? byDefault),
  };
  return accepted(
    query,
    {
      warnings,
      tls: on,
      chain: !insecure,
      hostname: !insecure,
      crl: false,
      ocsp: insecure ? 'none' : inUri(uri, 'tlsdisableocspendpointcheck') === 'true' ? 'staple' : 'both',
      clientCertificate: key !== undefined || parsed.clientCertificate === true,
      minProtocol: 'TLS 1.2',
      decidedBy,
    },
    { caFile: caFlag ?? caUri ?? query.env?.SSL_CERT_FILE, commonName: false, mustStaple: true },
  );
}

const newest = '100.18.0';

export const tools: DriverModel = {
  id: 'tools',
  title: 'MongoDB Database Tools',
  versions: ['100.0.0', newest],
  options: toolsOptions,
  predict,
};
