/** Settings of mongod and mongos: configuration file (net.tls.*) and flags. */
import type { CatalogueOption } from '../../types';
import { option } from './define';

const idl = { repo: 'mongodb/mongo', ref: '39f7c903', path: 'src/mongo/util/net/ssl_options_server.idl' };
const parameters = { repo: 'mongodb/mongo', ref: '9b4febc0', path: 'src/mongo/util/net/ssl_parameters.idl' };

/** One setting in its four spellings: net.tls.X, --tlsX, and both as they were called before 4.2 (net.ssl.Y, --sslY; same name unless given). */
function rows(
  name: string,
  type: CatalogueOption['type'],
  sets: CatalogueOption['sets'],
  effect: string,
  old?: string,
  since = '4.2.0',
): CatalogueOption[] {
  const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
  const config = option(`net.tls.${name}`, 'config', type, sets, effect, idl, { since });
  const flag = option(`tls${upper(name)}`, 'flag', type, sets, effect, idl, { since });
  if (old === '') return [config, flag];
  const former = old ?? name;
  const note = `Older name of net.tls.${name}.`;
  return [
    config,
    flag,
    option(`net.ssl.${former}`, 'config', type, sets, note, idl, {
      deprecated: '4.2.0',
      replacedBy: config.name,
    }),
    option(`ssl${upper(former)}`, 'flag', type, sets, note, idl, {
      deprecated: '4.2.0',
      replacedBy: flag.name,
    }),
  ];
}

export const mongodOptions: readonly CatalogueOption[] = [
  ...rows(
    'mode',
    'string',
    'tls',
    'disabled, allowTLS, preferTLS or requireTLS (before 4.2: allowSSL, preferSSL, requireSSL): whether the server speaks and asks for TLS.',
  ),
  option('tlsOnNormalPorts', 'flag', 'boolean', 'tls', 'Same as --tlsMode requireTLS.', idl, {
    since: '4.2.0',
    deprecated: '4.2.0',
    replacedBy: 'tlsMode',
  }),
  option('sslOnNormalPorts', 'flag', 'boolean', 'tls', 'Same as --tlsMode requireTLS.', idl, {
    deprecated: '2.6.0',
    replacedBy: 'tlsMode',
  }),
  option('net.ssl.sslOnNormalPorts', 'config', 'boolean', 'tls', 'Same as net.tls.mode: requireTLS.', idl, {
    deprecated: '2.6.0',
    replacedBy: 'net.tls.mode',
  }),
  ...rows(
    'certificateKeyFile',
    'path',
    'certificateKeyFile',
    'Certificate and private key of the server in one PEM file; needed when TLS is on.',
    'PEMKeyFile',
  ),
  ...rows(
    'certificateKeyFilePassword',
    'secret',
    'keyPassword',
    'Password of the private key.',
    'PEMKeyPassword',
  ),
  ...rows(
    'clusterFile',
    'path',
    'certificateKeyFile',
    'Certificate and key for connections inside the cluster; certificateKeyFile when absent.',
  ),
  ...rows('clusterPassword', 'secret', 'keyPassword', 'Password of the private key in clusterFile.'),
  ...rows(
    'CAFile',
    'path',
    'caFile',
    'Authorities for the certificates of clients and peers; clients must then present one, unless allowConnectionsWithoutCertificates.',
  ),
  ...rows(
    'clusterCAFile',
    'path',
    'caFile',
    'Authorities for the certificates of incoming connections; needs CAFile.',
  ),
  ...rows('CRLFile', 'path', 'crlFile', 'Revocation list; needs CAFile.'),
  ...rows(
    'allowConnectionsWithoutCertificates',
    'boolean',
    undefined,
    'Clients may connect without a certificate; one that is presented is checked.',
  ),
  option(
    'net.ssl.weakCertificateValidation',
    'config',
    'boolean',
    undefined,
    'Older name of allowConnectionsWithoutCertificates.',
    idl,
    { deprecated: '3.0.0', replacedBy: 'net.tls.allowConnectionsWithoutCertificates' },
  ),
  option(
    'sslWeakCertificateValidation',
    'flag',
    'boolean',
    undefined,
    'Older name of allowConnectionsWithoutCertificates.',
    idl,
    { deprecated: '3.0.0', replacedBy: 'tlsAllowConnectionsWithoutCertificates' },
  ),
  ...rows(
    'allowInvalidCertificates',
    'boolean',
    'allowInvalidCertificates',
    'Accepts any certificate of clients and peers.',
  ),
  ...rows(
    'allowInvalidHostnames',
    'boolean',
    'allowInvalidHostnames',
    'Does not check host names of connections inside the cluster.',
  ),
  ...rows(
    'disabledProtocols',
    'string',
    'protocols',
    'Protocol versions that are refused, such as TLS1_0,TLS1_1; `none` allows the old ones again.',
  ),
  ...rows('FIPSMode', 'boolean', undefined, 'Uses the FIPS mode of the TLS library.'),
  ...rows(
    'certificateSelector',
    'string',
    'certificateKeyFile',
    'Server certificate from the store of Windows or macOS.',
  ),
  ...rows(
    'clusterCertificateSelector',
    'string',
    'certificateKeyFile',
    'Cluster certificate from the store of Windows or macOS.',
  ),
  ...rows('logVersions', 'string', undefined, 'Logs when these protocol versions are used.', ''),
  ...rows(
    'clusterAuthX509.attributes',
    'string',
    undefined,
    'Attributes that the certificate of a peer must have.',
    '',
    '7.0.0',
  ),
  ...rows(
    'clusterAuthX509.extensionValue',
    'string',
    undefined,
    'Extension value that the certificate of a peer must have.',
    '',
    '7.0.0',
  ),
  option(
    'setParameter.tlsMode',
    'config',
    'string',
    'tls',
    'Changes the mode of a running server, step by step.',
    parameters,
  ),
  option(
    'setParameter.ocspEnabled',
    'config',
    'boolean',
    'disableRevocationCheck',
    'Staples and checks OCSP answers; on by default.',
    parameters,
    { inverted: true },
  ),
  option(
    'setParameter.tlsUseSystemCA',
    'config',
    'boolean',
    'caFile',
    'Trusts the authorities of the operating system; excludes CAFile.',
    parameters,
  ),
  option(
    'setParameter.opensslCipherConfig',
    'config',
    'string',
    undefined,
    'Cipher list of OpenSSL.',
    parameters,
  ),
  option(
    'setParameter.tlsWithholdClientCertificate',
    'config',
    'boolean',
    undefined,
    'Sends no certificate on outgoing connections.',
    parameters,
  ),
  option(
    'setParameter.suppressNoTLSPeerCertificateWarning',
    'config',
    'boolean',
    undefined,
    'Does not warn about clients without a certificate.',
    parameters,
  ),
  option(
    'setParameter.disableNonTLSConnectionLogging',
    'config',
    'boolean',
    undefined,
    'Does not log connections without TLS.',
    parameters,
  ),
];
