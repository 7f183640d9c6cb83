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

test('a method that gives options is followed where there is one of its name', () => {
  const lines = [
    'from pymongo import MongoClient',
    'class Settings:',
    '    def client_kwargs(self, checked):',
    '        return {"tls": True, "tlsInsecure": not checked}',
    'settings = Settings()',
    'client = MongoClient("mongodb://db.example.com", **settings.client_kwargs(False))',
  ];
  assert.deepEqual(shownSites('a.py', lines.join('\n')), [
    'options | pymongo | mongodb://db.example.com | tls=true | tlsInsecure=true',
  ]);
  const other = ['class Other:', '    def client_kwargs(self):', '        return {"tls": False}'];
  assert.deepEqual(shownSites('a.py', [...lines, ...other].join('\n')), [
    'options | pymongo | tls=true | tlsInsecure=?expression',
    'uri | pymongo | mongodb://db.example.com | open',
  ]);
});

test('keyword arguments that a function collects reach the client', () => {
  const code = [
    'from pymongo import MongoClient',
    'def options(host, *, strict=True, **more):',
    '    base = {"tls": strict}',
    '    base.update(more)',
    '    return base',
    'client = MongoClient("mongodb://db.example.com", **options("a", strict=False, tlsInsecure=True))',
  ].join('\n');
  assert.deepEqual(shownSites('a.py', code), [
    'options | pymongo | mongodb://db.example.com | tls=false | tlsInsecure=true',
  ]);
});

test("a function of another file that is given MongoDB's connection string is a connection", () => {
  const code =
    'from store import connect_to\nfrom conf import settings\ndb = connect_to(settings.MONGO_URI, tls=False)\n';
  assert.deepEqual(shownSites('a.py', code), ['options | pymongo | reads MONGO_URI | tls=false']);
  assert.deepEqual(shownSites('a.py', code.replace('MONGO_URI', 'BROKER_URI')), []);
  assert.deepEqual(shownSites('a.py', code.replace('connect_to(', 'redis.connect(')), []);
});

test('what a function of another file gives may be any option', () => {
  const site = (argument: string): string[] =>
    shownSites(
      'a.py',
      `from pymongo import MongoClient\nc = MongoClient("mongodb://db.example.com", ${argument})\n`,
    );
  assert.deepEqual(site('**tls_options()'), ['uri | pymongo | mongodb://db.example.com | open']);
  assert.deepEqual(site('**settings.client_options()'), ['uri | pymongo | mongodb://db.example.com | open']);
  assert.deepEqual(site('**dict(appname="x")'), ['uri | pymongo | mongodb://db.example.com']);
});

test('variables that are put into a URI name its hosts and its password', () => {
  const told = (...lines: string[]) => {
    const { outlooks, diagnostics } = run({ path: 'a.py', text: lines.join('\n') });
    const { hosts } = outlooks[0]!;
    return [hosts.known && hosts.value, diagnostics.map((d) => d.rule)];
  };
  const head = ['import os', 'from pymongo import MongoClient'];
  const both = ['password-in-source', 'tls-missing-remote'];
  assert.deepEqual(
    told(
      ...head,
      'HOST = "db.example.com"',
      'PW = "Vq7rTz01x"',
      'MongoClient("mongodb://%s:%s@%s:%d/app" % (USER, PW, HOST, PORT))',
    ),
    [['db.example.com'], both],
  );
  assert.deepEqual(
    told(
      ...head,
      'host = os.getenv("DB_HOST") or "db.example.com"',
      'pw = "Vq7rTz01x"',
      'MongoClient("mongodb://{u}:{p}@{h}/app".format(u=user, p=pw, h=host))',
    ),
    [['db.example.com'], both],
  );
  assert.deepEqual(
    told(
      ...head,
      'pw = os.environ["PW"]',
      'host = os.environ["DB_HOST"]',
      'MongoClient(f"mongodb://app:{pw}@{host}/app")',
    ),
    [false, []],
  );
  assert.deepEqual(
    told(...head, 'host = "localhost"', 'pw = "Vq7rTz01x"', 'MongoClient(f"mongodb://app:{pw}@{host}/app")'),
    [['localhost'], []],
  );
});

test('Flask-PyMongo without a URI reads the setting of the application', () => {
  const code =
    'from flask_pymongo import PyMongo\napp.config["MONGO_URI"] = "mongodb://db.example.com/app"\nmongo = PyMongo(app, tls=True)\n';
  assert.deepEqual(shownSites('a.py', code), [
    'options | pymongo/flask-pymongo | mongodb://db.example.com/app | reads MONGO_URI | tls=true',
  ]);
  assert.deepEqual(shownSites('a.py', code.replace(/app\.config.*\n/, '')), [
    'options | pymongo/flask-pymongo | reads MONGO_URI | tls=true',
  ]);
});

test('options that are compared with something are asked for, not given', () => {
  const code =
    'from pymongo import MongoClient\nassert options("dev") == {"tls": True, "tlsInsecure": True}\n';
  assert.deepEqual(shownSites('a.py', code), []);
});
