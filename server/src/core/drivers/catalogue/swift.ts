/** Options of the Swift driver: connection string and MongoClientOptions have the same names. */
import type { CatalogueOption } from '../../types';
import { option, sourceOf } from './define';

const source = sourceOf('mongodb/mongo-swift-driver', 'v1.3.1');
const uri = source('Sources/MongoSwift/MongoConnectionString.swift', 'any other name is an error');

export const swiftOptions: readonly CatalogueOption[] = [
  option('tls', 'both', 'boolean', 'tls', 'Turns TLS on or off; only true and false are accepted.', uri),
  option('ssl', 'uri', 'boolean', 'tls', 'Older name of tls.', uri, { replacedBy: 'tls' }),
  option(
    'tlsCAFile',
    'both',
    'path',
    'caFile',
    'Trusts only the authorities in this file; turns TLS on.',
    uri,
  ),
  option(
    'tlsCertificateKeyFile',
    'both',
    'path',
    'certificateKeyFile',
    'Client certificate and its private key in one PEM file; turns TLS on.',
    uri,
  ),
  option(
    'tlsCertificateKeyFilePassword',
    'both',
    'secret',
    'keyPassword',
    'Password of the private key; turns TLS on.',
    uri,
  ),
  option(
    'tlsAllowInvalidCertificates',
    'both',
    'boolean',
    'allowInvalidCertificates',
    'Accepts any certificate; the host name is not checked either. Turns TLS on.',
    uri,
  ),
  option(
    'tlsAllowInvalidHostnames',
    'both',
    'boolean',
    'allowInvalidHostnames',
    'Does not check the host name. Turns TLS on.',
    uri,
  ),
  option(
    'tlsInsecure',
    'both',
    'boolean',
    'insecure',
    'Turns off the checks of the chain, the host name and revocation. Turns TLS on.',
    uri,
  ),
  option(
    'tlsDisableOCSPEndpointCheck',
    'both',
    'boolean',
    'disableOcspEndpointCheck',
    'Does not ask OCSP responders. Turns TLS on.',
    uri,
  ),
  option(
    'tlsDisableCertificateRevocationCheck',
    'both',
    'boolean',
    'disableRevocationCheck',
    'Does not check revocation by OCSP at all. Turns TLS on.',
    uri,
  ),
];
