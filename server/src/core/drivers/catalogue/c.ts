/** Options of libmongoc: connection string and mongoc_ssl_opt_t. */
import type { CatalogueOption } from '../../types';
import { option, sourceOf } from './define';
import { libmongocUriOptions } from './libmongoc';

const source = sourceOf('mongodb/mongo-c-driver', '2.5.0');
const ssl = source(
  'src/libmongoc/src/mongoc/mongoc-ssl.h',
  'mongoc_client_set_ssl_opts replaces the settings of the connection string and turns TLS on',
);

export const cOptions: readonly CatalogueOption[] = [
  ...libmongocUriOptions('1.15.0', '1.17.0'),
  option(
    'pem_file',
    'code',
    'path',
    'certificateKeyFile',
    'mongoc_ssl_opt_t: client certificate and its private key in one PEM file.',
    ssl,
  ),
  option('pem_pwd', 'code', 'secret', 'keyPassword', 'mongoc_ssl_opt_t: password of the private key.', ssl),
  option(
    'ca_file',
    'code',
    'path',
    'caFile',
    'mongoc_ssl_opt_t: trusts only the authorities in this file.',
    ssl,
  ),
  option(
    'ca_dir',
    'code',
    'path',
    'caFile',
    'mongoc_ssl_opt_t: trusts the authorities in this folder of hashed names.',
    ssl,
  ),
  option(
    'crl_file',
    'code',
    'path',
    'crlFile',
    'mongoc_ssl_opt_t: revocation list, checked for the server certificate.',
    ssl,
  ),
  option(
    'weak_cert_validation',
    'code',
    'boolean',
    'allowInvalidCertificates',
    'mongoc_ssl_opt_t: accepts any certificate; the host name is not checked either.',
    ssl,
  ),
  option(
    'allow_invalid_hostname',
    'code',
    'boolean',
    'allowInvalidHostnames',
    'mongoc_ssl_opt_t: does not check the host name.',
    ssl,
    { since: '1.8.0' },
  ),
];
