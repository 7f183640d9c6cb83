/** Python 3.10 and newer beside a MongoDB server that has no cipher in common with it. */
import { defineRule } from './defineRule';

const python = /\bpython:3\.(\d{1,2})(?:[.\w-]*)/g;
const server =
  /\b(?:mongo|mongodb\/mongodb-(?:community|enterprise)-server|percona\/percona-server-mongodb|bitnami\/mongodb):(\d+)\.(\d+)[.\w-]*/g;
const tls = /--(?:tls|ssl)|requireTLS|requireSSL|preferTLS|preferSSL|[?&;](?:tls|ssl)=true/;

export const rule = defineRule({
  meta: {
    id: 'python-with-old-server',
    category: 'compatibility',
    severity: 'warning',
    quiet: 'off',
    fixable: false,
    messages: {
      ciphers:
        'Python 3.{minor} and MongoDB {version} can have no TLS cipher in common: the handshake then fails with "handshake failure". Update MongoDB to 4.2 or later, use Python 3.9 or older, or install pymongo[ocsp], which brings its own TLS',
    },
    docs: {
      what: 'A file starts Python 3.10 or newer and MongoDB 3.4 or older side by side, with TLS.',
      why: 'Python 3.10 offers only ciphers with forward secrecy and without SHA-1. MongoDB 3.4 and older answer with RSA key exchange only on some platforms. The documentation of PyMongo names Python 3.10 and older as the cure; it is Python 3.9 and older.',
      instead:
        'Update MongoDB. Where that has to wait, use Python 3.9 or older, or pymongo[ocsp], whose PyOpenSSL still offers the old ciphers.',
    },
    examples: {
      bad: [
        {
          file: 'docker-compose.yml',
          code: 'services:\n  app:\n    image: python:3.11-slim\n    environment:\n      MONGO_URL: mongodb://db:27017/?tls=true\n  db:\n    image: «mongo:3.4»\n    command: mongod --sslMode requireSSL\n',
        },
      ],
      good: [
        {
          file: 'docker-compose.yml',
          code: 'services:\n  app:\n    image: python:3.9-slim\n    environment:\n      MONGO_URL: mongodb://db:27017/?tls=true\n  db:\n    image: mongo:3.4\n',
        },
        {
          file: 'docker-compose.yml',
          code: 'services:\n  app:\n    image: python:${PYTHON}\n    environment:\n      MONGO_URL: mongodb://db:27017/?tls=true\n  db:\n    image: mongo:3.4\n',
        },
        {
          file: 'docker-compose.yml',
          code: 'services:\n  app:\n    image: python:3.12\n    environment:\n      MONGO_URL: mongodb://db:27017/?tls=true\n  db:\n    image: mongo:7.0\n',
        },
        {
          file: 'docker-compose.yml',
          code: 'services:\n  app:\n    image: python:3.12\n    environment:\n      MONGO_URL: mongodb://db:27017/\n  db:\n    image: mongo:3.4\n',
        },
      ],
    },
    sources: [
      {
        repo: 'python/cpython',
        ref: 'v3.10.0',
        path: 'Doc/whatsnew/3.10.rst',
        note: 'ssl: ciphers with forward secrecy, no SHA-1, TLS 1.2 (bpo-43998)',
      },
      { repo: 'mongodb/mongo-python-driver', ref: '4.17.0', path: 'pymongo/ssl_support.py' },
    ],
  },
  needle: /python:3\./,
  *checkDocument({ document: { path, text } }) {
    if (!/\.ya?ml$|Dockerfile/i.test(path) || !tls.test(text) || !text.includes('python:3.')) return;
    const minor = Math.max(...[...text.matchAll(python)].map((m) => Number(m[1])));
    if (!(minor >= 10)) return;
    for (const match of text.matchAll(server)) {
      const [major, second] = [Number(match[1]), Number(match[2])];
      if (major > 3 || (major === 3 && second > 4)) continue;
      yield {
        message: 'ciphers',
        data: { minor: String(minor), version: `${major}.${second}` },
        span: { start: match.index, end: match.index + match[0].length },
      };
    }
  },
});
