/** Options of the Rust driver: connection string and TlsOptions. */
import type { CatalogueOption } from '../../types';
import { option, sourceOf } from './define';

const source = sourceOf('mongodb/mongo-rust-driver', 'v3.8.1');
const uri = source('driver/src/client/options.rs', 'parse_option_pair; any other name is an error');
const code = source('driver/src/client/options.rs', 'struct TlsOptions');

export const rustOptions: readonly CatalogueOption[] = [
  option('tls', 'both', 'boolean', 'tls', 'Turns TLS on or off; may not contradict another TLS option.', uri),
  option('ssl', 'uri', 'boolean', 'tls', 'Older name of tls.', uri, { replacedBy: 'tls' }),
  option(
    'tlsCAFile',
    'uri',
    'path',
    'caFile',
    'Trusts only the authorities in this file; turns TLS on.',
    uri,
  ),
  option(
    'tlsCertificateKeyFile',
    'uri',
    'path',
    'certificateKeyFile',
    'Client certificate and its private key in one PEM file; turns TLS on.',
    uri,
  ),
  option(
    'tlsCertificateKeyFilePassword',
    'uri',
    'secret',
    'keyPassword',
    'Password of the private key; refused unless the crate is built with the feature cert-key-password (predicted only when the features are known).',
    uri,
    { since: '3.2.0' },
  ),
  option(
    'tlsAllowInvalidCertificates',
    'uri',
    'boolean',
    'allowInvalidCertificates',
    'Accepts any certificate for any host name; turns TLS on.',
    uri,
  ),
  option(
    'tlsInsecure',
    'uri',
    'boolean',
    'insecure',
    'Accepts any certificate for any host name; turns TLS on. Before 3.3.0 its value was taken the wrong way round.',
    uri,
  ),
  option(
    'allow_invalid_certificates',
    'code',
    'boolean',
    'allowInvalidCertificates',
    'TlsOptions: accepts any certificate for any host name.',
    code,
  ),
  option(
    'allow_invalid_hostnames',
    'code',
    'boolean',
    'allowInvalidHostnames',
    'TlsOptions: does not check the host name; only with the feature openssl-tls.',
    code,
    { since: '2.7.0' },
  ),
  option(
    'ca_file_path',
    'code',
    'path',
    'caFile',
    'TlsOptions: trusts only the authorities in this file instead of the list of crate webpki-roots.',
    code,
  ),
  option(
    'cert_key_file_path',
    'code',
    'path',
    'certificateKeyFile',
    'TlsOptions: client certificate and its private key in one PEM file.',
    code,
  ),
  option(
    'tls_certificate_key_file_password',
    'code',
    'secret',
    'keyPassword',
    'TlsOptions: password of the private key; only with the feature cert-key-password.',
    code,
    { since: '3.2.0' },
  ),
];
