/** Connection string options of libmongoc; the C, C++ and PHP catalogues start from them with their own versions. */
import type { CatalogueOption } from '../../types';
import { option, sourceOf } from './define';

const source = sourceOf('mongodb/mongo-c-driver', '2.5.0');
const uri = source('src/libmongoc/src/mongoc/mongoc-uri.c');

/** The rows, with the versions of the driver that wraps libmongoc 1.15 (tls names) and 1.17 (revocation). */
export function libmongocUriOptions(
  tls: string,
  revocation: string,
  place: CatalogueOption['place'] = 'uri',
): readonly CatalogueOption[] {
  return [
    option(
      'tls',
      place,
      'boolean',
      'tls',
      'Turns TLS on or off; `1`, `yes`, `y` and `t` work with a warning, an empty value leaves TLS off.',
      uri,
      { since: tls },
    ),
    option('ssl', place, 'boolean', 'tls', 'Older name of tls.', uri, { deprecated: tls, replacedBy: 'tls' }),
    option(
      'tlsCAFile',
      place,
      'path',
      'caFile',
      'Trusts only the authorities in this file; turns TLS on.',
      uri,
      { since: tls },
    ),
    option('sslCertificateAuthorityFile', place, 'path', 'caFile', 'Older name of tlsCAFile.', uri, {
      deprecated: tls,
      replacedBy: 'tlsCAFile',
    }),
    option(
      'tlsCertificateKeyFile',
      place,
      'path',
      'certificateKeyFile',
      'Client certificate and its private key in one PEM file; turns TLS on.',
      uri,
      { since: tls },
    ),
    option(
      'sslClientCertificateKeyFile',
      place,
      'path',
      'certificateKeyFile',
      'Older name of tlsCertificateKeyFile.',
      uri,
      { deprecated: tls, replacedBy: 'tlsCertificateKeyFile' },
    ),
    option(
      'tlsCertificateKeyFilePassword',
      place,
      'secret',
      'keyPassword',
      'Password of the private key; turns TLS on.',
      uri,
      { since: tls },
    ),
    option(
      'sslClientCertificateKeyPassword',
      place,
      'secret',
      'keyPassword',
      'Older name of tlsCertificateKeyFilePassword.',
      uri,
      { deprecated: tls, replacedBy: 'tlsCertificateKeyFilePassword' },
    ),
    option(
      'tlsAllowInvalidCertificates',
      place,
      'boolean',
      'allowInvalidCertificates',
      'Accepts any certificate; the host name is not checked either, nor revocation. Turns TLS on.',
      uri,
      { since: tls },
    ),
    option(
      'sslAllowInvalidCertificates',
      place,
      'boolean',
      'allowInvalidCertificates',
      'Older name of tlsAllowInvalidCertificates.',
      uri,
      { deprecated: tls, replacedBy: 'tlsAllowInvalidCertificates' },
    ),
    option(
      'tlsAllowInvalidHostnames',
      place,
      'boolean',
      'allowInvalidHostnames',
      'Does not check the host name. Turns TLS on.',
      uri,
      { since: tls },
    ),
    option(
      'sslAllowInvalidHostnames',
      place,
      'boolean',
      'allowInvalidHostnames',
      'Older name of tlsAllowInvalidHostnames.',
      uri,
      { deprecated: tls, replacedBy: 'tlsAllowInvalidHostnames' },
    ),
    option(
      'tlsInsecure',
      place,
      'boolean',
      'insecure',
      'Turns off the checks of the chain, the host name and revocation. Turns TLS on.',
      uri,
      { since: tls },
    ),
    option(
      'tlsDisableOCSPEndpointCheck',
      place,
      'boolean',
      'disableOcspEndpointCheck',
      'Does not ask OCSP responders; staples and must-staple are still enforced. Turns TLS on.',
      uri,
      { since: revocation },
    ),
    option(
      'tlsDisableCertificateRevocationCheck',
      place,
      'boolean',
      'disableRevocationCheck',
      'Does not check revocation by OCSP at all. Turns TLS on.',
      uri,
      { since: revocation },
    ),
  ];
}
