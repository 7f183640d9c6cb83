/** Options of mongocxx: connection string and options::tls. */
import type { CatalogueOption } from '../../types';
import { option, sourceOf } from './define';
import { libmongocUriOptions } from './libmongoc';

const source = sourceOf('mongodb/mongo-cxx-driver', 'r4.5.0');
const tls = source(
  'src/mongocxx/lib/mongocxx/v_noabi/mongocxx/client.cpp',
  'an exception when the connection string does not turn TLS on',
);

export const cxxOptions: readonly CatalogueOption[] = [
  ...libmongocUriOptions('3.5.0', '3.6.0'),
  option(
    'tls_opts',
    'code',
    'object',
    'context',
    'options::client: the options::tls object; the connection string must turn TLS on.',
    tls,
    { since: '3.5.0', aliases: ['ssl_opts'] },
  ),
  option(
    'pem_file',
    'code',
    'path',
    'certificateKeyFile',
    'options::tls: client certificate and its private key in one PEM file.',
    tls,
  ),
  option('pem_password', 'code', 'secret', 'keyPassword', 'options::tls: password of the private key.', tls),
  option('ca_file', 'code', 'path', 'caFile', 'options::tls: trusts only the authorities in this file.', tls),
  option(
    'ca_dir',
    'code',
    'path',
    'caFile',
    'options::tls: trusts the authorities in this folder of hashed names.',
    tls,
  ),
  option(
    'crl_file',
    'code',
    'path',
    'crlFile',
    'options::tls: revocation list, checked for the server certificate.',
    tls,
  ),
  option(
    'allow_invalid_certificates',
    'code',
    'boolean',
    'allowInvalidCertificates',
    'options::tls: accepts any certificate; the host name is not checked either.',
    tls,
  ),
];
