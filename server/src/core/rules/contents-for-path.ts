/** The contents of a file where a path is wanted, or the other way round. */
import { catalogueOption } from '../model/meaning';
import { versionsIn } from '../drivers/versionsIn';
import { compareVersions } from '../drivers/versions';
import { driverName } from '../model/wording';
import type { Outlook, WrittenOption } from '../types';
import { defineRule } from './defineRule';

/** A call that reads a whole file: Node, Python, Go, Ruby, PHP, Rust. */
const reads =
  /^(?:await\s+)?(?:[\w.]*\.)?(?:readFileSync|readTextFileSync|ReadFile|file_get_contents|File\.read|File\.binread)\s*\(|^(?:io\.)?open\s*\([^()]*\)\.read\s*\(|^Path\s*\([^()]*\)\.read_(?:text|bytes)\s*\(/;
/** Options of Node's tls that take the contents, and of the driver before 4.0. */
const contents = /^(?:ca|cert|key|crl)$/;
const old = /^ssl(?:CA|Cert|Key|CRL)$/;

export const rule = defineRule({
  meta: {
    id: 'contents-for-path',
    category: 'files',
    severity: 'error',
    fixable: false,
    messages: {
      contents:
        '{option} takes the path of a file, and this reads the file: {driver} then looks for a file whose name is the certificate. Write the path itself',
      path: '{option} takes the contents of a file, and this is its path: {driver} cannot find a certificate in it. Write {instead}',
    },
    docs: {
      what: 'An option that names a file is given its contents, or one that takes contents is given a path.',
      why: 'The driver looks for a file with the certificate as its name (ENOENT … -----BEGIN CERTIFICATE-----), or finds no certificate in the text of a path and trusts nobody. In the Node.js driver sslCA took contents up to 3.x and takes a path in 4.x and 5.x.',
      instead:
        'Give tlsCAFile and tlsCertificateKeyFile a path, and ca, cert and key what fs.readFileSync returns.',
    },
    examples: {
      bad: [
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://localhost/?tls=true', { tlsCAFile: «fs.readFileSync('ca.pem')» });",
        },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://localhost/?tls=true', { ca: «'/etc/ssl/ca.pem'» });",
        },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://localhost/?ssl=true', { sslCA: «fs.readFileSync(`ca.pem`)» });",
          versions: { node: '4.17.2' },
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("localhost", tls=True, tlsCAFile=«open("ca.pem").read()»)',
        },
      ],
      good: [
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://localhost/?tls=true', { tlsCAFile: 'ca.pem', ca: fs.readFileSync('ca.pem') });",
        },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://localhost/?ssl=true', { sslCA: [fs.readFileSync('ca.pem')] });",
          versions: { node: '3.6.0' },
        },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://localhost/?tls=true', { ca: '-----BEGIN CERTIFICATE-----' + rest, tlsCAFile: caFile });",
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("localhost", tls=True, tlsCAFile=ca_file)',
        },
      ],
    },
    sources: [
      { repo: 'mongodb/node-mongodb-native', ref: 'v7.5.0', path: 'src/mongo_client.ts' },
      {
        repo: 'mongodb/node-mongodb-native',
        ref: 'v4.17.2',
        path: 'src/connection_string.ts',
        note: 'sslCA',
      },
      { repo: 'mongodb/mongo-python-driver', ref: '4.17.0', path: 'pymongo/ssl_support.py' },
    ],
  },
  *check({ outlook, document }) {
    if (!outlook.driver || outlook.driver.id === 'mongod') return;
    for (const option of outlook.options) {
      if (option.place !== 'options' || option.conditional) continue;
      const wants = wanted(outlook, option);
      const written = document.text.slice(option.valueSpan.start, option.valueSpan.end);
      if (wants === 'path' && !option.value.known && reads.test(written))
        yield {
          message: 'contents',
          data: { option: option.name, driver: driverName(outlook) },
          span: option.valueSpan,
        };
      if (wants === 'contents' && option.value.known && isPath(option.value.value))
        yield {
          message: 'path',
          data: {
            option: option.name,
            driver: driverName(outlook),
            instead: contents.test(option.name) ? insteadOf(option.name) : 'fs.readFileSync of it',
          },
          span: option.valueSpan,
        };
    }
  },
});

function insteadOf(name: string): string {
  return name === 'ca'
    ? 'tlsCAFile, or fs.readFileSync of it'
    : name === 'crl'
      ? 'tlsCRLFile, or fs.readFileSync of it'
      : 'tlsCertificateKeyFile, or fs.readFileSync of it';
}

/** What the option takes in every version in question; undefined where that is not known. */
function wanted(outlook: Outlook, option: WrittenOption): 'path' | 'contents' | undefined {
  const driver = outlook.driver!;
  const isNode = driver.id === 'node' || driver.id === 'mongoose';
  if (isNode && contents.test(option.name)) return 'contents';
  if (isNode && old.test(option.name)) {
    // mongoose has its own numbers: what they bring is the model's business, so only the driver by its name is judged.
    if (driver.id !== 'node' || !outlook.version) return undefined;
    const versions = versionsIn(outlook.version, driver);
    if (versions.every((v) => compareVersions(v, '4.0.0') < 0)) return 'contents';
    return versions.every((v) => compareVersions(v, '4.0.0') >= 0) ? 'path' : undefined;
  }
  return catalogueOption(driver, option)?.type === 'path' ? 'path' : undefined;
}

/** A short text without a line break that ends like a certificate file. */
function isPath(value: unknown): boolean {
  return typeof value === 'string' && /^[^\n\r]{1,300}\.(?:pem|crt|cer|key|crl|ca-bundle)$/i.test(value);
}
