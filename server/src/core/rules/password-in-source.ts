/** A password that everybody with the repository can read. */
import { sources } from '../model/sources';
import { isExample, isLoopback, withoutPort } from '../model/hosts';
import { commandFix } from '../model/commandFixes';
import { canMoveSecret, secretPlaces, type SecretPlace } from '../model/moveSecret';
import type { Fix, Outlook, SourceDocument, Span } from '../types';
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
        'Read the connection string or the password from the environment or a secret store, and change the password, because the old one is known.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://app:«Vq7rTz01x»@db.example.com/?tls=true")',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com/", tls=True, username="app", password="«Vq7rTz01x»")',
        },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://db.example.com/?tls=true', { auth: { username: 'app', password: '«Vq7rTz01x»' } });",
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\npw = "«Vq7rTz01x»"\nclient = MongoClient(f"mongodb://app:{pw}@db.example.com/?tls=true")',
        },
        {
          file: 'app.js',
          code: "const mongoose = require('mongoose');\nmongoose.connect('mongodb://db.example.com/?tls=true', { user: 'app', pass: '«Vq7rTz01x»' });",
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com/?tls=true", tlsCertificateKeyFile="me.pem", tlsCertificateKeyFilePassword="«Vq7rTz01x»")',
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
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com/", tls=True, username="app", password=os.environ["PW"])',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("localhost", username="app", password="Vq7rTz01x")',
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
        {
          file: 'README.md',
          code: '```yaml\nmongodb:\n  host: db.example.com\n  username: app\n  password: Vq7rTz01x\n```\n',
        },
        {
          file: 'application.yml',
          code: 'spring:\n  data:\n    mongodb:\n      host: db.example.com\n      username: app\n      password: ${MONGODB_PASSWORD}\n',
        },
      ],
    },
    sources: [sources.connectionString],
  },
  about: { shows: ['secretsInUri', 'secrets'] },
  *check({ outlook, document }) {
    // An environment file is where the secret belongs, unless it is the example that is shared.
    if (
      /(?:^|\/)\.env(?:\.[\w-]+)?$/.test(document.path) &&
      !/example|sample|template|dist/.test(document.path)
    )
      return;
    const { uri, hosts } = outlook;
    if (isThrowAway(hosts.known ? hosts.value : (uri?.hosts ?? []).map((h) => h.host), document)) return;
    for (const place of secretPlaces(outlook, document)) {
      const kind = kindOf(outlook, document, place);
      if (kind) yield { message: kind, span: place.span, fixes: [...fixesFor(outlook, document, place)] };
    }
  },
});

/** A password of a server on this machine or in documentation is nobody's secret. */
function isThrowAway(hosts: readonly string[], document: SourceDocument): boolean {
  if (hosts.length === 0) return false;
  const names = hosts.map(withoutPort);
  return names.every(isLoopback) || (names.every(isExample) && /(?:^|\/)docs?\//.test(document.path));
}

/** True when the same text is the user's name: the mark of an example. */
function isNameBeside(password: string, around: Span, text: string): boolean {
  const names = text
    .slice(around.start, around.end)
    .matchAll(/user_?(?:name)?["']?\s*(?:=>|[:=,])\s*["']([^"'\n]*)["']/gi);
  return [...names].some((m) => m[1] === password);
}

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
  if (!isLiteralSecret(text) || isNameBeside(text, outlook.site.span, document.text)) return undefined;
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
