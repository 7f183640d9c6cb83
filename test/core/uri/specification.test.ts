/**
 * What the official specifications demand of connection strings, as cases of our own made from their rules: a URI that
 * must be refused has a validity error, one that must be warned of a validity warning and no error, a valid one neither.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Diagnostic } from '../../../server/src/core/types';
import { run } from '../../support/checkRule';

type Verdict = 'error' | 'warning' | 'valid';
type Kind = 'text' | 'py' | 'js';

interface Case {
  readonly uri: string;
  /** Where a driver is known, what this driver does counts; each difference says why. */
  readonly py?: readonly [Verdict, string];
  readonly js?: readonly [Verdict, string];
}
const c = (uri: string, differs: Omit<Case, 'uri'> = {}): Case => ({ uri, ...differs });

const errors: Readonly<Record<string, readonly Case[]>> = {
  'connection-string-spec.md: hosts': [
    c('mongodb://ann:pw@/app'),
    c('mongodb://a.example,,b.example/'),
    c('mongodb://a.example:/'),
    c('mongodb://a.example:0'),
    c('mongodb://a.example:65536/app'),
    c('mongodb://a.example:-27017/'),
    c('mongodb://a.example:port1/'),
    c('mongodb://a.example::27017/'),
    c('mongodb://fe80::1:27017/'),
    c('mongodb://[fe80::1]:99999/'),
    c('mongodb://a.example:27017,b.example:x/'),
    c('mongodb://a.example,::'),
    c('mongodb:///var/run/mongodb.sock'),
  ],
  'connection-string-spec.md: user name and password': [
    c('mongodb://an:n:pw9@a.example/'),
    c('mongodb://ann@home:pw9@a.example/'),
    c('mongodb://ann/eve:pw9@a.example/app'),
    c('mongodb://ann:p/w9@a.example/app'),
    c('mongodb://ann%:pw9@a.example/'),
    c('mongodb://ann%2:pw9@a.example/'),
    c('mongodb://a%w:pw9@a.example/'),
    c('mongodb://ann:p%gg9@a.example/'),
    c('mongodb://@a.example/'),
    c('mongodb://:pw9@a.example/'),
  ],
  'connection-string-spec.md: options are name=value': [
    c('mongodb://a.example/?replicaSet'),
    c('mongodb://a.example/?w=1&journal'),
  ],
  'read-write-concern.md': [c('mongodb://a.example/?w=-1'), c('mongodb://a.example/?journal=true&w=0')],
  'initial-dns-seedlist-discovery.md': [
    c('mongodb+srv://a.example.com,b.example.com/'),
    c('mongodb+srv://cluster.example.com:27017/'),
    c('mongodb://a.example/?srvServiceName=db'),
    c('mongodb://a.example/?srvMaxHosts=1'),
    c('mongodb+srv://cluster.example.com/?srvMaxHosts=3&replicaSet=rs0'),
    c('mongodb+srv://cluster.example.com/?loadBalanced=true&srvMaxHosts=3'),
  ],
  'uri-options.md: directConnection and load-balancers.md': [
    c('mongodb://a.example,b.example/?directConnection=true'),
    c('mongodb+srv://cluster.example.com/?directConnection=true'),
    c('mongodb://a.example,b.example/?loadBalanced=true'),
    c('mongodb://a.example/?loadBalanced=true&replicaSet=rs0'),
    c('mongodb://a.example/?directConnection=true&loadBalanced=true'),
  ],
  'uri-options.md: TLS options that exclude each other': [
    ...['true', 'false'].flatMap((one) =>
      ['true', 'false'].flatMap((other) => [
        c(`mongodb://a.example/?tlsInsecure=${one}&tlsAllowInvalidHostnames=${other}`),
        c(`mongodb://a.example/?tlsAllowInvalidCertificates=${one}&tlsInsecure=${other}`),
        c(`mongodb://a.example/?tlsInsecure=${one}&tlsDisableOCSPEndpointCheck=${other}`),
        c(`mongodb://a.example/?tlsDisableCertificateRevocationCheck=${one}&tlsInsecure=${other}`),
        c(`mongodb://a.example/?tlsDisableOCSPEndpointCheck=${one}&tlsAllowInvalidCertificates=${other}`),
        c(
          `mongodb://a.example/?tlsAllowInvalidCertificates=${one}&tlsDisableCertificateRevocationCheck=${other}`,
        ),
        c(
          `mongodb://a.example/?tlsDisableOCSPEndpointCheck=${one}&tlsDisableCertificateRevocationCheck=${other}`,
        ),
      ]),
    ),
    c('mongodb://a.example/?tls=true&ssl=false'),
    c('mongodb://a.example/?ssl=true&tls=false'),
  ],
  'auth.md': [
    c('mongodb://a.example/?authSource='),
    c('mongodb://a.example/?authMechanism=SCRAM-SHA-256'),
    c('mongodb://a.example/?authMechanism=SCRAM-SHA-1'),
    c('mongodb://a.example/?authMechanism=PLAIN'),
    c('mongodb://a.example/?authMechanism=GSSAPI'),
    c('mongodb://ann%40EXAMPLE.COM@a.example/?authMechanism=GSSAPI&authSource=users'),
    c(
      'mongodb://ann%40EXAMPLE.COM@a.example/?authMechanism=GSSAPI&authMechanismProperties=CANONICALIZE_HOST_NAME:often',
    ),
    c('mongodb://CN%3Dann:pw9@a.example/?authMechanism=MONGODB-X509'),
    c('mongodb://CN%3Dann@a.example/?authMechanism=MONGODB-X509&authSource=users'),
    c('mongodb://AKIA@a.example/?authMechanism=MONGODB-AWS'),
    c('mongodb://a.example/?authMechanism=MONGODB-AWS&authMechanismProperties=AWS_SESSION_TOKEN:t0k'),
    c('mongodb://a.example/?authMechanism=MONGODB-OIDC'),
    c('mongodb://a.example/?authMechanism=MONGODB-OIDC&authMechanismProperties=ENVIRONMENT:mars'),
    c('mongodb://a.example/?authMechanism=MONGODB-OIDC&authMechanismProperties=COLOUR:red'),
    c('mongodb://a.example/?authMechanism=MONGODB-OIDC&authMechanismProperties=ENVIRONMENT:gcp'),
    c('mongodb://ann:pw9@a.example/?authMechanism=MONGODB-OIDC&authMechanismProperties=ENVIRONMENT:k8s'),
    c('mongodb://ann@a.example/?authMechanism=MONGODB-OIDC&authMechanismProperties=ENVIRONMENT:test'),
  ],
  'socks5-support.md': [
    c('mongodb://a.example/?proxyPort=1080'),
    c('mongodb://a.example/?proxyUsername=eve&proxyPassword=pw9'),
    c('mongodb://a.example/?proxyHost=p.example&proxyUsername=eve'),
    c('mongodb://a.example/?proxyHost=p.example&proxyPassword=pw9'),
    c('mongodb://a.example/?proxyHost=p.example&proxyHost=q.example'),
    c('mongodb://a.example/?proxyHost=p.example&proxyPort=1&proxyPort=2'),
  ],
};

const nodeRefuses = ['error', 'the Node driver refuses options and booleans that it does not know'] as const;

const warnings: Readonly<Record<string, readonly Case[]>> = {
  'connection-string-spec.md: names and repetition': [
    c('mongodb://a.example/?colour=red', { js: nodeRefuses }),
    c('mongodb://a.example/?replicaSet=rs0&replicaSet=rs1'),
    c('mongodb://a.example/?maxPoolSize='),
    c('mongodb://a.example/?wtimeout=10&wTimeoutMS=20'),
  ],
  'uri-options.md: values of another type or out of range': [
    ...[
      'connectTimeoutMS=soon',
      'connectTimeoutMS=-5',
      'heartbeatFrequencyMS=499',
      'localThresholdMS=-1',
      'maxConnecting=0',
      'maxIdleTimeMS=long',
      'maxStalenessSeconds=30',
      'readPreferenceTags=west',
      'retryReads=maybe',
      'retryWrites=1',
      'serverMonitoringMode=push',
      'serverSelectionTimeoutMS=-5',
      'socketTimeoutMS=x',
      'timeoutMS=-5',
      'journal=on',
      'directConnection=yes',
      'loadBalanced=yes',
      'compressors=zlib&zlibCompressionLevel=11',
    ].map((option) => c(`mongodb://a.example/?${option}`)),
    c('mongodb+srv://cluster.example.com/?srvMaxHosts=many'),
    c('mongodb://a.example/?tlsInsecure=maybe', { js: nodeRefuses }),
    c('mongodb://a.example/?tlsAllowInvalidCertificates=1', { js: nodeRefuses }),
    c('mongodb://a.example/?tlsAllowInvalidHostnames=no', { js: nodeRefuses }),
  ],
};

const valid: Readonly<Record<string, readonly Case[]>> = {
  'read-write-concern.md': [
    c('mongodb://a.example/?w=0&journal=false'),
    c('mongodb://a.example/?w=2&journal=true'),
    c('mongodb://a.example/?w=majority'),
  ],
  'uri-options.md: known to few drivers': [
    c('mongodb://a.example/?timeoutMS=500'),
    c('mongodb://a.example/?serverSelectionTryOnce=true'),
    c('mongodb://a.example/?tls=true&tlsDisableCertificateRevocationCheck=false'),
    c('mongodb://a.example/?tls=true&tlsDisableOCSPEndpointCheck=true'),
  ],
  'connection-string-spec.md': [
    c('mongodb://a.example'),
    c('mongodb://a.example:27018/app'),
    c('mongodb://a.example,b.example:27018/?replicaSet=rs0'),
    c('mongodb://[fe80::1]:27017,[::1]/'),
    c('mongodb://192.0.2.7:1,192.0.2.8:65535/'),
    c('mongodb://%2Fvar%2Frun%2Fmongodb.sock/app'),
    c('mongodb://ann:p%40ss%2Fw%3Ard@a.example/app?authSource=admin'),
    c('mongodb://ann%40home:pw9@a.example/'),
    c('mongodb://a.example/?tls=true&appName=shop%26till'),
    c('mongodb://a.example/?readPreference=secondary&readPreferenceTags=dc:ny,rack:1&readPreferenceTags='),
    c('mongodb://ann@a.example/'),
    c('mongodb://ann%40home@a.example/my%2Ddb'),
  ],
  'uri-options.md': [
    c('mongodb://a.example/?w=majority&journal=true&wTimeoutMS=0'),
    c('mongodb://a.example/?heartbeatFrequencyMS=500&maxStalenessSeconds=90&readPreference=nearest'),
    c('mongodb://a.example/?maxStalenessSeconds=-1', { js: ['error', 'the Node driver takes no -1'] }),
    c('mongodb://a.example/?compressors=zlib,snappy&zlibCompressionLevel=-1'),
    c('mongodb://a.example/?directConnection=true'),
    c('mongodb://a.example,b.example/?directConnection=false'),
    c('mongodb://a.example/?tls=true&ssl=true'),
    c('mongodb://a.example/?tls=true&tlsAllowInvalidCertificates=true&tlsAllowInvalidHostnames=true'),
    c('mongodb://a.example/?tls=true&tlsCAFile=ca.pem&tlsCertificateKeyFile=c.pem'),
  ],
  'load-balancers.md and initial-dns-seedlist-discovery.md': [
    c('mongodb://a.example/?loadBalanced=true'),
    c('mongodb://a.example,b.example/?loadBalanced=false&replicaSet=rs0'),
    c('mongodb+srv://cluster.example.com/?srvServiceName=db&srvMaxHosts=2'),
    c('mongodb+srv://cluster.example.com/app?srvMaxHosts=0&replicaSet=rs0'),
  ],
  'auth.md': [
    c('mongodb://ann:pw9@a.example/app?authMechanism=SCRAM-SHA-256'),
    c('mongodb://CN%3Dann@a.example/?authMechanism=MONGODB-X509&tls=true'),
    c('mongodb://a.example/?authMechanism=MONGODB-X509&authSource=$external&tls=true'),
    c('mongodb://a.example/?authMechanism=MONGODB-AWS'),
    c(
      'mongodb://a.example/?authMechanism=MONGODB-OIDC&authMechanismProperties=ENVIRONMENT:azure,TOKEN_RESOURCE:api',
    ),
    c('mongodb://a.example/?authMechanism=MONGODB-OIDC&authMechanismProperties=ENVIRONMENT:k8s'),
  ],
  'socks5-support.md': [
    c('mongodb://a.example/?proxyHost=p.example'),
    c('mongodb://a.example/?proxyHost=p.example&proxyPort=1081&proxyUsername=eve&proxyPassword=pw9'),
  ],
};

const written: Readonly<Record<Kind, (uri: string) => { path: string; text: string }>> = {
  text: (uri) => ({ path: 'notes.txt', text: `${uri}\n` }),
  py: (uri) => ({
    path: 'app.py',
    text: `from pymongo import MongoClient\nclient = MongoClient("${uri}")\n`,
  }),
  js: (uri) => ({
    path: 'app.js',
    text: `const { MongoClient } = require("mongodb");\nconst client = new MongoClient("${uri}");\n`,
  }),
};

function verdictOf(diagnostics: readonly Diagnostic[]): Verdict {
  const validity = diagnostics.filter((d) => d.category === 'validity');
  if (validity.some((d) => d.severity === 'error')) return 'error';
  return validity.some((d) => d.severity === 'warning') ? 'warning' : 'valid';
}

for (const [verdict, topics] of [
  ['error', errors],
  ['warning', warnings],
  ['valid', valid],
] as const)
  describe(`URIs that the specifications call ${verdict === 'valid' ? 'valid' : `worth a validity ${verdict}`}`, () => {
    for (const [topic, cases] of Object.entries(topics))
      for (const kind of ['text', 'py', 'js'] as const)
        test(`${topic}, in ${kind}`, () => {
          const said = cases.map((one) => {
            const { diagnostics } = run(written[kind](one.uri));
            return `${verdictOf(diagnostics)} ${one.uri}${verdictOf(diagnostics) === 'valid' ? '' : ` (${diagnostics.map((d) => d.rule).join(' ')})`}`;
          });
          const differing = cases.flatMap((one, i) => {
            const wanted = (kind === 'text' ? undefined : one[kind])?.[0] ?? verdict;
            return said[i]!.startsWith(`${wanted} `) ? [] : [`wanted ${wanted}: ${said[i]!}`];
          });
          assert.deepEqual(differing, []);
        });
  });

describe('what is no connection string at all', () => {
  for (const kind of ['py', 'js'] as const)
    test(`an empty text or another scheme in a call is a validity error, in ${kind}`, () => {
      for (const uri of ['', 'mongo://a.example:27017', 'mongodb//a.example/', 'mongodb://'])
        assert.equal(verdictOf(run(written[kind](uri)).diagnostics), 'error', uri);
    });

  test('in an environment file another scheme or no host is an error, and an empty value is none', () => {
    const env = (value: string) => run({ path: '.env', text: `MONGO_URL=${value}\n` }).diagnostics;
    assert.equal(verdictOf(env('mongo://a.example:27017')), 'error');
    assert.equal(verdictOf(env('mongodb://')), 'error');
    assert.deepEqual(env(''), []);
    assert.deepEqual(env('${SCHEME}a.example'), []);
  });
});
