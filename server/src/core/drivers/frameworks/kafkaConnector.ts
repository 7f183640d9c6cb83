/** MongoDB's Kafka connector: `connection.ssl.*` makes an SSLContext and does not turn TLS on. */
import { option, sourceOf } from '../catalogue/define';
import { Reaching, type Framework } from './framework';

const source = sourceOf(
  'mongodb/mongo-kafka',
  'r3.0.1',
)('src/main/java/com/mongodb/kafka/connect/util/SslConfigs.java');

export const kafkaConnector: Framework = {
  id: 'kafka-connector',
  title: 'MongoDB Kafka connector',
  driver: 'java',
  packages: { maven: ['org.mongodb.kafka:mongo-kafka-connect'] },
  options: [
    option(
      'connection.ssl.truststore',
      'config',
      'path',
      'caFile',
      'Store of trusted authorities; TLS itself must be on in connection.uri.',
      source,
      { since: '1.10.0' },
    ),
    option(
      'connection.ssl.truststorePassword',
      'config',
      'secret',
      undefined,
      'Password of the trust store.',
      source,
      { since: '1.10.0' },
    ),
    option(
      'connection.ssl.keystore',
      'config',
      'path',
      'certificateKeyFile',
      'Store with the client certificate and its key.',
      source,
      { since: '1.10.0' },
    ),
    option(
      'connection.ssl.keystorePassword',
      'config',
      'secret',
      'keyPassword',
      'Password of the key store.',
      source,
      { since: '1.10.0' },
    ),
  ],
  // A context from stores verifies as the default one does: nothing that the driver's settings say changes.
  toDriver(options) {
    const reaching = new Reaching();
    for (const [name, value] of Object.entries(options))
      if (!/^connection\.ssl\./i.test(name)) reaching.pass(name, name, value);
    return reaching.done();
  },
};
