/**
 * mongod and mongos: whether the settings make sense together and whether the server will offer TLS. A server's checks are about its
 * clients and peers, so chain and host name stay unknown here. Source: mongodb/mongo src/mongo/util/net/ssl_options_server.idl and .cpp (read).
 */
import type { DriverModel, PredictQuery, Prediction } from '../types';
import { mongodOptions } from './catalogue/mongod';
import { accepted, byDefault, byOption, refused } from './outcome';
import { writtenOptions } from './query';

/** Names of the configuration file, the command line and before 4.2 in one form: `net.ssl.PEMKeyFile`, `--sslPEMKeyFile`, `--tlsCertificateKeyFile` → `certificateKeyFile`. */
function setting(name: string): { readonly key: string; readonly old: boolean } | undefined {
  const match = /^-*(?:net\.)?(tls|ssl)\.?(.+)$/i.exec(name);
  if (!match) return undefined;
  const rest = match[2]!.charAt(0).toLowerCase() + match[2]!.slice(1);
  const renamed: Readonly<Record<string, string>> = {
    pEMKeyFile: 'certificateKeyFile',
    pEMKeyPassword: 'certificateKeyFilePassword',
    weakCertificateValidation: 'allowConnectionsWithoutCertificates',
    sslOnNormalPorts: 'onNormalPorts',
    tlsOnNormalPorts: 'onNormalPorts',
  };
  return { key: renamed[rest] ?? rest, old: match[1]!.toLowerCase() === 'ssl' };
}

const modes = new Set([
  'disabled',
  'allowTLS',
  'preferTLS',
  'requireTLS',
  'allowSSL',
  'preferSSL',
  'requireSSL',
]);
const exclusive: readonly (readonly [string, string])[] = [
  ['mode', 'onNormalPorts'],
  ['certificateKeyFile', 'certificateSelector'],
  ['clusterFile', 'clusterCertificateSelector'],
];

function predict(query: PredictQuery): Prediction {
  const found = new Map<string, { readonly name: string; readonly value: unknown; readonly old: boolean }>();
  for (const [name, value] of writtenOptions(query)) {
    const known = setting(name);
    if (!known) continue;
    const present = found.get(known.key);
    if (present && present.old !== known.old)
      return refused(undefined, `BadValue: ${name} conflicts with ${present.name}: use only one of them`);
    found.set(known.key, { name, value, old: known.old });
  }
  for (const [a, b] of exclusive) {
    if (found.has(a) && found.has(b))
      return refused(
        undefined,
        `BadValue: ${found.get(a)!.name} is not allowed when ${found.get(b)!.name} is specified`,
      );
  }
  const mode = found.get('mode');
  if (mode && typeof mode.value === 'string' && !modes.has(mode.value))
    return refused(undefined, `BadValue: unsupported value for ${mode.name} ${mode.value}`);
  const ports = found.get('onNormalPorts');
  const on = mode ? mode.value !== 'disabled' : ports !== undefined && ports.value !== false;
  if (on && !found.has('certificateKeyFile') && !found.has('certificateSelector')) {
    return refused(
      undefined,
      'BadValue: need tlsCertificateKeyFile or certificateSelector when TLS is enabled',
    );
  }
  if (on && found.has('cRLFile') && !found.has('cAFile'))
    return refused(undefined, 'BadValue: need tlsCAFile with tlsCRLFile');
  if (!on && found.size > 0 && !mode && !ports) {
    return refused(
      undefined,
      'BadValue: need to enable TLS via the sslMode/tlsMode flag when using TLS configuration parameters',
    );
  }
  const by = mode ?? ports;
  return accepted(
    query,
    {
      warnings: [],
      tls: on,
      chain: null,
      hostname: null,
      crl: null,
      ocsp: null,
      clientCertificate: null,
      minProtocol: null,
      decidedBy: { tls: by ? byOption(by.name) : byDefault },
    },
    { commonName: null, mustStaple: false },
  );
}

const newest = '8.0.0';

export const mongod: DriverModel = {
  id: 'mongod',
  title: 'mongod and mongos',
  versions: ['2.6.0', '4.2.0', '7.0.0', newest],
  options: mongodOptions,
  predict,
};
