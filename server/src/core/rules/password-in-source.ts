/** A password that everybody with the repository can read. */
import { sources } from '../model/sources';
import { isExample, isLoopback } from '../model/hosts';
import { commandFix } from '../model/commandFixes';
import { canMoveSecret, secretPlaces } from '../model/moveSecret';
import type { Fix, Outlook, SourceDocument, Span } from '../types';
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
    },
    docs: {
      what: 'A connection string holds a literal password.',
      why: 'It is in every clone, backup and log, and it stays in the history after it is deleted here.',
      instead:
        'Read the connection string from the environment or a secret store, and change the password, because the old one is known.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://app:«Vq7rTz01x»@db.example.com/?tls=true")',
        },
      ],
      good: [
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
  about: { shows: ['uri'] },
  *check({ outlook, document }) {
    const { uri } = outlook;
    const password = uri?.password;
    if (!uri || !password || password.hole || password.placeholder || password.empty) return;
    // A throw-away password of a server on this machine or in documentation is nobody's secret.
    if (uri.hosts.every((h) => isLoopback(h.host))) return;
    if (uri.hosts.every((h) => isExample(h.host)) && /(?:^|\/)docs?\//.test(document.path)) return;
    // The user's name as password is the mark of an example.
    if (
      uri.user &&
      document.text.slice(password.span.start, password.span.end) ===
        document.text.slice(uri.user.span.start, uri.user.span.end)
    )
      return;
    // An environment file is where the secret belongs, unless it is the example that is shared.
    if (
      /(?:^|\/)\.env(?:\.[\w-]+)?$/.test(document.path) &&
      !/example|sample|template|dist/.test(document.path)
    )
      return;
    yield {
      message: 'password',
      span: password.span,
      fixes: [...fixesFor(outlook, document, password.span)],
    };
  },
});

function fixesFor(outlook: Outlook, document: SourceDocument, span: Span): readonly Fix[] {
  // The example of an environment file shows which values there are, not what they are.
  if (/(?:^|\/)\.env\.[\w.-]+$/.test(document.path))
    return [{ title: 'Write <password> instead', safe: false, edits: [{ span, newText: '<password>' }] }];
  const place = secretPlaces(outlook, document).find((p) => p.span.start === span.start);
  return place && canMoveSecret(document, outlook, place)
    ? [commandFix('move-secret', 'Move the password to an environment variable and .env')]
    : [];
}
