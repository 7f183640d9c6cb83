/** net.ssl became net.tls in MongoDB 4.2. */
import type { Span } from '../types';
import { defineRule } from './defineRule';

/** Settings whose name changed with the section. */
const newNames: Readonly<Record<string, string>> = {
  PEMKeyFile: 'certificateKeyFile',
  PEMKeyPassword: 'certificateKeyFilePassword',
  clusterPassword: 'clusterPassword',
  weakCertificateValidation: 'allowConnectionsWithoutCertificates',
};

export const rule = defineRule({
  meta: {
    id: 'server-old-tls-names',
    category: 'compatibility',
    severity: 'warning',
    fixable: true,
    messages: {
      old: '{name} is the name from before MongoDB 4.2. Use net.tls with the new names and modes',
    },
    docs: {
      what: 'A server configuration uses net.ssl.',
      why: 'The old names still work with a warning in the log. Names and values changed together (requireSSL became requireTLS, PEMKeyFile became certificateKeyFile), so half a change does not start.',
      instead: 'Rename the section, its settings and the mode together.',
    },
    examples: {
      bad: [
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  «ssl»:\n    mode: requireSSL\n    PEMKeyFile: /etc/ssl/mongod.pem\n    CAFile: /etc/ssl/ca.pem\n',
        },
      ],
      good: [
        {
          file: 'mongod.conf',
          code: 'storage:\n  dbPath: /data\nsystemLog:\n  destination: file\n  path: /var/log/mongod.log\nnet:\n  port: 27017\n  tls:\n    mode: requireTLS\n    certificateKeyFile: /etc/ssl/mongod.pem\n    CAFile: /etc/ssl/ca.pem\n',
        },
      ],
    },
    sources: [
      { repo: 'mongodb/docs', ref: '009abe2b', path: 'source/reference/configuration-options.txt' },
      { repo: 'mongodb/mongo', ref: '39f7c903', path: 'src/mongo/util/net/ssl_options_server.idl' },
    ],
  },
  wholeText: true,
  about: { drivers: ['mongod'] },
  *check({ outlook, document }) {
    if (outlook.site.kind !== 'serverConfig') return;
    const old = outlook.options.filter((o) => o.place === 'config' && o.name.startsWith('net.ssl.'));
    const first = old[0];
    if (!first || outlook.options.some((o) => o.name.startsWith('net.tls.'))) return;
    const section = sectionKey(document.text, first.span.start);
    // Dotted keys and one-line maps have no section line: the finding is at the first setting, without a fix.
    if (!section) {
      yield { message: 'old', data: { name: first.name }, span: first.nameSpan };
      return;
    }
    const edits = [{ span: section, newText: 'tls' }];
    for (const option of old) {
      const leaf = option.name.slice('net.ssl.'.length);
      const next = newNames[leaf] ?? leaf;
      if (document.text.slice(option.nameSpan.start, option.nameSpan.end) !== leaf) return;
      if (next !== leaf) edits.push({ span: option.nameSpan, newText: next });
      if (leaf === 'mode' && option.value.known && typeof option.value.value === 'string') {
        const at = document.text.indexOf('SSL', option.valueSpan.start);
        if (at >= 0 && at < option.valueSpan.end)
          edits.push({ span: { start: at, end: at + 3 }, newText: 'TLS' });
      }
    }
    yield {
      message: 'old',
      data: { name: 'net.ssl' },
      span: section,
      fixes: [{ title: 'Migrate net.ssl to net.tls (MongoDB 4.2 and later)', safe: false, edits }],
    };
  },
});

/** The `ssl` key of the block that holds the setting at `offset`. */
function sectionKey(text: string, offset: number): Span | undefined {
  const before = text.slice(0, offset);
  const match =
    /(?:^|\n)([ \t]+)ssl[ \t]*:[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]+[^\n]*\n|[ \t]*\r?\n)*[ \t]*$/.exec(before);
  if (!match) return undefined;
  const start = match.index + match[0].indexOf('ssl');
  return { start, end: start + 3 };
}
