/** Options of the C#/.NET driver: connection string, MongoClientSettings, SslSettings. */
import type { CatalogueOption } from '../../types';
import { option, sourceOf } from './define';

const source = sourceOf('mongodb/mongo-csharp-driver', 'v3.11.0');
const uri = source('src/MongoDB.Driver/Core/Configuration/ConnectionString.cs', 'other names are ignored');
const settings = source('src/MongoDB.Driver/MongoClientSettings.cs');
const ssl = source('src/MongoDB.Driver/SslSettings.cs');

export const csharpOptions: readonly CatalogueOption[] = [
  option('tls', 'uri', 'boolean', 'tls', 'Turns TLS on or off.', uri, { since: '2.9.0' }),
  option('ssl', 'uri', 'boolean', 'tls', 'Older name of tls.', uri, {
    deprecated: '2.9.0',
    replacedBy: 'tls',
  }),
  option(
    'tlsInsecure',
    'uri',
    'boolean',
    'insecure',
    'Accepts any certificate for any host name; does not turn TLS on.',
    uri,
    { since: '2.9.0' },
  ),
  option(
    'sslVerifyCertificate',
    'uri',
    'boolean',
    'insecure',
    'Older and opposite name of tlsInsecure.',
    uri,
    { inverted: true, deprecated: '2.9.0', replacedBy: 'tlsInsecure' },
  ),
  option(
    'tlsDisableCertificateRevocationCheck',
    'uri',
    'boolean',
    'disableRevocationCheck',
    'true is already the default; false has no effect.',
    uri,
    { since: '2.11.0' },
  ),
  option('UseTls', 'code', 'boolean', 'tls', 'MongoClientSettings: turns TLS on or off.', settings, {
    since: '2.9.0',
  }),
  option('UseSsl', 'code', 'boolean', 'tls', 'Older name of UseTls.', settings, {
    deprecated: '2.9.0',
    replacedBy: 'UseTls',
  }),
  option(
    'AllowInsecureTls',
    'code',
    'boolean',
    'insecure',
    'MongoClientSettings: accepts any certificate for any host name and turns off the check of revocation.',
    settings,
    { since: '2.9.0' },
  ),
  option(
    'VerifySslCertificate',
    'code',
    'boolean',
    'insecure',
    'Older and opposite name of AllowInsecureTls.',
    settings,
    { inverted: true, deprecated: '2.9.0', replacedBy: 'AllowInsecureTls' },
  ),
  option(
    'SslSettings',
    'code',
    'object',
    'context',
    'MongoClientSettings: the SslSettings object.',
    settings,
  ),
  option(
    'CheckCertificateRevocation',
    'code',
    'boolean',
    'disableRevocationCheck',
    'SslSettings: checks revocation online; off by default since 2.7.0.',
    ssl,
    { inverted: true },
  ),
  option(
    'ClientCertificates',
    'code',
    'object',
    'certificateKeyFile',
    'SslSettings: client certificates with their private keys (X509Certificate2).',
    ssl,
  ),
  option(
    'ClientCertificateSelectionCallback',
    'code',
    'object',
    'certificateKeyFile',
    'SslSettings: function that picks the client certificate.',
    ssl,
  ),
  option(
    'ServerCertificateValidationCallback',
    'code',
    'object',
    'context',
    'SslSettings: function that decides alone whether the certificate is good; returning true turns off every check.',
    ssl,
  ),
  option(
    'EnabledSslProtocols',
    'code',
    'string',
    'protocols',
    'SslSettings: protocol versions; TLS 1.2 and 1.3 by default since 3.0.',
    ssl,
  ),
];
