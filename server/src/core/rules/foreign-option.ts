/** The name that another driver has for it. */
import { drivers } from '../drivers';
import { renameOption } from '../model/edits';
import { catalogueOption } from '../model/meaning';
import { driverName, withArticle } from '../model/wording';
import { isSpecified } from '../uri/specification';
import { sources } from '../model/sources';
import type { SettingKey } from '../types';
import { defineRule } from './defineRule';

/** What switches a check off. */
const bypasses: ReadonlySet<SettingKey | undefined> = new Set([
  'insecure',
  'allowInvalidCertificates',
  'allowInvalidHostnames',
]);

export const rule = defineRule({
  meta: {
    id: 'foreign-option',
    category: 'validity',
    severity: 'error',
    fixable: true,
    insteadOf: ['unknown-option'],
    messages: {
      other: '{option} is the name of {other}; {driver} {outcome}. {advice}',
    },
    docs: {
      what: 'An option is written under the name that another driver has for it.',
      why: 'Copied from a page about another language, the option makes this driver refuse to start, or is ignored.',
      instead: 'Use the name of this driver.',
    },
    examples: {
      bad: [
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://localhost/?tls=true', { «ssl_ca_certs»: '/etc/ca.pem' });",
        },
      ],
      good: [
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://localhost/?tls=true', { tlsCAFile: '/etc/ca.pem' });",
        },
      ],
    },
    sources: [sources.nodeConnectionString, sources.pymongoCommon],
  },
  about: { shows: ['strangeOption'] },
  *check({ outlook }) {
    const { driver } = outlook;
    if (!driver || outlook.site.driver.framework) return;
    for (const option of outlook.options) {
      if (
        option.place === 'flag' ||
        isSocketOption(option.name) ||
        // Who logs in has that name everywhere.
        option.name === 'password' ||
        catalogueOption(driver, option) ||
        (option.place === 'uri' && isSpecified(option.name))
      )
        continue;
      const found = drivers
        .filter((d) => d !== driver && d.id !== 'mongod')
        .flatMap((d) => {
          const entry = catalogueOption(d, option);
          return entry?.sets && entry.place !== 'flag' && entry.place !== 'config'
            ? [{ other: d, entry }]
            : [];
        })[0];
      if (!found) continue;
      // Only where the driver itself says so: names that nobody modelled are left alone.
      const refused = outlook.outcome.known && outlook.outcome.value === 'error';
      const warned = outlook.cases.some((c) =>
        [c.prediction.message ?? '', ...c.prediction.warnings]
          .join(' ')
          .toLowerCase()
          .includes(option.name.toLowerCase()),
      );
      if (!refused && !warned) continue;
      const own = driver.options.find(
        (o) =>
          o.sets === found.entry.sets &&
          (o.inverted ?? false) === (found.entry.inverted ?? false) &&
          o.type === found.entry.type &&
          !o.removed &&
          !o.deprecated &&
          (o.place === 'both' || (o.place === 'uri') === (option.place === 'uri')),
      );
      // A bypass is not carried over to its name here.
      const bypass = bypasses.has(found.entry.sets);
      const edit = own && !bypass ? renameOption(option, own.name) : undefined;
      yield {
        message: 'other',
        ...(refused ? {} : { severity: 'warning' as const }),
        data: {
          option: option.name,
          other: withArticle(found.other.title),
          driver: driverName(outlook),
          outcome: refused ? 'refuses it' : 'ignores it',
          advice: bypass
            ? 'Remove it: certificates are checked, and should be'
            : own
              ? `Write ${own.name}`
              : found.entry.sets === 'certificateFile' || found.entry.sets === 'keyFile'
                ? 'Give one file with certificate and private key to tlsCertificateKeyFile'
                : 'Remove it',
        },
        span: option.nameSpan,
        fixes: edit ? [{ title: `Write ${own!.name}`, safe: false, edits: [edit] }] : [],
      };
    }
  },
});

/** Names of Node's own tls.connect, which other drivers happen to share (socket-option-without-effect). */
function isSocketOption(name: string): boolean {
  return /^(?:minVersion|maxVersion|sigalgs|honorCipherOrder)$/.test(name);
}
