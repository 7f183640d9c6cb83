/** Flags of the legacy shell. */
import type { CatalogueOption } from '../../types';
import { option } from './define';

const flags = { repo: 'mongodb/mongo', ref: '0c95addd', path: 'src/mongo/util/net/ssl_options_client.idl' };

function pair(
  tls: string,
  ssl: string,
  type: CatalogueOption['type'],
  sets: CatalogueOption['sets'],
  effect: string,
): CatalogueOption[] {
  return [
    option(tls, 'flag', type, sets, effect, flags, { since: '4.2.0' }),
    option(ssl, 'flag', type, sets, `Older name of ${tls}.`, flags, { deprecated: '4.2.0', replacedBy: tls }),
  ];
}

export const mongoOptions: readonly CatalogueOption[] = [
  ...pair('tls', 'ssl', 'boolean', 'tls', 'Turns TLS on; the other flags need it.'),
  ...pair('tlsCAFile', 'sslCAFile', 'path', 'caFile', 'Trusts only the authorities in this file.'),
  ...pair(
    'tlsCertificateKeyFile',
    'sslPEMKeyFile',
    'path',
    'certificateKeyFile',
    'Client certificate and its private key in one PEM file.',
  ),
  ...pair(
    'tlsCertificateKeyFilePassword',
    'sslPEMKeyPassword',
    'secret',
    'keyPassword',
    'Password of the private key.',
  ),
  ...pair('tlsCRLFile', 'sslCRLFile', 'path', 'crlFile', 'Revocation list; needs the file of authorities.'),
  ...pair(
    'tlsAllowInvalidCertificates',
    'sslAllowInvalidCertificates',
    'boolean',
    'allowInvalidCertificates',
    'Accepts any certificate for any host name.',
  ),
  ...pair(
    'tlsAllowInvalidHostnames',
    'sslAllowInvalidHostnames',
    'boolean',
    'allowInvalidHostnames',
    'Does not check the host name.',
  ),
  ...pair(
    'tlsCertificateSelector',
    'sslCertificateSelector',
    'string',
    'certificateKeyFile',
    'Client certificate from the store of Windows or macOS.',
  ),
  ...pair(
    'tlsDisabledProtocols',
    'sslDisabledProtocols',
    'string',
    'protocols',
    'Protocol versions that are not used.',
  ),
  ...pair('tlsFIPSMode', 'sslFIPSMode', 'boolean', undefined, 'Uses the FIPS mode of the TLS library.'),
];
