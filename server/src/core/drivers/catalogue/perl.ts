/** Options of the Perl driver: connection string and the ssl attribute (options of IO::Socket::SSL). */
import type { CatalogueOption } from '../../types';
import { option, sourceOf } from './define';

const source = sourceOf('mongodb/mongo-perl-driver', 'v2.2.2');
const uri = source('lib/MongoDB/MongoClient.pm', 'sub __ssl_from_uri');
const code = source(
  'lib/MongoDB/MongoClient.pm',
  'attribute ssl; the SSL_ names are those of IO::Socket::SSL',
);

export const perlOptions: readonly CatalogueOption[] = [
  option(
    'tls',
    'uri',
    'boolean',
    'tls',
    'Turns TLS on or off; another spelling than true and false is ignored with a warning.',
    uri,
    { since: '2.1.1' },
  ),
  option('ssl', 'both', 'boolean', 'tls', 'Turns TLS on or off; in code also a hash of SSL_ options.', code),
  option(
    'tlsCAFile',
    'uri',
    'path',
    'caFile',
    'Trusts only the authorities in this file; turns TLS on, even beside tls=false.',
    uri,
    { since: '2.1.1' },
  ),
  option(
    'tlsCertificateKeyFile',
    'uri',
    'path',
    'certificateKeyFile',
    'Client certificate and its private key in one PEM file; turns TLS on.',
    uri,
    { since: '2.1.1' },
  ),
  option(
    'tlsCertificateKeyFilePassword',
    'uri',
    'secret',
    'keyPassword',
    'Password of the private key; turns TLS on.',
    uri,
    { since: '2.1.1' },
  ),
  option(
    'tlsAllowInvalidCertificates',
    'uri',
    'boolean',
    'allowInvalidCertificates',
    'Accepts any certificate for any host name, even with the value false. Turns TLS on.',
    uri,
    { since: '2.1.1' },
  ),
  option(
    'tlsAllowInvalidHostnames',
    'uri',
    'boolean',
    'allowInvalidHostnames',
    'Does not check the host name, even with the value false. Turns TLS on.',
    uri,
    { since: '2.1.1' },
  ),
  option(
    'tlsInsecure',
    'uri',
    'boolean',
    'insecure',
    'Accepts any certificate for any host name, even with the value false. Turns TLS on.',
    uri,
    { since: '2.1.1' },
  ),
  option('SSL_ca_file', 'code', 'path', 'caFile', 'Trusts only the authorities in this file.', code, {
    aliases: ['SSL_ca_path'],
  }),
  option('SSL_cert_file', 'code', 'path', 'certificateFile', 'Client certificate.', code),
  option('SSL_key_file', 'code', 'path', 'keyFile', 'Private key of SSL_cert_file.', code),
  option(
    'SSL_passwd_cb',
    'code',
    'secret',
    'keyPassword',
    'Function that gives the password of the private key.',
    code,
  ),
  option(
    'SSL_verify_mode',
    'code',
    'number',
    'insecure',
    '0 (SSL_VERIFY_NONE) accepts any certificate for any host name.',
    code,
  ),
  option(
    'SSL_verifycn_scheme',
    'code',
    'string',
    'allowInvalidHostnames',
    '`none` does not check the host name.',
    code,
  ),
];
