/** ssl.enabled=false of Spring Boot does not cancel tls=true in the connection string. */
import { removeOption } from '../model/edits';
import { relaxed, yes } from '../drivers/frameworks/framework';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'spring-ssl-disabled-without-effect',
    category: 'hygiene',
    severity: 'information',
    fixable: true,
    messages: {
      ignored:
        'ssl.enabled=false has no effect: the connection string turns TLS on, and Spring Boot never turns it off. Remove ssl.enabled',
    },
    docs: {
      what: 'Spring Boot is told that ssl is disabled, and the connection string turns TLS on.',
      why: 'Spring Boot only adds TLS settings; what the connection string says stays. Whoever reads the property believes that the connection is in plaintext.',
      instead: 'Remove ssl.enabled, so that one place decides.',
    },
    examples: {
      bad: [
        {
          file: 'application.properties',
          code: 'spring.data.mongodb.uri=mongodb://db.example.com/?tls=true\n«spring.data.mongodb.ssl.enabled=false»\n',
        },
      ],
      good: [
        {
          file: 'application.properties',
          code: 'spring.data.mongodb.uri=mongodb://db.example.com/?tls=true\nspring.data.mongodb.ssl.enabled=true\n',
        },
        {
          file: 'application.properties',
          code: 'spring.data.mongodb.uri=mongodb://db.example.com/?tls=true\nspring.data.mongodb.ssl.enabled=${TLS}\n',
        },
        {
          file: 'application.properties',
          code: 'spring.data.mongodb.uri=${MONGO_URI}\nspring.data.mongodb.ssl.enabled=false\n',
        },
      ],
    },
    sources: [
      {
        repo: 'spring-projects/spring-boot',
        ref: 'v4.0.0',
        path: 'module/spring-boot-mongodb/src/main/java/org/springframework/boot/mongodb/autoconfigure/StandardMongoClientSettingsBuilderCustomizer.java',
      },
    ],
  },
  about: { shows: ['framework'] },
  *check({ outlook }) {
    if (outlook.site.driver.framework !== 'spring' || !outlook.tls.known || !outlook.tls.value) return;
    for (const option of outlook.options) {
      if (option.place === 'uri' || !option.value.known || !/sslenabled$/.test(relaxed(option.name)))
        continue;
      if (yes(option.value.value) !== false) continue;
      const edit = removeOption(option);
      yield {
        message: 'ignored',
        span: option.span,
        fixes: edit ? [{ title: `Remove ${option.name}`, safe: false, edits: [edit] }] : [],
      };
    }
  },
});
