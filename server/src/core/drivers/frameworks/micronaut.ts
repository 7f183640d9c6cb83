/** Micronaut: `mongodb.ssl.*` is the driver's SslSettings.Builder. */
import { option, sourceOf } from '../catalogue/define';
import { Reaching, relaxed, yes, type Framework } from './framework';

const source = sourceOf(
  'micronaut-projects/micronaut-mongodb',
  'v5.5.0',
)('mongo-core/src/main/java/io/micronaut/configuration/mongo/core/DefaultMongoConfiguration.java');

export const micronaut: Framework = {
  id: 'micronaut',
  title: 'Micronaut',
  driver: 'java',
  packages: {
    maven: ['io.micronaut.mongodb:micronaut-mongo-sync', 'io.micronaut.mongodb:micronaut-mongo-reactive'],
  },
  options: [
    option('ssl.enabled', 'config', 'boolean', 'tls', 'Turns TLS on or off.', source),
    option(
      'ssl.invalid-host-name-allowed',
      'config',
      'boolean',
      'allowInvalidHostnames',
      'Turns off the check of the host name.',
      source,
    ),
  ],
  toDriver(options) {
    const reaching = new Reaching();
    for (const [name, value] of Object.entries(options)) {
      const key = relaxed(name);
      if (key.endsWith('sslenabled')) reaching.pass(name, 'enabled', yes(value) ?? value);
      else if (key.endsWith('sslinvalidhostnameallowed'))
        reaching.pass(name, 'invalidHostNameAllowed', yes(value) ?? value);
      else reaching.pass(name, name, value);
    }
    return reaching.done();
  },
};
