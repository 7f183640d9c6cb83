/** Spring Boot 3.1 and newer: `spring.data.mongodb.ssl.*`, in Boot 4 `spring.mongodb.ssl.*`. */
import { option, sourceOf } from '../catalogue/define';
import { before } from '../versions';
import { Reaching, relaxed, yes, type Framework } from './framework';

const source = sourceOf('spring-projects/spring-boot', 'v4.0.0');
const properties = source(
  'module/spring-boot-mongodb/src/main/java/org/springframework/boot/mongodb/autoconfigure/MongoProperties.java',
  'v3.1.0 has the same below spring.data.mongodb',
);

const xmlSettings = sourceOf(
  'spring-projects/spring-data-mongodb',
  '4.0.0',
)('spring-data-mongodb/src/main/java/org/springframework/data/mongodb/config/MongoParsingUtils.java');

export const spring: Framework = {
  id: 'spring',
  title: 'Spring Boot',
  driver: 'java',
  packages: {
    maven: [
      'org.springframework.boot:spring-boot-starter-parent',
      'org.springframework.boot:spring-boot-dependencies',
      'org.springframework.boot:spring-boot',
      'org.springframework.boot:spring-boot-starter-data-mongodb',
      'org.springframework.boot:spring-boot-starter-data-mongodb-reactive',
    ],
  },
  versions: ['2.0.0', '3.1.0', '4.0.0'],
  options: [
    option(
      'ssl.enabled',
      'config',
      'boolean',
      'tls',
      'true turns TLS on; false does not cancel tls=true in the connection string.',
      properties,
      { since: '3.1.0' },
    ),
    option(
      'ssl.bundle',
      'config',
      'string',
      'context',
      'Turns TLS on with the certificates of this SSL bundle.',
      properties,
      { since: '3.1.0' },
    ),
    option(
      'ssl-invalid-host-name-allowed',
      'config',
      'boolean',
      'allowInvalidHostnames',
      'Attribute of mongo:client-settings: true accepts a certificate of any host.',
      xmlSettings,
    ),
  ],
  toDriver(options, version = '4.0.0') {
    const reaching = new Reaching();
    for (const [name, value] of Object.entries(options)) {
      if (/(?:^|[._])ssl[._]/i.test(name) && before(version, '3.1.0')) {
        reaching.drop(name);
        continue;
      }
      const key = relaxed(name.replace(/^spring\.(?:data\.)?mongodb\./i, ''));
      if (key === 'sslenabled') {
        // StandardMongoClientSettingsBuilderCustomizer only adds: false leaves what the connection string says.
        if (yes(value) === true) reaching.pass(name, 'enabled', true);
        else reaching.drop(name);
      } else if (key === 'sslbundle') {
        if (typeof value === 'string' && value !== '') reaching.pass(name, 'enabled', true);
      } else if (key === 'sslinvalidhostnameallowed') {
        reaching.pass(name, 'invalidHostNameAllowed', yes(value) ?? value);
      } else reaching.pass(name, name, value);
    }
    return reaching.done();
  },
};
