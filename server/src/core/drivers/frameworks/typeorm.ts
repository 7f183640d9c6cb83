/** TypeORM: a list of names filters the options of the data source; the rest is dropped without a word. `extra` is not filtered. */
import { option, sourceOf } from '../catalogue/define';
import { atLeast, before } from '../versions';
import { Reaching, type Framework } from './framework';

const source = sourceOf('typeorm/typeorm', '1.1.0')(
  'src/driver/mongodb/MongoDriver.ts',
  'validOptionNames; 0.3.20 and 1.0.0 compared',
);

const ssl = new Set(['ssl', 'sslValidate', 'sslCA', 'sslCert', 'sslKey', 'sslPass', 'sslCRL']);
const tls = new Set([
  'tls',
  'tlsAllowInvalidCertificates',
  'tlsCAFile',
  'tlsCertificateKeyFile',
  'tlsCertificateKeyFilePassword',
]);

export const typeorm: Framework = {
  id: 'typeorm',
  title: 'TypeORM',
  driver: 'node',
  packages: { npm: ['typeorm'] },
  versions: ['0.2.0', '0.3.22', '1.0.0'],
  unfiltered: 'extra',
  options: [
    option('tls', 'code', 'boolean', 'tls', 'Turns TLS on or off.', source, { since: '0.3.22' }),
    option('tlsCAFile', 'code', 'path', 'caFile', 'Trusts only the authorities in this file.', source, {
      since: '0.3.22',
    }),
    option(
      'tlsAllowInvalidCertificates',
      'code',
      'boolean',
      'allowInvalidCertificates',
      'Accepts any certificate for any host name.',
      source,
      { since: '0.3.22' },
    ),
    option(
      'tlsCertificateKeyFile',
      'code',
      'path',
      'certificateKeyFile',
      'Client certificate and its private key in one PEM file.',
      source,
      { since: '0.3.22' },
    ),
    option(
      'tlsCertificateKeyFilePassword',
      'code',
      'secret',
      'keyPassword',
      'Password of the private key.',
      source,
      { since: '0.3.22' },
    ),
    option(
      'ssl',
      'code',
      'boolean',
      'tls',
      'Older name of tls; dropped since 1.0, which leaves the connection in plaintext.',
      source,
      { removed: '1.0.0', replacedBy: 'tls' },
    ),
    option(
      'sslValidate',
      'code',
      'boolean',
      'insecure',
      'false turns off every check; the driver refuses the name since its version 6.',
      source,
      { inverted: true, removed: '1.0.0', replacedBy: 'tlsAllowInvalidCertificates' },
    ),
    option('extra', 'code', 'object', undefined, 'Further options of the driver, unfiltered.', source),
  ],
  toDriver(options, version = '1.1.0') {
    const reaching = new Reaching();
    for (const [name, value] of Object.entries(options)) {
      const extra = /^extra\.(.+)$/.exec(name);
      if (extra) reaching.pass(name, extra[1]!, value);
      else if (
        !/^(?:tls|ssl|checkServerIdentity|ca$|cert$|key$|pfx$|crl$|rejectUnauthorized|secureContext)/.test(
          name,
        )
      )
        reaching.pass(name, name, value);
      else if (
        (tls.has(name) && atLeast(version, '0.3.22')) ||
        (ssl.has(name) && before(version, '1.0.0')) ||
        name === 'checkServerIdentity'
      )
        reaching.pass(name, name, value);
      else reaching.drop(name);
    }
    return reaching.done();
  },
};
