/** Flags of mongosh; its connection string takes the Node driver's options. */
import type { CatalogueOption } from '../../types';
import { node } from '../node';
import { option, sourceOf } from './define';

const source = sourceOf('mongodb-js/mongosh', 'v2.11.0');
const flags = source('packages/arg-parser/src/cli-options.ts');

function pair(
  tls: string,
  ssl: string,
  type: CatalogueOption['type'],
  sets: CatalogueOption['sets'],
  effect: string,
): CatalogueOption[] {
  return [
    option(tls, 'flag', type, sets, effect, flags),
    option(ssl, 'flag', type, sets, `Older name of ${tls}; a warning is printed.`, flags, {
      deprecated: '1.0.0',
      replacedBy: tls,
    }),
  ];
}

export const mongoshOptions: readonly CatalogueOption[] = [
  // The options that the Node driver of today reads from a string.
  ...node.options
    .filter((row) => (row.place === 'uri' || row.place === 'both') && row.removed === undefined)
    .map(({ name, type, sets, effect, source: from }) => option(name, 'uri', type, sets, effect, from)),
  ...pair('tls', 'ssl', 'boolean', 'tls', 'Turns TLS on; wins over tls=false in the connection string.'),
  ...pair(
    'tlsCAFile',
    'sslCAFile',
    'path',
    'caFile',
    'Trusts the authorities in this file besides those of the system; does not turn TLS on.',
  ),
  ...pair(
    'tlsCertificateKeyFile',
    'sslPEMKeyFile',
    'path',
    'certificateKeyFile',
    'Client certificate and its private key in one PEM file; does not turn TLS on.',
  ),
  ...pair(
    'tlsCertificateKeyFilePassword',
    'sslPEMKeyPassword',
    'secret',
    'keyPassword',
    'Password of the private key; asked for when it is needed and not given.',
  ),
  ...pair('tlsCRLFile', 'sslCRLFile', 'path', 'crlFile', 'Revocation list.'),
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
    'Accepted without any effect.',
  ),
  option('tlsFIPSMode', 'flag', 'boolean', undefined, 'Uses the FIPS mode of OpenSSL.', flags),
  option(
    'tlsUseSystemCA',
    'flag',
    'boolean',
    'caFile',
    'Without effect since 2.3.0: the authorities of the system are always trusted.',
    flags,
    { since: '1.2.0', deprecated: '2.3.0' },
  ),
];
