/** The framework keeps a TLS option for itself: its driver never sees it. */
import { nameFor } from '../drivers/frameworks/framework';
import { frameworkById, versionsOfFramework } from '../drivers/frameworks';
import { addOption, removeOption, renameOption } from '../model/edits';
import { specifiedKey } from '../model/meaning';
import type { Outlook, WrittenOption } from '../types';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'framework-drops-option',
    category: 'compatibility',
    severity: 'warning',
    fixable: true,
    messages: {
      dropped:
        '{option} has no effect: {framework} does not hand it to its driver. Write it in the connection string, where the driver reads it, or remove it',
      unsafe: '{option} has no effect: {framework} does not hand it to its driver. Remove it',
      plaintext:
        '{option} does not turn TLS on: {framework} does not hand it to its driver, and the connection is in plaintext. Write tls=true in the connection string',
      plaintextRename:
        '{option} does not turn TLS on: {framework} does not hand it to its driver, and the connection is in plaintext. Write {next}',
    },
    docs: {
      what: 'A TLS option is written for a framework that does not hand it to its driver.',
      why: 'Frameworks pass on a list of names and drop the others without a word. A revocation list that is written and never read protects nobody.',
      instead: 'Write the option in the connection string, or where the framework lets options through.',
    },
    examples: {
      bad: [
        {
          file: 'src/data-source.ts',
          code: "import { DataSource } from 'typeorm';\nexport const ds = new DataSource({ type: 'mongodb', host: 'db.example.com', tls: true, «tlsCRLFile»: '/etc/crl.pem' });\n",
        },
        {
          file: 'src/data-source.ts',
          code: "import { DataSource } from 'typeorm';\nexport const ds = new DataSource({ type: 'mongodb', host: 'db.example.com', tls: true, «tlsInsecure»: true });\n",
        },
        {
          file: 'src/data-source.ts',
          code: "import { DataSource } from 'typeorm';\nexport const ds = new DataSource({ type: 'mongodb', url: 'mongodb://db.example.com/', «tls»: true });\n",
          versions: { typeorm: '0.3.20' },
        },
        {
          file: 'src/data-source.ts',
          code: "import { DataSource } from 'typeorm';\nexport const ds = new DataSource({ type: 'mongodb', url: 'mongodb://db.example.com/', «ssl»: true });\n",
          versions: { typeorm: '1.0.0' },
        },
        {
          file: 'src/main/resources/application.properties',
          code: 'spring.data.mongodb.uri=mongodb://db.example.com/app\n«spring.data.mongodb.ssl.enabled»=true\n',
          versions: { spring: '2.7.18' },
        },
      ],
      good: [
        {
          file: 'src/data-source.ts',
          code: "import { DataSource } from 'typeorm';\nexport const ds = new DataSource({ type: 'mongodb', url: 'mongodb://db.example.com/', ssl: true });\n",
          versions: { typeorm: '0.3.20' },
        },
        {
          file: 'src/data-source.ts',
          code: "import { DataSource } from 'typeorm';\nexport const ds = new DataSource({ type: 'mongodb', url: 'mongodb://db.example.com/', ssl: useTls, tls: useTls });\n",
        },
        {
          file: 'src/main/resources/application.properties',
          code: 'spring.data.mongodb.uri=mongodb://db.example.com/app\nspring.data.mongodb.ssl.enabled=true\n',
          versions: { spring: '3.4.2' },
        },
        {
          file: 'src/data-source.ts',
          code: "import { DataSource } from 'typeorm';\nexport const ds = new DataSource({ type: 'mongodb', host: 'db.example.com', tls: true, tlsCAFile: '/etc/ca.pem' });\n",
        },
        {
          file: 'src/data-source.ts',
          code: "import { DataSource } from 'typeorm';\nexport const ds = new DataSource({ type: 'mongodb', url: 'mongodb://db.example.com/?tls=true', extra: { tlsCRLFile: '/etc/crl.pem' } });\n",
        },
        {
          file: 'src/data-source.ts',
          code: "import { DataSource } from 'typeorm';\nexport const ds = new DataSource({ type: 'postgres', host: 'db.example.com', ssl: { rejectUnauthorized: false } });\n",
        },
      ],
    },
    sources: [
      {
        repo: 'typeorm/typeorm',
        ref: '1.1.0',
        path: 'src/driver/mongodb/MongoDriver.ts',
        note: 'validOptionNames',
      },
    ],
  },
  about: { shows: ['framework'] },
  *check({ outlook, document }) {
    const framework = frameworkById(outlook.site.driver.framework);
    if (!framework) return;
    const versions = versionsOfFramework(framework, outlook.frameworkVersion);
    const written = outlook.options.filter((o) => o.place !== 'uri');
    // What is unknown may be anything: a text stands for it, so that no value of it decides.
    const given = (left?: WrittenOption): Record<string, unknown> =>
      Object.fromEntries(written.map((o) => [nameFor(framework, o), o === left ? 'x' : valueOf(o)]));
    const isDropped = (options: Readonly<Record<string, unknown>>, name: string): boolean =>
      versions.every((version) => framework.toDriver(options, version).dropped.includes(name));
    for (const option of written) {
      if (option.conditional || option.place === 'flag' || nameFor(framework, option) !== option.name)
        continue;
      // airflow-ssl speaks of `ssl` beside `allow_insecure`, wherever it can see that it is a connection of Airflow's.
      if (framework.id === 'airflow' && option.name === 'ssl' && /conn_type/.test(document.text)) continue;
      const own = framework.options.find((o) => o.name === option.name);
      const key = specifiedKey(option) ?? own?.sets;
      if (!key || !isDropped(given(), option.name)) continue;
      if (key === 'tls') {
        // A false that is not handed on changes nothing, and what others turn on is on.
        if (!isTrue(option) || !outlook.tls.known || outlook.tls.value) continue;
        const next = ['tls', 'ssl'].find(
          (name) =>
            name !== option.name &&
            framework.options.some((o) => o.name === name && !o.removed) &&
            !isDropped({ ...given(), [name]: true }, name) &&
            !written.some((o) => o.name === name),
        );
        const edit = next ? renameOption(option, next) : addOption(outlook, 'tls', true, 'uri');
        yield {
          message: next ? 'plaintextRename' : 'plaintext',
          severity: 'error',
          data: { option: option.name, framework: named(framework.title, outlook), next: next ?? '' },
          span: option.nameSpan,
          fixes: edit
            ? [
                {
                  title: next ? `Write ${next}` : 'Add tls=true to the connection string',
                  safe: false,
                  edits: [edit],
                },
              ]
            : [],
        };
        continue;
      }
      // A value of another kind would be dropped for its value, not for its name.
      if (!isDropped(given(option), option.name)) continue;
      const edit = removeOption(option);
      yield {
        message: /insecure|invalid/i.test(option.name) ? 'unsafe' : 'dropped',
        data: { option: option.name, framework: named(framework.title, outlook) },
        span: option.nameSpan,
        fixes: edit ? [{ title: `Remove ${option.name}`, safe: false, edits: [edit] }] : [],
      };
    }
  },
});

/** `TypeORM 0.3.20`, or the framework alone where its version is not known. */
function named(title: string, outlook: Outlook): string {
  const exact = outlook.frameworkVersion?.exact;
  return exact ? `${title} ${exact}` : title;
}

function valueOf(option: WrittenOption): unknown {
  if (!option.value.known) return 'x';
  return typeof option.value.value === 'object' && option.value.value !== null ? 'x' : option.value.value;
}

function isTrue(option: WrittenOption): boolean {
  return option.value.known && /^true$/i.test(String(option.value.value));
}
