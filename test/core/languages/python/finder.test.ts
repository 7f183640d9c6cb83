/** Python: what the shapes of real programs give. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from '../../../support/checkRule';
import { shownSites } from '../../../support/sites';

test('a value that a condition decides is set sometimes, a function of the same name is no option', () => {
  const code = [
    'from pymongo import MongoClient',
    'def tls_options(strict):',
    '    if strict:',
    '        return {"tls": True}',
    '    return {"tlsInsecure": True}',
    'client = MongoClient("mongodb://h", **tls_options(True))',
  ].join('\n');
  assert.deepEqual(shownSites('a.py', code), [
    'options | pymongo | mongodb://h | tls=true sometimes | tlsInsecure=true',
  ]);
});

test('an environment read keeps its default, an unknown ** leaves the site open', () => {
  const code =
    'import os, pymongo\nc = pymongo.MongoClient(os.getenv("URL", "mongodb://h"), tls=flag, **given)\n';
  assert.deepEqual(shownSites('a.py', code), [
    'options | pymongo | mongodb://h | reads URL | tls=?expression | open',
  ]);
});

test('the options of Redis beside a MongoDB client stay silent', () => {
  const code =
    'import pymongo, redis\nc = pymongo.MongoClient("mongodb://h")\nr = redis.Redis(ssl=True, ssl_cert_reqs=None)\n';
  assert.deepEqual(shownSites('a.py', code), ['uri | pymongo | mongodb://h']);
});

test('labels that are keyword arguments are no options', () => {
  const code =
    '# Words of the MongoDB form\nTEXTS = dict(tls="Encrypted", tlsCAFile="Issuers file", tlsInsecure="Trust everybody")\n';
  assert.deepEqual(shownSites('texts.py', code), []);
});

test('the first argument of a client may be a host, also by a variable with a default', () => {
  const code =
    'import os\nfrom pymongo import MongoClient\nHOST = os.getenv("HOST", "db.example.com")\na = MongoClient("one.example.com", 27017)\nb = MongoClient(host=HOST, tlsInsecure=True)\n';
  const { outlooks } = run({ path: 'a.py', text: code });
  assert.deepEqual(
    outlooks.map((o) => [o.hosts.known && o.hosts.value, o.tls.known && o.tls.value]),
    [
      [['one.example.com'], false],
      [['db.example.com'], false],
    ],
  );
});
