/**
 * mongo-express: environment variables. Since 1.1 (which only has release candidates so far) they are called TLS and accept any
 * certificate by default; tags v0.54.0 to v1.1.0-rc-4 compared.
 */
import { option, sourceOf } from '../catalogue/define';
import { before } from '../versions';
import { Reaching, yes, type Framework, type Reached } from './framework';

const source = sourceOf('mongo-express/mongo-express', '3ea48dd')('config.default.js');

const names: Readonly<Record<string, string>> = {
  ME_CONFIG_MONGODB_TLS_CA_FILE: 'tlsCAFile',
  ME_CONFIG_MONGODB_TLS_CERT_KEY_FILE: 'tlsCertificateKeyFile',
  ME_CONFIG_MONGODB_TLS_CERT_KEY_FILE_PASSWORD: 'tlsCertificateKeyFilePassword',
  ME_CONFIG_MONGODB_TLS_CRL_FILE: 'tlsCRLFile',
};

export const mongoExpress: Framework = {
  id: 'mongo-express',
  title: 'mongo-express',
  driver: 'node',
  packages: { npm: ['mongo-express'] },
  versions: ['0.54.0', '1.0.0', '1.1.0'],
  options: [
    option(
      'ME_CONFIG_MONGODB_TLS',
      'environment',
      'boolean',
      'tls',
      'Turns TLS on; false is the default, and wins over mongodb+srv.',
      source,
      { since: '1.1.0' },
    ),
    option(
      'ME_CONFIG_MONGODB_TLS_ALLOW_CERTS',
      'environment',
      'boolean',
      'allowInvalidCertificates',
      'Accepts any certificate for any host name; true is the default.',
      source,
      { since: '1.1.0' },
    ),
    option(
      'ME_CONFIG_MONGODB_TLS_CA_FILE',
      'environment',
      'path',
      'caFile',
      'Trusts only the authorities in this file.',
      source,
      { since: '1.1.0' },
    ),
    option(
      'ME_CONFIG_MONGODB_TLS_CERT_KEY_FILE',
      'environment',
      'path',
      'certificateKeyFile',
      'Client certificate and its private key in one PEM file.',
      source,
      { since: '1.1.0' },
    ),
    option(
      'ME_CONFIG_MONGODB_TLS_CERT_KEY_FILE_PASSWORD',
      'environment',
      'secret',
      'keyPassword',
      'Password of the private key.',
      source,
      { since: '1.1.0' },
    ),
    option('ME_CONFIG_MONGODB_TLS_CRL_FILE', 'environment', 'path', 'crlFile', 'Revocation list.', source, {
      since: '1.1.0',
    }),
    option(
      'ME_CONFIG_MONGODB_SSL',
      'environment',
      'boolean',
      'tls',
      'Name of ME_CONFIG_MONGODB_TLS before 1.1.',
      source,
      { removed: '1.1.0', replacedBy: 'ME_CONFIG_MONGODB_TLS' },
    ),
    option(
      'ME_CONFIG_MONGODB_SSLVALIDATE',
      'environment',
      'boolean',
      'insecure',
      'false turned off every check before 1.1.',
      source,
      { inverted: true, removed: '1.1.0', replacedBy: 'ME_CONFIG_MONGODB_TLS_ALLOW_CERTS' },
    ),
    option(
      'ME_CONFIG_MONGODB_CA_FILE',
      'environment',
      'path',
      'caFile',
      'Name of ME_CONFIG_MONGODB_TLS_CA_FILE before 1.1.',
      source,
      { removed: '1.1.0', replacedBy: 'ME_CONFIG_MONGODB_TLS_CA_FILE' },
    ),
  ],
  toDriver(options, version = '1.1.0') {
    // Pre-releases of 1.1 have its names.
    if (before(version, '1.1.0') && !/^1\.1\.0/.test(version)) return oldNames(options, version);
    const reaching = new Reaching();
    const tls = options['ME_CONFIG_MONGODB_TLS'];
    // config.default.js always passes both: `tls: false` and `tlsAllowInvalidCertificates: true` unless the variables say otherwise.
    reaching.pass('ME_CONFIG_MONGODB_TLS', 'tls', yes(tls) ?? false);
    reaching.pass(
      'ME_CONFIG_MONGODB_TLS_ALLOW_CERTS',
      'tlsAllowInvalidCertificates',
      yes(options['ME_CONFIG_MONGODB_TLS_ALLOW_CERTS']) ?? true,
    );
    for (const [name, value] of Object.entries(options)) {
      if (name in names) reaching.pass(name, names[name]!, value);
      else if (/^ME_CONFIG_MONGODB_(?:SSL|SSLVALIDATE|CA_FILE)$/.test(name)) reaching.drop(name);
    }
    return reaching.done();
  },
};

/** Before 1.1. Before 1.0 every text counted as true, `false` too: verification could not be turned off. */
function oldNames(options: Readonly<Record<string, unknown>>, version: string): Reached {
  const reaching = new Reaching();
  const truthy = before(version, '1.0.0');
  const on = (name: string): boolean =>
    truthy ? options[name] !== undefined && options[name] !== '' : yes(options[name]) === true;
  reaching.pass('ME_CONFIG_MONGODB_SSL', 'tls', on('ME_CONFIG_MONGODB_SSL'));
  for (const [name, value] of Object.entries(options)) {
    if (name === 'ME_CONFIG_MONGODB_SSL') continue;
    if (name === 'ME_CONFIG_MONGODB_SSLVALIDATE') {
      if (truthy) reaching.drop(name);
      // The driver's sslValidate under the name that all its versions have.
      else reaching.pass(name, 'tlsAllowInvalidCertificates', yes(value) === false);
    } else if (name === 'ME_CONFIG_MONGODB_CA_FILE') reaching.pass(name, 'tlsCAFile', value);
    else reaching.drop(name);
  }
  return reaching.done();
}
