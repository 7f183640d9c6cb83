/** TLS is on only because this driver takes a TLS option for it. */
import { addOption } from '../model/edits';
import { optionsAbout } from '../model/meaning';
import { sources } from '../model/sources';
import { driverName } from '../model/wording';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'tls-implied',
    category: 'hygiene',
    severity: 'hint',
    quiet: 'off',
    fixable: true,
    messages: {
      implied:
        '{option} turns TLS on in {driver}; in other drivers it does not, and the same settings are plaintext there. Write tls=true as well',
    },
    docs: {
      what: 'TLS is on because of an option such as tlsCAFile, and tls=true is not written.',
      why: 'PyMongo, Go, C, PHP and Rust start TLS when they see such an option. Node.js, Java, C# and Ruby do not: whoever copies the settings gets plaintext.',
      instead: 'Write tls=true beside it.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://localhost/", «tlsCAFile»="/etc/ca.pem")',
        },
      ],
      good: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://localhost/", tls=True, tlsCAFile="/etc/ca.pem")',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb+srv://c.example.com/", tlsCAFile="/etc/ca.pem")',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://localhost/", tlsCAFile="/etc/ca.pem", **options)',
        },
      ],
    },
    sources: [sources.pymongoOptions, sources.uriOptions],
  },
  about: { settings: ['caFile', 'certificateKeyFile', 'keyPassword', 'crlFile'] },
  *check({ outlook }) {
    const { driver, site, uri } = outlook;
    if (!driver || driver.id === 'mongod' || site.driver.framework) return;
    if (site.open || uri?.open || (!uri && !site.hosts?.known)) return;
    if (!outlook.tls.known || !outlook.tls.value || optionsAbout(outlook, 'tls').length > 0) return;
    const { tls } = outlook.origins;
    const option = tls?.decision.kind === 'option' ? tls.option : undefined;
    if (!option?.value.known || option.conditional) return;
    const key = optionsAbout(outlook, 'caFile', 'certificateKeyFile', 'keyPassword', 'crlFile');
    if (!key.includes(option)) return;
    const edit = addOption(outlook, 'tls', true, option.place === 'uri' ? 'uri' : 'either');
    yield {
      message: 'implied',
      data: { option: option.name, driver: driverName(outlook) },
      span: option.nameSpan,
      fixes: edit ? [{ title: 'Add tls=true', safe: false, edits: [edit] }] : [],
    };
  },
});
