/** Quarkus: `quarkus.mongodb.tls`, `tls-insecure`, `tls-configuration-name`. */
import { option, sourceOf } from '../catalogue/define';
import { Reaching, relaxed, yes, type Framework } from './framework';

const source = sourceOf('quarkusio/quarkus', '06db170f')(
  'extensions/mongodb-client/runtime/src/main/java/io/quarkus/mongodb/runtime/MongoClients.java',
  'createMongoConfiguration, SslSettingsBuilder; names in MongoClientConfig.java',
);

export const quarkus: Framework = {
  id: 'quarkus',
  title: 'Quarkus',
  driver: 'java',
  packages: {
    maven: [
      'io.quarkus:quarkus-mongodb-client',
      'io.quarkus:quarkus-mongodb-panache',
      'io.quarkus.platform:quarkus-bom',
    ],
  },
  options: [
    option(
      'tls',
      'config',
      'boolean',
      'tls',
      'true turns TLS on; false leaves what the connection string says.',
      source,
    ),
    option(
      'tls-insecure',
      'config',
      'boolean',
      'allowInvalidHostnames',
      'Turns off the check of the host name only, and only beside tls=true or a TLS configuration; it then overwrites the connection string.',
      source,
    ),
    option(
      'tls-configuration-name',
      'config',
      'string',
      'context',
      'Turns TLS on with the stores of this TLS configuration.',
      source,
    ),
  ],
  toDriver(options) {
    const reaching = new Reaching();
    const written = Object.entries(options);
    const find = (key: string): readonly [string, unknown] | undefined =>
      written.find(([name]) => relaxed(name.replace(/^quarkus\.mongodb\./i, '')) === key);
    const tls = find('tls');
    const configuration = find('tlsconfigurationname');
    const insecure = find('tlsinsecure');
    const on = yes(tls?.[1]) === true ? tls : configuration;
    if (on) {
      reaching.pass(on[0], 'enabled', true);
      // Without the option the check is switched on, whatever the connection string says.
      reaching.pass(insecure?.[0] ?? on[0], 'invalidHostNameAllowed', yes(insecure?.[1]) === true);
    } else {
      if (insecure) reaching.drop(insecure[0]);
      if (tls) reaching.drop(tls[0]);
    }
    for (const [name, value] of written)
      if (![tls?.[0], configuration?.[0], insecure?.[0]].includes(name)) reaching.pass(name, name, value);
    return reaching.done();
  },
};
