/** tls=false on a host that is not this machine. */
import { removeOption, setValue } from '../model/edits';
import { serviceOf } from '../model/hosts';
import { booleanOf, optionsAbout } from '../model/meaning';
import { sources } from '../model/sources';
import { listed } from '../model/wording';
import { isPrivate } from '../model/hosts';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'tls-off-remote',
    category: 'plaintext',
    severity: 'warning',
    strict: 'error',
    fixable: true,
    messages: {
      off: '{option} turns TLS off for {hosts}: passwords and data cross the network readable. Turn TLS on',
      srv: '{option} turns off the TLS that mongodb+srv:// would start: passwords and data cross the network readable. Remove {option}',
      atlas:
        '{option} cannot work with MongoDB Atlas, which accepts only TLS: the connection will fail. Remove {option}',
    },
    docs: {
      what: 'TLS is turned off explicitly for a host that is not this machine.',
      why: 'Everything, the password exchange and every document, can be read and changed by anyone on the path.',
      instead:
        'Write tls=true and give the server a certificate. For a mongodb+srv:// URI remove the option: the scheme implies TLS.',
    },
    examples: {
      bad: [
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://db.example.com:27017/app?«tls=false»',
        },
        {
          file: '.env',
          code: 'MONGO_URL=mongodb+srv://cluster.example.com/app?«ssl=false»',
        },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://db.example.com', { «tls: false» });",
        },
      ],
      good: [
        { file: '.env', code: 'MONGO_URL=mongodb://localhost:27017/app?tls=false' },
        { file: '.env', code: 'MONGO_URL=mongodb://${HOST}/app?tls=false' },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://db.example.com', { tls: useTls });",
        },
      ],
    },
    sources: [sources.uriOptions, sources.srv, sources.compassValidation],
  },
  about: { shows: ['switchedOff'] },
  *check({ outlook, config }) {
    if (
      outlook.cases.length > 0 &&
      !outlook.cases.some((c) => c.prediction.outcome === 'ok' && !c.prediction.tls)
    )
      return;
    const hosts = outlook.hosts.known ? outlook.hosts.value : [];
    const srv = outlook.uri?.scheme === 'mongodb+srv';
    if (!srv && (!outlook.hosts.known || (outlook.local.known && outlook.local.value))) return;
    if (!srv && !config.privateHosts && hosts.every(isPrivate)) return;
    const written = optionsAbout(outlook, 'tls');
    // Yes and no together is a contradiction, which other rules speak of.
    if (written.some((o) => booleanOf(outlook, o) === true)) return;
    for (const option of written) {
      if (option.conditional || booleanOf(outlook, option) !== false) continue;
      const remove = srv ? removeOption(option) : undefined;
      const set = srv ? undefined : setValue(outlook.site, option, true);
      const atlas = hosts.some((h) => serviceOf(h) === 'atlas');
      yield {
        message: atlas ? 'atlas' : srv ? 'srv' : 'off',
        data: { option: `${option.name}=false`, hosts: listed(hosts.slice(0, 3)) },
        span: option.span,
        fixes: [
          ...(remove ? [{ title: `Remove ${option.name}=false`, safe: atlas, edits: [remove] }] : []),
          ...(set ? [{ title: `Turn TLS on (${option.name}=true)`, safe: false, edits: [set] }] : []),
        ],
      };
    }
  },
});
