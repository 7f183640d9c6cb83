/** A flag that this program does not have: the shell, the tools and the server each have names of their own. */
import { drivers } from '../drivers';
import { removeOption, renameOption } from '../model/edits';
import { editDistance } from '../model/nearest';
import { sources } from '../model/sources';
import { driverName } from '../model/wording';
import type { DriverModel, SettingKey, WrittenOption } from '../types';
import { defineRule } from './defineRule';

const bypasses: readonly (SettingKey | undefined)[] = [
  'insecure',
  'allowInvalidCertificates',
  'allowInvalidHostnames',
];

export const rule = defineRule({
  meta: {
    id: 'unknown-flag',
    category: 'validity',
    severity: 'error',
    fixable: true,
    messages: {
      other: '--{flag} is no flag of {driver}, and the command ends with an error. Write --{next}',
      gone: '--{flag} is no flag of {driver}, and the command ends with an error. Remove it',
    },
    docs: {
      what: 'A TLS flag is written on a command line whose program does not have it.',
      why: 'mongosh has --tls… flags, the Database Tools (mongodump and others) only --ssl… flags, and upper and lower case count. The program prints an error and ends, which in a script can look like a failed backup.',
      instead: 'Write the flag of this program, or put the option into the connection string.',
    },
    examples: {
      bad: [
        { file: 'backup.sh', code: 'mongodump --host db.example.com --«tls»\n' },
        { file: 'shell.sh', code: 'mongosh mongodb://db.example.com/ --tls --«tlsCaFile» /etc/ca.pem\n' },
        { file: 'backup.sh', code: 'mongodump --host db.example.com --«tls» --«tlsCAFile» /etc/ca.pem\n' },
      ],
      good: [
        { file: 'backup.sh', code: 'mongodump --host db.example.com --ssl --sslCAFile /etc/ca.pem\n' },
        { file: 'shell.sh', code: 'mongosh mongodb://db.example.com/ --tls --tlsCAFile /etc/ca.pem\n' },
        { file: 'shell.sh', code: 'mongosh mongodb://db.example.com/ $TLS_FLAGS\n' },
      ],
    },
    sources: [
      { repo: 'mongodb/mongo-tools', ref: '100.13.0', path: 'common/options/options.go' },
      { repo: 'mongodb-js/mongosh', ref: 'd5426f493', path: 'packages/arg-parser/src/cli-options.ts' },
      sources.uriOptions,
    ],
  },
  about: { shows: ['refused'] },
  *check({ outlook }) {
    const { driver } = outlook;
    if (!driver || outlook.cases.length === 0) return;
    if (!outlook.outcome.known || outlook.outcome.value !== 'error') return;
    const versions = [...new Set(outlook.cases.map((c) => c.version))];
    for (const option of outlook.options) {
      if (option.place !== 'flag' || option.conditional || !/^-*(?:tls|ssl)/i.test(option.name)) continue;
      const flag = option.name.replace(/^-+/, '');
      // The program stops at the first flag that it does not know: each is asked about alone.
      const named = new RegExp(`option:? [\`'"]?-{0,2}${flag}\\b`);
      const alone = versions.map((version) =>
        driver.predict({
          driver: driver.id,
          version,
          uri: 'mongodb://localhost/',
          options: { [flag]: true },
        }),
      );
      if (!alone.every((p) => p.outcome === 'error' && named.test(p.message ?? ''))) continue;
      const next = ownFlag(driver, flag);
      const edit = next ? renameFlag(option, next) : removeOption(option);
      yield {
        message: next ? 'other' : 'gone',
        data: { driver: driverName(outlook), flag, next: next ?? '' },
        span: option.nameSpan,
        fixes: edit
          ? [{ title: next ? `Write --${next}` : `Remove --${flag}`, safe: false, edits: [edit] }]
          : [],
      };
    }
  },
});

function renameFlag(option: WrittenOption, next: string): ReturnType<typeof renameOption> {
  const dashes = /^-*/.exec(option.name)![0];
  return renameOption(option, dashes + next);
}

/** The program's own flag: the same name but for case and typing errors, or the one about the same thing. A bypass is not carried over. */
function ownFlag(driver: DriverModel, flag: string): string | undefined {
  const flags = driver.options.filter((o) => o.place === 'flag' && !o.removed && !o.deprecated);
  const lower = flag.toLowerCase();
  const near = flags.find((o) => editDistance(o.name.toLowerCase(), lower, 3) <= (lower.length > 6 ? 1 : 0));
  const elsewhere = drivers.flatMap((d) => d.options).find((o) => o.name.toLowerCase() === lower && o.sets);
  const same = elsewhere && flags.find((o) => o.sets === elsewhere.sets && o.type === elsewhere.type);
  const own = near ?? same;
  return own && !bypasses.includes(own.sets) ? own.name : undefined;
}
