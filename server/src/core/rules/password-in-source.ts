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
      beside:
        'A password stands in this file: everybody who can read the file or its history has it. Move it to an environment variable or a secret store, and change it',
    },
    docs: {
      what: 'A connection string, or an option beside it, holds a literal password.',
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
      ],
    },
    sources: [sources.connectionString],
  },
  *check({ outlook, document }) {
    // An environment file is where the secret belongs, unless it is the example that is shared.
    if (
      /(?:^|\/)\.env(?:\.[\w-]+)?$/.test(document.path) &&
      !/example|sample|template|dist/.test(document.path)
    )
      return;
    const inUri = passwordOfUri(outlook, document);
    if (inUri) yield { message: 'password', span: inUri, fixes: [...fixesFor(outlook, document, inUri)] };
    for (const span of passwordsBeside(outlook, document))
      yield { message: 'beside', span, fixes: [...fixesFor(outlook, document, span)] };
  },
});

/** The password of the URI, when it is somebody's secret. */
function passwordOfUri({ uri }: Outlook, document: SourceDocument): Span | undefined {
  const password = uri?.password;
  if (!uri || !password || password.hole || password.placeholder || password.empty) return undefined;
  if (
    isThrowAway(
      uri.hosts.map((h) => h.host),
      document,
    )
  )
    return undefined;
  // The user's name as password is the mark of an example.
  const written = ({ span }: { readonly span: Span }): string => document.text.slice(span.start, span.end);
  return uri.user && written(password) === written(uri.user) ? undefined : password.span;
}

/** The passwords that are written as arguments or entries beside the URI. */
function passwordsBeside(outlook: Outlook, document: SourceDocument): readonly Span[] {
  const { site, hosts, uri } = outlook;
  // Of the server's own settings other rules speak.
  if (site.kind === 'serverConfig' || outlook.driver?.id === 'mongod') return [];
  if (isThrowAway(hosts.known ? hosts.value : (uri?.hosts ?? []).map((h) => h.host), document)) return [];
  return site.options.flatMap(({ value }) => {
    if (!value.known || typeof value.value !== 'object' || value.value === null || value.value.placeholder)
      return [];
    const { secretAt } = value.value;
    const text = document.text.slice(secretAt.start, secretAt.end);
    return text.trim() === '' || isNameBeside(text, site.span, document.text) ? [] : [secretAt];
  });
}

/** True when the same text is the user's name: the mark of an example. */
function isNameBeside(password: string, around: Span, text: string): boolean {
  const names = text
    .slice(around.start, around.end)
    .matchAll(/user_?(?:name)?["']?\s*(?:=>|[:=,])\s*["']([^"'\n]*)["']/gi);
  return [...names].some((m) => m[1] === password);
}

/** A password of a server on this machine or in documentation is nobody's secret. */
function isThrowAway(hosts: readonly string[], document: SourceDocument): boolean {
  if (hosts.length === 0) return false;
  return hosts.every(isLoopback) || (hosts.every(isExample) && /(?:^|\/)docs?\//.test(document.path));
}

function fixesFor(outlook: Outlook, document: SourceDocument, span: Span): readonly Fix[] {
  // The example of an environment file shows which values there are, not what they are.
  if (/(?:^|\/)\.env\.[\w.-]+$/.test(document.path))
    return [{ title: 'Write <password> instead', safe: false, edits: [{ span, newText: '<password>' }] }];
  const place = secretPlaces(outlook, document).find((p) => p.span.start === span.start);
  return place && canMoveSecret(document, outlook, place)
    ? [commandFix('move-secret', 'Move the password to an environment variable and .env')]
    : [];
}
