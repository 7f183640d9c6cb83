/** TLS options are there, TLS is not: the driver reads them and talks plaintext. The fault that costs most and shows least. */
import { frameworkById } from '../drivers/frameworks';
import { parsedElsewhere, relatedTo } from '../model/definitions';
import { addOption } from '../model/edits';
import { meaning } from '../model/meaning';
import { sources } from '../model/sources';
import { driverName, listed } from '../model/wording';
import type { Outlook, SettingKey, WrittenOption } from '../types';
import { defineRule } from './defineRule';

/** Settings that only make sense when TLS is on. */
const needTls: readonly SettingKey[] = [
  'caFile',
  'certificateKeyFile',
  'certificateFile',
  'keyFile',
  'keyPassword',
  'crlFile',
  'insecure',
  'allowInvalidCertificates',
  'allowInvalidHostnames',
  'disableOcspEndpointCheck',
  'disableRevocationCheck',
  'protocols',
  'context',
];

export const rule = defineRule({
  meta: {
    id: 'tls-option-without-tls',
    category: 'plaintext',
    severity: 'error',
    fixable: true,
    insteadOf: ['framework-drops-option'],
    messages: {
      refused: 'Without tls=true in the connection string {driver} refuses {options}. Add tls=true',
      known: 'TLS is not started by {options} with {driver}: the connection is in plaintext. Add {add}',
      some: 'TLS is not started by {options} with every driver (with {off} the connection is in plaintext). Add tls=true',
    },
    docs: {
      what: 'TLS options are written, but nothing turns TLS on, so the connection is in plaintext.',
      why: 'Some drivers start TLS when they see tlsCAFile or a similar option, others read the option and leave it unused. The program works, and every password and document crosses the network readable.',
      instead:
        'Write tls=true (or use mongodb+srv://, which implies it) beside the other TLS options. It is the one spelling that every driver understands.',
    },
    examples: {
      bad: [
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://db.example.com/?«tlsCAFile»=/etc/ca.pem');",
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com/?«tlsInsecure»=true")',
        },
        {
          file: 'main.cpp',
          code: '#include <mongocxx/client.hpp>\nint main() {\n  mongocxx::options::client opts;\n  mongocxx::options::tls tls_opts;\n  tls_opts.ca_file("/ca.pem");\n  opts.«tls_opts»(tls_opts);\n  mongocxx::client c{mongocxx::uri{"mongodb://db.example.com/"}, opts};\n}\n',
        },
      ],
      good: [
        {
          file: 'app.ex',
          code: '{:ok, c} = Mongo.start_link(url: "mongodb://db.example.com/app", username: "app", password: System.get_env("PW"))\n',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com/?tlsCAFile=/etc/ca.pem")',
        },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://db.example.com/?tls=true&tlsCAFile=/etc/ca.pem');",
        },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient(uri, { tls: useTls, tlsCAFile: '/etc/ca.pem' });",
        },
      ],
    },
    sources: [sources.pymongoOptions, sources.nodeConnectionString, sources.uriOptions],
  },
  about: { shows: ['plaintext'] },
  *check({ outlook }) {
    // tls=false says it openly: tls-off-with-tls-options speaks of that.
    const decided =
      outlook.options.some((o) => meaning(outlook, o)?.key === 'tls') ||
      parsedElsewhere(outlook.elsewhere).some((u) => u.options.some((o) => /^(?:tls|ssl)$/i.test(o.name)));
    const running = outlook.cases.filter((c) => c.prediction.outcome === 'ok');
    if (decided || outlook.site.open || outlook.uri?.open) return;
    // An application may start TLS itself when it finds a key that it named itself.
    const written = outlook.options.filter(
      (o) =>
        isTlsOnly(outlook, o) &&
        !o.conditional &&
        (outlook.driver !== undefined || o.place === 'uri' || /^-*(?:tls|ssl)[A-Z]/.test(o.name)),
    );
    const first = written[0];
    if (!first) return;
    if (running.length === 0) {
      // mongocxx throws where others stay in plaintext.
      const refused = outlook.cases.every((c) => /tls=true/.test(c.prediction.message ?? ''));
      const edit = addOption(outlook, 'tls', true, 'uri');
      if (refused && outlook.driver && outlook.cases.length > 0)
        yield {
          message: 'refused',
          data: {
            options: listed([...new Set(written.map((o) => o.name))]),
            driver: driverName(outlook),
          },
          span: first.nameSpan,
          fixes: edit ? [{ title: 'Add tls=true', safe: false, edits: [edit] }] : [],
        };
      return;
    }
    // A driver counts as off when nothing that is unknown could have turned it on.
    const on = new Set(running.filter((c) => c.prediction.tls).map((c) => c.driver));
    const off = running.filter((c) => !on.has(c.driver));
    if (off.length === 0 || (outlook.driver && off.length < running.length)) return;
    const edit = addOption(outlook, 'tls', true);
    const fixes = edit ? [{ title: 'Add tls=true', safe: false, edits: [edit] }] : [];
    const related = relatedTo(outlook);
    const options = listed([...new Set(written.map((o) => o.name))]);
    yield off.length === running.length
      ? {
          message: 'known',
          data: { options, driver: driverName(outlook), add: starter(outlook) },
          span: first.nameSpan,
          fixes,
          related,
        }
      : {
          message: 'some',
          data: {
            options,
            off: listed([...new Set(off.map((c) => c.driver))].slice(0, 3)),
          },
          span: first.nameSpan,
          fixes,
          related,
        };
  },
});

/** What starts TLS: where a framework makes the connection without a URI, its own option does. */
function starter({ uri, site }: Outlook): string {
  const own = uri
    ? undefined
    : frameworkById(site.driver.framework)?.options.find(
        (o) => o.sets === 'tls' && o.type === 'boolean' && !o.since && !o.removed && !o.replacedBy,
      );
  return `${own?.name ?? 'tls'}=true`;
}

function isTlsOnly(outlook: Outlook, option: WrittenOption): boolean {
  const m = meaning(outlook, option);
  // A bare `password` is that of the login, whatever Erlang's ssl calls the one of a key.
  return m !== undefined && needTls.includes(m.key) && option.name !== 'password';
}
