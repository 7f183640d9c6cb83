/** Debezium's MongoDB connector: its properties first, then the connection string, which wins. */
import { option, sourceOf } from '../catalogue/define';
import { Reaching, relaxed, yes, type Framework } from './framework';

const source = sourceOf('debezium/debezium', 'v3.6.1.Final')(
  'debezium-connector-mongodb/src/main/java/io/debezium/connector/mongodb/MongoDbConnectorConfig.java',
  'applied in connection/client/DefaultMongoDbClientFactory.java',
);

export const debezium: Framework = {
  id: 'debezium',
  title: 'Debezium MongoDB connector',
  driver: 'java',
  packages: { maven: ['io.debezium:debezium-connector-mongodb'] },
  options: [
    option(
      'mongodb.ssl.enabled',
      'config',
      'boolean',
      'tls',
      'Turns TLS on, unless the connection string says otherwise.',
      source,
    ),
    option(
      'mongodb.ssl.invalid.hostname.allowed',
      'config',
      'boolean',
      'allowInvalidHostnames',
      'Turns off the check of the host name, unless the connection string says otherwise.',
      source,
    ),
    option(
      'mongodb.ssl.truststore',
      'config',
      'path',
      'caFile',
      'Store of trusted authorities; unused while TLS is off.',
      source,
    ),
    option(
      'mongodb.ssl.truststore.password',
      'config',
      'secret',
      undefined,
      'Password of the trust store.',
      source,
    ),
    option(
      'mongodb.ssl.keystore',
      'config',
      'path',
      'certificateKeyFile',
      'Store with the client certificate and its key; unused while TLS is off.',
      source,
    ),
    option(
      'mongodb.ssl.keystore.password',
      'config',
      'secret',
      'keyPassword',
      'Password of the key store.',
      source,
    ),
  ],
  toDriver(options) {
    const reaching = new Reaching();
    for (const [name, value] of Object.entries(options)) {
      const key = relaxed(name.replace(/^mongodb\./i, ''));
      // The string is applied last: whoever predicts must let it win, which `beneath` says.
      if (key === 'sslenabled') reaching.pass(name, 'beneath.enabled', yes(value) ?? false);
      else if (key === 'sslinvalidhostnameallowed')
        reaching.pass(name, 'beneath.invalidHostNameAllowed', yes(value) ?? false);
      else if (!key.startsWith('ssl')) reaching.pass(name, name, value);
    }
    return reaching.done();
  },
};
