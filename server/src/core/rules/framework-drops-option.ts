/** The framework keeps a TLS option for itself: its driver never sees it. */
import { frameworkById } from '../drivers/frameworks';
import { removeOption } from '../model/edits';
import { specifiedKey } from '../model/meaning';
import { defineRule } from './defineRule';

/** Older than every version that a framework model tells apart. */
const oldest = '0.0.1';

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
      ],
      good: [
        {
          file: 'src/data-source.ts',
          code: "import { DataSource } from 'typeorm';\nexport const ds = new DataSource({ type: 'mongodb', host: 'db.example.com', tls: true, tlsCAFile: '/etc/ca.pem' });\n",
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
  *check({ outlook }) {
    const framework = frameworkById(outlook.site.driver.framework);
    if (!framework) return;
    for (const option of outlook.options) {
      const key = specifiedKey(option);
      // Whether TLS itself starts is what the rules about plaintext speak of.
      if (option.place !== 'options' || option.conditional || !key || key === 'tls') continue;
      // The version is not known: said only where every version drops the name.
      const dropped = [undefined, oldest].every((version) =>
        framework.toDriver({ tls: true, [option.name]: 'x' }, version).dropped.includes(option.name),
      );
      if (!dropped) continue;
      const edit = removeOption(option);
      yield {
        message: /insecure|invalid/i.test(option.name) ? 'unsafe' : 'dropped',
        data: { option: option.name, framework: framework.title },
        span: option.nameSpan,
        fixes: edit ? [{ title: `Remove ${option.name}`, safe: false, edits: [edit] }] : [],
      };
    }
  },
});
