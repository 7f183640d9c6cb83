/** A password that everybody with the repository can read. */
import { sources } from '../model/sources';
import { isExample, isLoopback } from '../model/hosts';
import { commandFix } from '../model/commandFixes';
import { canMoveSecret, secretPlaces, type SecretPlace } from '../model/moveSecret';
import type { Fix, Outlook, SourceDocument } from '../types';
import { isLiteralSecret } from '../uri/secrets';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'password-in-source',
    category: 'secrets',
    severity: 'warning',
    fixable: true,
    messages: {
      password:
        'A password stands in this file: everybody who can read the file, its history or a log of the URI has it. Move it to an environment variable or a secret store, and change it',
      key: 'The password of a private key stands in this file: whoever has the file and the key can pose as this client. Move it to an environment variable or a secret store, and change it',
    },
    docs: {
      what: 'A connection string, an option or a setting of MongoDB holds a literal password.',
      why: 'It is in every clone, backup and log, and it stays in the history after it is deleted here.',
      instead:
        'Read it from the environment or a secret store, and change the password, because the old one is known.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://app:«Vq7rTz01x»@db.example.com/?tls=true")',
        },
        {
          file: 'application.yml',
          code: 'spring:\n  data:\n    mongodb:\n      host: db.example.com\n      username: app\n      password: «Vq7rTz01x»\n',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("db.example.com", tls=True, tlsCertificateKeyFile="/c.pem", tlsCertificateKeyFilePassword="«Vq7rTz01x»")',
        },
      ],
      good: [
        {
          file: 'README.md',
          code: '```yaml\nmongodb:\n  host: db.example.com\n  username: app\n  password: Vq7rTz01x\n```\n',
        },
        {
          file: 'application.yml',
          code: 'spring:\n  data:\n    mongodb:\n      host: db.example.com\n      username: app\n      password: ${MONGODB_PASSWORD}\n',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://app:<password>@db.example.com/?tls=true")',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient(f"mongodb://app:{pw}@db.example.com/?tls=true")',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://root:root@localhost/")',
        },
      ],
    },
    sources: [sources.connectionString],
  },
  about: { shows: ['uri', 'secrets'] },
  *check({ outlook, document }) {
    // An environment file is where the secret belongs, unless it is the example that is shared.
    if (
      /(?:^|\/)\.env(?:\.[\w-]+)?$/.test(document.path) &&
      !/example|sample|template|dist/.test(document.path)
    )
      return;
    // A throw-away password of a server on this machine or in documentation is nobody's secret.
    const { uri, hosts } = outlook;
    if (uri ? uri.hosts.every((h) => isLoopback(h.host)) : hosts.known && hosts.value.every(isLocal)) return;
    for (const place of secretPlaces(outlook, document)) {
      const kind = kindOf(outlook, document, place);
      if (kind) yield { message: kind, span: place.span, fixes: [...fixesFor(outlook, document, place)] };
    }
  },
});

const isLocal = (host: string): boolean => isLoopback(host.replace(/(?<!:):\d+$/, ''));

/** What to say of a secret; undefined where another rule speaks of it or where it is nobody's. */
function kindOf(
  outlook: Outlook,
  document: SourceDocument,
  { span, name, inUri }: SecretPlace,
): 'password' | 'key' | undefined {
  const { uri, driver } = outlook;
  if (inUri) {
    // key-password-in-uri speaks of the options.
    if (!uri || span.start !== uri.password?.span.start) return undefined;
    if (uri.hosts.every((h) => isExample(h.host)) && /(?:^|\/)docs?\//.test(document.path)) return undefined;
    // The user's name as password is the mark of an example.
    const user = uri.user && document.text.slice(uri.user.span.start, uri.user.span.end);
    return document.text.slice(span.start, span.end) === user ? undefined : 'password';
  }
  // What a document shows is an example; a URI in it names a host at least.
  if (/\.(?:md|mdx|markdown|rst|adoc|asciidoc)$/.test(document.path)) return undefined;
  // server-key-password and proxy-password-in-plaintext speak of theirs; a trust store has nothing secret in it.
  if (driver?.id === 'mongod' || /proxy|trust/i.test(name)) return undefined;
  if (/token|secret/i.test(name)) return undefined;
  const text = document.text.slice(span.start, span.end).replace(/^["'`]|["'`]$/g, '');
  if (!isLiteralSecret(text)) return undefined;
  return /key|pem|tls|ssl|phrase|cert|store/i.test(name) ? 'key' : 'password';
}

function fixesFor(outlook: Outlook, document: SourceDocument, place: SecretPlace): readonly Fix[] {
  const { span } = place;
  // The example of an environment file shows which values there are, not what they are.
  if (/(?:^|\/)\.env\.[\w.-]+$/.test(document.path))
    return [{ title: 'Write <password> instead', safe: false, edits: [{ span, newText: '<password>' }] }];
  return canMoveSecret(document, outlook, place)
    ? [commandFix('move-secret', 'Move the password to an environment variable and .env')]
    : [];
}
