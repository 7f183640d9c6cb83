/** Flags of the Database Tools; their --uri takes the Go driver's options. */
import type { CatalogueOption } from '../../types';
import { goOptions } from './go';
import { option, sourceOf } from './define';

const source = sourceOf('mongodb/mongo-tools', '100.18.0');
const flags = source('common/options/options.go', 'type SSL struct; there is no flag --tls');
const connect = source('common/db/db.go');

export const toolsOptions: readonly CatalogueOption[] = [
  ...goOptions
    .filter((row) => row.place === 'uri' || row.place === 'both')
    .map((row) => ({ ...row, place: 'uri' as const })),
  option('ssl', 'flag', 'boolean', 'tls', 'Turns TLS on.', flags),
  option(
    'sslCAFile',
    'flag',
    'path',
    'caFile',
    'Trusts only the authorities in this file; does not turn TLS on.',
    flags,
  ),
  option(
    'sslPEMKeyFile',
    'flag',
    'path',
    'certificateKeyFile',
    'Client certificate and its private key in one PEM file; does not turn TLS on.',
    flags,
  ),
  option(
    'sslPEMKeyPassword',
    'flag',
    'secret',
    'keyPassword',
    'Password of the private key; a list of processes shows it.',
    flags,
  ),
  option(
    'sslCRLFile',
    'flag',
    'path',
    'crlFile',
    'Refused by every version since 100.0: the Go TLS library reads no revocation lists.',
    connect,
  ),
  option('sslFIPSMode', 'flag', 'boolean', undefined, 'Refused by every version since 100.0.', connect),
  option(
    'tlsInsecure',
    'flag',
    'boolean',
    'insecure',
    'Turns off the checks of the chain, the host name and revocation.',
    flags,
  ),
  option(
    'sslAllowInvalidCertificates',
    'flag',
    'boolean',
    'insecure',
    'Turns off every check, like tlsInsecure.',
    flags,
    { deprecated: '100.0.0', replacedBy: 'tlsInsecure' },
  ),
  option(
    'sslAllowInvalidHostnames',
    'flag',
    'boolean',
    'insecure',
    'Turns off every check, not only that of the host name.',
    flags,
    { deprecated: '100.0.0', replacedBy: 'tlsInsecure' },
  ),
];
