/** `npm run new-rule -- some-rule-id`: writes the rule's file with everything to fill in, and its line in the list. */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './install.mjs';

const id = process.argv[2] ?? '';
const folder = path.join(root, 'server/src/core/rules');
if (!/^[a-z0-9]+(-[a-z0-9]+)+$/.test(id)) {
  console.error('Usage: npm run new-rule -- rule-id   (kebab-case, names the state that is found, for example tls-off-remote)');
  process.exit(2);
}
const file = path.join(folder, `${id}.ts`);
if (existsSync(file)) {
  console.error(`${path.relative(root, file)} is there already`);
  process.exit(2);
}
writeFileSync(file, `/** One sentence: what is found, and why it hurts. */
import { removeOption } from '../model/edits';
import { booleanOf, optionsAbout } from '../model/meaning';
import { sources } from '../model/sources';
import { driverName } from '../model/wording';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: '${id}',
    category: 'hygiene',
    severity: 'warning',
    fixable: true,
    messages: {
      found: '{option} does something in {driver}: why it matters. What to do',
    },
    docs: {
      what: 'What is found, in one sentence.',
      why: 'What happens because of it.',
      instead: 'What to write instead.',
    },
    examples: {
      bad: [{ file: '.env', code: 'MONGO_URL=mongodb://localhost/?tls=true&«tlsInsecure=true»' }],
      good: [
        { file: '.env', code: 'MONGO_URL=mongodb://localhost/?tls=true' },
        { file: '.env', code: 'MONGO_URL=mongodb://localhost/?tls=true&tlsInsecure=\${INSECURE}' },
      ],
    },
    sources: [sources.uriOptions],
  },
  about: { settings: ['insecure'] },
  *check({ outlook }) {
    for (const option of optionsAbout(outlook, 'insecure')) {
      // Unknown values are silent.
      if (booleanOf(outlook, option) !== true) continue;
      const edit = removeOption(option);
      yield {
        message: 'found',
        data: { option: option.name, driver: driverName(outlook) },
        span: option.span,
        fixes: edit ? [{ title: \`Remove \${option.name}\`, safe: false, edits: [edit] }] : [],
      };
    }
  },
});
`);
const camel = (name) => name.replace(/-(\w)/g, (_, c) => c.toUpperCase());
const ids = readdirSync(folder).filter((f) => f.endsWith('.ts') && f !== 'index.ts' && f !== 'defineRule.ts').map((f) => f.slice(0, -3)).sort();
const list = path.join(folder, 'index.ts');
const text = readFileSync(list, 'utf8');
const imports = ids.map((i) => `import { rule as ${camel(i)} } from './${i}';`).join('\n');
const entries = ids.map((i) => `  ${camel(i)},`).join('\n');
writeFileSync(list, text
  .replace(/(?:import \{ rule as .*\n)+/, () => imports + '\n')
  .replace(/(readonly Rule\[\] = \[\n)[^\]]*(\];)/, (_, open, close) => `${open}${entries}\n${close}`));
console.log(`${path.relative(root, file)} written and listed. Fill it in, then: npm test -- rules/examples rules/about && npm run generate`);
