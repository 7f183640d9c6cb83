/**
 * The legacy shell, `mongo` (part of the server up to 5.0). Source: mongodb/mongo src/mongo/util/net/ssl_options_client.idl and .cpp
 * (flags), ssl_manager_openssl.cpp (checks). Read, not run.
 */
import type { Aspect, Decision, DriverModel, PredictQuery, Prediction } from '../types';
import { mongoOptions } from './catalogue/mongo';
import { accepted, byDefault, byOption, byScheme, byUri, refused } from './outcome';
import { asText, uriOf, writtenOptions } from './query';
import { before } from './versions';

/** tls name (since 4.2) to the ssl name that every version knows. */
const sslNames: Readonly<Record<string, string>> = {
  tls: 'ssl',
  tlsCertificateKeyFile: 'sslPEMKeyFile',
  tlsCertificateKeyFilePassword: 'sslPEMKeyPassword',
  tlsCAFile: 'sslCAFile',
  tlsCRLFile: 'sslCRLFile',
  tlsAllowInvalidHostnames: 'sslAllowInvalidHostnames',
  tlsAllowInvalidCertificates: 'sslAllowInvalidCertificates',
  tlsFIPSMode: 'sslFIPSMode',
  tlsCertificateSelector: 'sslCertificateSelector',
  tlsDisabledProtocols: 'sslDisabledProtocols',
};
const known = new Set(Object.values(sslNames));

function predict(query: PredictQuery): Prediction {
  const version = query.version ?? newest;
  const flags = new Map<string, { readonly name: string; readonly value: unknown }>();
  for (const [name, value] of writtenOptions(query)) {
    const bare = name.replace(/^-+/, '');
    if (!/^(tls|ssl)/i.test(bare)) continue;
    const ssl = before(version, '4.2.0') ? bare : (sslNames[bare] ?? bare);
    if (!known.has(ssl))
      return refused(undefined, `Error parsing command line: unrecognised option '--${bare}'`);
    if (value !== false && value !== null) flags.set(ssl, { name, value });
  }
  const uri = uriOf(query);
  let tls = false;
  let tlsBy: Decision = byDefault;
  if (uri.startsWith('mongodb+srv://')) [tls, tlsBy] = [true, byScheme];
  for (const pair of uri.includes('?') ? uri.slice(uri.indexOf('?') + 1).split('&') : []) {
    const at = pair.indexOf('=');
    const name = at < 0 ? pair : pair.slice(0, at);
    const value = pair.slice(at + 1);
    if (!/^(ssl|tls)$/i.test(name) || (name.toLowerCase() === 'tls' && before(version, '4.2.0'))) continue;
    if (value === 'true' || value === 'false') [tls, tlsBy] = [value === 'true', byUri(name)];
  }
  const ssl = flags.get('ssl');
  if (ssl) [tls, tlsBy] = [true, byOption(ssl.name)];
  const needs = [...flags].find(([name]) => name !== 'ssl');
  if (!ssl && needs)
    return refused(
      undefined,
      `Error parsing command line: Option '${needs[1].name.replace(/^-*/, '--')}' requires option '--${before(version, '4.2.0') ? 'ssl' : 'tls'}'`,
    );
  const certificates = flags.get('sslAllowInvalidCertificates');
  const names = certificates ?? flags.get('sslAllowInvalidHostnames');
  const list = flags.get('sslCRLFile');
  const key = flags.get('sslPEMKeyFile') ?? flags.get('sslCertificateSelector');
  const ca = flags.get('sslCAFile');
  if (list && !ca)
    return refused(
      undefined,
      "Error parsing command line: Option '--tlsCRLFile' requires option '--tlsCAFile'",
    );
  const decidedBy: Partial<Record<Aspect, Decision>> = {
    tls: tlsBy,
    chain: certificates ? byOption(certificates.name) : byDefault,
    hostname: names ? byOption(names.name) : byDefault,
    crl: list ? byOption(list.name) : byDefault,
    clientCertificate: key ? byOption(key.name) : byDefault,
  };
  return accepted(
    query,
    {
      warnings: [],
      tls,
      // Without --sslCAFile old shells verified nothing; which release began to use the system's store was not read.
      chain: certificates ? false : ca || !before(version, '4.2.0') ? true : null,
      hostname: !names,
      crl: list !== undefined,
      ocsp: before(version, '4.4.0') ? 'none' : certificates ? 'none' : 'both',
      clientCertificate: key !== undefined,
      minProtocol: 'TLS 1.2',
      decidedBy,
    },
    { caFile: asText(ca?.value) ?? (ca ? ca.name : undefined), commonName: true, mustStaple: true },
  );
}

const newest = '5.0.0';

export const mongo: DriverModel = {
  id: 'mongo',
  title: 'legacy mongo shell',
  versions: ['3.0.0', '4.2.0', '4.4.0', newest],
  options: mongoOptions,
  predict,
};
