/** Options of the PHP driver: connection string and $uriOptions (same names), and $driverOptions. */
import type { CatalogueOption } from '../../types';
import { option, sourceOf } from './define';
import { libmongocUriOptions } from './libmongoc';

const source = sourceOf('mongodb/mongo-php-driver', '1.20.0');
const driver = source('src/phongo_client.c', 'removed in 2.0: UPGRADE-2.0.md of branch v2.x');
const kept = source('src/phongo_client.c');

const former = { deprecated: '1.7.0', removed: '2.0.0' };

export const phpOptions: readonly CatalogueOption[] = [
  ...libmongocUriOptions('1.6.0', '1.8.0', 'both'),
  option(
    'allow_invalid_hostname',
    'code',
    'boolean',
    'allowInvalidHostnames',
    'Driver option: does not check the host name.',
    driver,
    { ...former, replacedBy: 'tlsAllowInvalidHostnames' },
  ),
  option(
    'weak_cert_validation',
    'code',
    'boolean',
    'allowInvalidCertificates',
    'Driver option: accepts any certificate; the host name is not checked either.',
    driver,
    { ...former, replacedBy: 'tlsAllowInvalidCertificates' },
  ),
  option(
    'allow_self_signed',
    'code',
    'boolean',
    'allowInvalidCertificates',
    'Stream context option: accepts any certificate, not only self-signed ones.',
    driver,
    { ...former, replacedBy: 'tlsAllowInvalidCertificates' },
  ),
  option(
    'ca_file',
    'code',
    'path',
    'caFile',
    'Driver option: trusts only the authorities in this file.',
    driver,
    { ...former, replacedBy: 'tlsCAFile' },
  ),
  option(
    'cafile',
    'code',
    'path',
    'caFile',
    'Stream context option: trusts only the authorities in this file.',
    driver,
    { ...former, replacedBy: 'tlsCAFile' },
  ),
  option(
    'ca_dir',
    'code',
    'path',
    'caFile',
    'Driver option: trusts the authorities in this folder of hashed names.',
    kept,
  ),
  option(
    'capath',
    'code',
    'path',
    'caFile',
    'Stream context option: trusts the authorities in this folder.',
    driver,
    { ...former, replacedBy: 'ca_dir' },
  ),
  option(
    'pem_file',
    'code',
    'path',
    'certificateKeyFile',
    'Driver option: client certificate and its private key in one PEM file.',
    driver,
    { ...former, replacedBy: 'tlsCertificateKeyFile' },
  ),
  option(
    'local_cert',
    'code',
    'path',
    'certificateKeyFile',
    'Stream context option: client certificate and its private key in one PEM file.',
    driver,
    { ...former, replacedBy: 'tlsCertificateKeyFile' },
  ),
  option('pem_pwd', 'code', 'secret', 'keyPassword', 'Driver option: password of the private key.', driver, {
    ...former,
    replacedBy: 'tlsCertificateKeyFilePassword',
  }),
  option(
    'passphrase',
    'code',
    'secret',
    'keyPassword',
    'Stream context option: password of the private key.',
    driver,
    { ...former, replacedBy: 'tlsCertificateKeyFilePassword' },
  ),
  option(
    'crl_file',
    'code',
    'path',
    'crlFile',
    'Driver option: revocation list, checked for the server certificate; the connection string has no name for it.',
    kept,
  ),
  option(
    'context',
    'code',
    'object',
    'context',
    'Driver option: a stream context whose ssl options are read.',
    driver,
    { deprecated: '1.11.0', removed: '2.0.0' },
  ),
  option(
    'verify_peer',
    'code',
    'boolean',
    undefined,
    'Stream context option without effect in this driver.',
    driver,
  ),
  option(
    'verify_peer_name',
    'code',
    'boolean',
    undefined,
    'Stream context option without effect in this driver.',
    driver,
  ),
];
