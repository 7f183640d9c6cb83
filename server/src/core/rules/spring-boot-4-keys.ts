/** Spring Boot 4 reads the connection from spring.mongodb, no more from spring.data.mongodb. */
import { compareVersions } from '../drivers/versions';
import type { Span, TextEdit } from '../types';
import { defineRule } from './defineRule';

/** Names below the prefix that moved; gridfs, repositories, auto-index-creation and field-naming-strategy stayed. */
const moved =
  'uri|host|port|additional-hosts|database|authentication-database|username|password|replica-set-name|protocol|ssl\\.[\\w.-]+';

export const rule = defineRule({
  meta: {
    id: 'spring-boot-4-keys',
    category: 'compatibility',
    severity: 'error',
    fixable: true,
    messages: {
      moved:
        '{key} is not read by {boot}: the program connects to mongodb://localhost/test, without the TLS settings written here. Write {next}',
    },
    docs: {
      what: 'A project with Spring Boot 4 names its connection below spring.data.mongodb.',
      why: 'Spring Boot 4 moved the keys of the connection to spring.mongodb. The old keys are not bound and nothing fails: the program falls back to mongodb://localhost/test in plaintext.',
      instead:
        'Move uri, host, port, database, credentials and ssl to spring.mongodb. What belongs to Spring Data (gridfs, repositories, auto-index-creation, field-naming-strategy) stays.',
    },
    examples: {
      bad: [
        {
          file: 'src/main/resources/application.properties',
          code: '«spring.data.mongodb.uri»=mongodb://db.example.com/app?tls=true\n',
          versions: { spring: '4.0.0' },
        },
        {
          file: 'src/main/resources/application.yml',
          code: 'spring:\n  data:\n    mongodb:\n      «uri»: mongodb://db.example.com/app?tls=true\n',
          versions: { spring: '4.0.0' },
        },
        {
          file: '.env',
          code: '«SPRING_DATA_MONGODB_URI»=mongodb://db.example.com/app?tls=true\n',
          versions: { spring: '4.0.0' },
        },
      ],
      good: [
        {
          file: 'src/main/resources/application.properties',
          code: 'spring.mongodb.uri=${MONGO_URI}\n',
          versions: { spring: '4.0.0' },
        },
        {
          file: 'src/main/resources/application.properties',
          code: 'spring.mongodb.uri=mongodb://db.example.com/app?tls=true\nspring.data.mongodb.auto-index-creation=true\n',
          versions: { spring: '4.0.0' },
        },
        {
          file: 'src/main/resources/application.properties',
          code: 'spring.data.mongodb.uri=mongodb://db.example.com/app?tls=true\n',
          versions: { spring: '3.4.2' },
        },
        {
          file: 'src/main/resources/application.properties',
          code: 'spring.data.mongodb.uri=mongodb://db.example.com/app?tls=true\n',
        },
      ],
    },
    sources: [
      {
        repo: 'spring-projects/spring-boot',
        ref: 'v4.0.0',
        path: 'module/spring-boot-mongodb/src/main/resources/META-INF/additional-spring-configuration-metadata.json',
        note: 'deprecation of spring.data.mongodb.*, level error, since 4.0.0',
      },
    ],
  },
  wholeText: true,
  about: { shows: ['framework'] },
  *check({ outlook, document }) {
    const { site, frameworkVersion: boot } = outlook;
    const key = site.defines;
    if (site.driver.framework !== 'spring' || !boot || !key) return;
    const oldest = boot.exact ?? boot.min;
    if (oldest === undefined || compareVersions(oldest, '4.0.0') < 0) return;
    const environment = key.variable.startsWith('SPRING_DATA_MONGODB_');
    if (!environment && !key.variable.startsWith('spring.data.mongodb.')) return;
    const next = key.variable.replace(/data[._]/i, '');
    const edits = environment
      ? [renamed(key.span, next)]
      : document.text.startsWith('spring.', key.span.start)
        ? propertyEdits(document.text)
        : yamlEdits(document.text, key.span.start);
    yield {
      message: 'moved',
      data: { key: key.variable, boot: `Spring Boot ${boot.exact ?? '4'}`, next },
      span: key.span,
      fixes: edits.length > 0 ? [{ title: 'Move the connection to spring.mongodb', safe: false, edits }] : [],
    };
  },
});

const renamed = (span: Span, newText: string): TextEdit => ({ span, newText });

/** Every moved key of a properties file at once. */
function propertyEdits(text: string): readonly TextEdit[] {
  const prefix = 'spring.data.mongodb.';
  const lines = new RegExp(`^[ \\t]*spring\\.data\\.mongodb\\.(?=(?:${moved})\\s*[=:])`, 'gm');
  return [...text.matchAll(lines)].map((m) => {
    const end = m.index + m[0].length;
    return renamed({ start: end - prefix.length, end }, 'spring.mongodb.');
  });
}

/**
 * Takes the level `data:` away around a `mongodb:` block. Nothing where `data:` holds more than that, or the block
 * holds keys that stay: then two blocks are needed, which a person writes better.
 */
function yamlEdits(text: string, key: number): readonly TextEdit[] {
  const head = /(?:^|\n)spring:[ \t]*\r?\n([ ]+)data:[ \t]*\r?\n([ ]+)mongodb:[ \t]*\r?\n/.exec(text);
  if (!head || head[2]!.length <= head[1]!.length) return [];
  const [outer, inner] = [head[1]!.length, head[2]!.length];
  const dataAt = text.indexOf('\n', head.index + 1) + 1;
  const bodyAt = head.index + head[0].length;
  const mongodbAt = text.lastIndexOf('\n', bodyAt - 2) + 1;
  const lines: { readonly at: number; readonly indent: number; readonly name: string }[] = [];
  let end = bodyAt;
  for (const m of text.slice(bodyAt).matchAll(/([ ]*)([^\n]*)(?:\n|$)/g)) {
    if (m[0] === '') break;
    const indent = m[1]!.length;
    if (m[2]!.trim() !== '') {
      if (indent <= inner) {
        if (indent > outer) return [];
        break;
      }
      lines.push({ at: bodyAt + m.index, indent, name: /^([\w.-]+):/.exec(m[2]!)?.[1] ?? '' });
    }
    end = bodyAt + m.index + m[0].length;
  }
  if (key < bodyAt || key >= end) return [];
  const own = Math.min(...lines.map((l) => l.indent));
  const names = new RegExp(`^(?:${moved}|ssl)$`);
  if (!lines.every((l) => l.indent > own || names.test(l.name))) return [];
  const step = inner - outer;
  return [
    renamed({ start: dataAt, end: mongodbAt + step }, ''),
    ...lines.map((l) => renamed({ start: l.at, end: l.at + step }, '')),
  ];
}
