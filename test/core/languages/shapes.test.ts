/** Ways in which programs put connections together, each language in its own. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownSites } from '../../support/sites';

/** The sites of a text that count, URIs and options only. */
const found = (path: string, text: string): string[] =>
  shownSites(path, text).filter((s) => !/\((?:prose|test|comment)\)/.test(s));

test('a URI that later statements lengthen is one URI', () => {
  assert.deepEqual(
    found(
      'a.py',
      'from pymongo import MongoClient\nuri = "mongodb://"\nuri += user + ":" + pw + "@db.example.com"\nuri += "/?tls=true"\nMongoClient(uri)\n',
    ),
    ['uri | pymongo | mongodb://_:_@db.example.com/?tls=true of uri'],
  );
  assert.deepEqual(
    found(
      'a.php',
      '<?php\n$uri = "mongodb://db.example.com";\n$uri .= "/?ssl=true";\n$c = new MongoDB\\Client($uri);\n',
    ),
    ['uri | php | mongodb://db.example.com/?ssl=true of uri'],
  );
});

test('what is added under a condition may be there or not', () => {
  assert.deepEqual(
    found(
      'a.js',
      "const { MongoClient } = require('mongodb');\nlet u = 'mongodb://db.example.com/x';\nif (tls) { u += '?tls=true'; }\nMongoClient.connect(u);\n",
    ),
    ['uri | node | mongodb://db.example.com/x_ of u'],
  );
});

test('builders, joins and wrapping calls make one text', () => {
  const cases: readonly (readonly [path: string, text: string, uri: string])[] = [
    [
      'A.java',
      'import com.mongodb.client.*;\nclass A { MongoClient m(String u) { StringBuilder sb = new StringBuilder("mongodb://"); sb.append(u).append("@db.example.com/?ssl=true"); return MongoClients.create(sb.toString()); } }',
      'mongodb://_@db.example.com/?ssl=true',
    ],
    ['a.py', 'import pymongo\nu = "".join(["mongodb://", host, "/?tls=true"])\n', 'mongodb://_/?tls=true'],
    [
      'a.ts',
      "import { MongoClient } from 'mongodb';\nnew MongoClient(['mongodb://', host, '/?tls=true'].join(''));\n",
      'mongodb://_/?tls=true',
    ],
    [
      'a.cpp',
      '#include <mongocxx/client.hpp>\nvoid f() { mongocxx::uri u(std::string("mongodb://") + host + "/?tls=true"); }\n',
      'mongodb://_/?tls=true',
    ],
    [
      'a.R',
      'library(mongolite)\nm <- mongo("c", url = paste0("mongodb://", user, ":", pw, "@db.example.com/?ssl=true"))\n',
      'mongodb://_:_@db.example.com/?ssl=true',
    ],
    [
      'a.clj',
      '(ns a (:require [monger.core :as mg]))\n(mg/connect-via-uri (str "mongodb://" user "@db.example.com/?ssl=true"))\n',
      'mongodb://_@db.example.com/?ssl=true',
    ],
    [
      'a.rs',
      'use mongodb::Client;\nasync fn f() { let u = String::from("mongodb://") + &host + "/?tls=true"; Client::with_uri_str(&u).await; }\n',
      'mongodb://_/?tls=true',
    ],
    [
      'B.java',
      'import com.mongodb.client.*;\nclass B { MongoClient m() { return MongoClients.create("""\n    mongodb://db.example.com/?tls=true\\\n    &tlsInsecure=true"""); } }',
      'mongodb://db.example.com/?tls=true&tlsInsecure=true',
    ],
  ];
  for (const [path, text, uri] of cases) {
    const sites = found(path, text);
    assert.ok(
      sites.length === 1 && sites[0]!.split(' | ')[2]!.replace(/ of .*/, '') === uri,
      `${path}: ${sites.join('; ')}`,
    );
  }
});

test('a URI behind the name of a variable goes on after its literal', () => {
  assert.deepEqual(found('a.py', 'import pymongo\nenv = "MONGO_URL=mongodb://" + host + "/?tls=true"\n'), [
    'uri | pymongo | mongodb://_/?tls=true',
  ]);
});

test('a URI among the entities of HTML ends with them', () => {
  assert.deepEqual(
    found(
      'a.js',
      "require('mongodb');\nconst h = '<b>&quot;mongodb://db.example.com/?tls=true&amp;tlsInsecure=true&quot;</b>';\n",
    ),
    ['uri | node | mongodb://db.example.com/?tls=true&tlsInsecure=true'],
  );
});

test('a variable of the shell in a plain text is not the URI’s own', () => {
  assert.deepEqual(found('a.go', 'package a\nvar y = `url: mongodb://localhost:$PORT/x`\n'), [
    'uri | go | mongodb://localhost:_/x',
  ]);
});

test('a sentence about schemes names no server', () => {
  assert.deepEqual(
    shownSites(
      'a.go',
      'package a\nfunc e() error { return errors.New("mongodb+srv:// URI scheme is not supported, use mongodb:// instead") }\n',
    ),
    [],
  );
});

test('fields of the object itself are joined with their use, however short their names', () => {
  assert.deepEqual(
    found(
      'a.py',
      'import pymongo\nclass Db:\n    OPTS = dict(tls=True)\n    URI = "mongodb://db.example.com"\n    def __init__(self):\n        self.c = pymongo.MongoClient(self.URI, **self.OPTS)\n',
    ),
    ['options | pymongo | mongodb://db.example.com of URI | tls=true'],
  );
  assert.deepEqual(
    found(
      'a.ts',
      "import { MongoClient } from 'mongodb';\nclass C { private readonly url = 'mongodb://db.example.com'; go() { return new MongoClient(this.url, { tls: true }); } }\n",
    ),
    ['options | node | mongodb://db.example.com of url | tls=true'],
  );
});

test('maps that operators and methods put together are followed', () => {
  for (const [path, text] of [
    [
      'a.py',
      'import pymongo\nbase = {"tls": True}\npymongo.MongoClient("mongodb://h.example.com", **(base | {"tlsInsecure": True}))\n',
    ],
    [
      'a.py',
      'import pymongo\nbase = {"tls": True}\npymongo.MongoClient("mongodb://h.example.com", **dict(base, tlsInsecure=True))\n',
    ],
    [
      'a.js',
      "const { MongoClient } = require('mongodb');\nconst base = { tls: true };\nnew MongoClient('mongodb://h.example.com', Object.assign({}, base, { tlsInsecure: true }));\n",
    ],
    [
      'a.php',
      "<?php\n$base = ['tls' => true];\n$c = new MongoDB\\Client('mongodb://h.example.com', array_merge($base, ['tlsInsecure' => true]));\n",
    ],
  ] as const) {
    const sites = found(path, text);
    assert.equal(sites.length, 1, sites.join('; '));
    assert.match(sites[0]!, /tls=true.*tlsInsecure=true/, path);
  }
  assert.deepEqual(
    found('a.exs', 'opts = [ssl: true]\nMongo.start_link([url: "mongodb://h.example.com/x"] ++ opts)\n'),
    ['options | elixir | mongodb://h.example.com/x | ssl=true'],
  );
  assert.match(
    found(
      'a.rb',
      "opts = { ssl: true }\nopts.merge!(ssl_verify: false) if relaxed\nMongo::Client.new(ENV['MONGO_URL'], opts)\n",
    )[0]!,
    /ssl=true \| ssl_verify=false sometimes/,
  );
});

test('the first of several names is given what a function returns first', () => {
  const sites = found(
    'a.go',
    'package db\nimport ("crypto/tls"; "go.mongodb.org/mongo-driver/mongo"; "go.mongodb.org/mongo-driver/mongo/options")\nfunc config() (*tls.Config, error) {\n\tcfg := &tls.Config{}\n\tcfg.InsecureSkipVerify = true\n\treturn cfg, nil\n}\nfunc open() {\n\tcfg, err := config()\n\tmongo.Connect(ctx, options.Client().ApplyURI("mongodb://h.example.com").SetTLSConfig(cfg))\n}\n',
  );
  assert.equal(sites.length, 1);
  assert.match(sites[0]!, /InsecureSkipVerify=true/);
});

test('members of members count: settings.SslSettings.X, options.TLSConfig.X', () => {
  assert.match(
    found(
      'a.go',
      'package db\nimport ("go.mongodb.org/mongo-driver/mongo"; "go.mongodb.org/mongo-driver/mongo/options")\nfunc open() {\n\to := options.Client().ApplyURI("mongodb://h.example.com")\n\to.TLSConfig.InsecureSkipVerify = true\n\tmongo.Connect(ctx, o)\n}\n',
    )[0]!,
    /InsecureSkipVerify=true/,
  );
  assert.match(
    found(
      'A.cs',
      'using MongoDB.Driver;\nclass A { void M() { var s = MongoClientSettings.FromConnectionString("mongodb://h.example.com"); s.SslSettings.CheckCertificateRevocation = false; new MongoClient(s); } }',
    )[0]!,
    /CheckCertificateRevocation=false/,
  );
});

test('a session of mgo dials with the TLS configuration of its DialServer', () => {
  assert.deepEqual(
    found(
      'a.go',
      'package db\nimport ("crypto/tls"; mgo "gopkg.in/mgo.v2")\nfunc dial() {\n\tinfo, _ := mgo.ParseURL("mongodb://h.example.com/x")\n\tconfig := &tls.Config{InsecureSkipVerify: true}\n\tinfo.DialServer = func(a *mgo.ServerAddr) (net.Conn, error) { return tls.Dial("tcp", a.String(), config) }\n\tmgo.DialWithInfo(info)\n}\n',
    ),
    ['options | go/mgo | mongodb://h.example.com/x of info | InsecureSkipVerify=true | open'],
  );
});

test('setters of a libmongoc URI belong to the URI', () => {
  assert.deepEqual(
    found(
      'a.c',
      '#include <mongoc/mongoc.h>\nvoid f(void) {\n  mongoc_uri_t *uri = mongoc_uri_new("mongodb://h.example.com");\n  mongoc_uri_set_option_as_bool(uri, MONGOC_URI_TLS, true);\n}\n',
    ),
    ['options | c | mongodb://h.example.com | tls=true'],
  );
});

test('a stream context of PHP is followed to its ssl part', () => {
  assert.match(
    found(
      'a.php',
      "<?php\n$ctx = stream_context_create(['ssl' => ['verify_peer' => false, 'allow_self_signed' => true]]);\n$m = new MongoDB\\Driver\\Manager($uri, ['ssl' => true], ['context' => $ctx]);\n",
    )[0]!,
    /ssl=true \| context=\?expression \| verify_peer=false \| allow_self_signed=true/,
  );
});

test('hooks of the Ruby driver and clients of a Mongoid configuration are constructs', () => {
  assert.deepEqual(
    found(
      'a.rb',
      "require 'mongo'\nMongo.tls_context_hooks.push(Proc.new { |c| c.verify_mode = OpenSSL::SSL::VERIFY_NONE })\n",
    ),
    ['options | ruby | verify_mode=OpenSSL.SSL.VERIFY_NONE | open'],
  );
  assert.deepEqual(
    found(
      'a.rb',
      "require 'mongo'\nMongo.tls_context_hooks << lambda do |c|\n  c.verify_mode = OpenSSL::SSL::VERIFY_NONE\nend\nputs 1\n",
    ),
    ['options | ruby | verify_mode=OpenSSL.SSL.VERIFY_NONE | open'],
  );
  assert.deepEqual(
    found(
      'mongoid.rb',
      "Mongoid.configure do |config|\n  config.clients.default = { hosts: ['h.example.com:27017'], options: { ssl: true, ssl_verify: false } }\nend\n",
    ),
    ['options | ruby/mongoid | hosts h.example.com:27017 | ssl=true | ssl_verify=false'],
  );
});

test('flags of the JVM that a program sets beside its client are a construct, passwords only as places', () => {
  assert.deepEqual(
    found(
      'A.java',
      'import com.mongodb.client.MongoClients;\nclass A { void m() {\n  System.setProperty("javax.net.ssl.trustStore", "/etc/trust.jks");\n  System.setProperty("javax.net.ssl.keyStorePassword", "hunter22");\n  MongoClients.create("mongodb://h.example.com/?tls=true");\n} }\n',
    ),
    [
      'options | java | javax.net.ssl.trustStore=/etc/trust.jks | javax.net.ssl.keyStorePassword=secret | open',
      'uri | java | mongodb://h.example.com/?tls=true',
    ],
  );
  assert.deepEqual(
    found(
      'a.clj',
      '(ns a (:import [com.mongodb MongoClientSettings]))\n(System/setProperty "javax.net.ssl.trustStore" "x.jks")\n',
    ),
    ['options | java | javax.net.ssl.trustStore=x.jks | open'],
  );
  assert.deepEqual(
    found(
      'B.java',
      'class B { /* no database, mongo is only a word */ void m() { System.setProperty("javax.net.ssl.trustStore", "x"); } }',
    ),
    [],
  );
});

test('Clojure calls the builders of the Java driver', () => {
  assert.deepEqual(
    found(
      'a.clj',
      '(ns a (:import [com.mongodb MongoClientOptions$Builder]))\n(defn o [] (-> (MongoClientOptions$Builder.) (.sslEnabled true) (.sslInvalidHostNameAllowed true) (.build)))\n',
    ),
    ['options | java | sslEnabled=true | sslInvalidHostNameAllowed=true'],
  );
});

test('atoms of Erlang are values', () => {
  assert.match(
    found(
      'a.erl',
      '-module(a).\nf() -> mc_worker_api:connect([{host, "h.example.com"}, {ssl, true}, {ssl_opts, [{verify, verify_none}]}]).\n',
    )[0]!,
    /verify=verify_none/,
  );
});

test('the construct itself says which driver reads it', () => {
  const text =
    "import mongoengine\nDATABASES = {'default': {'ENGINE': 'djongo', 'CLIENT': {'host': 'mongodb://h.example.com', 'tls': True}}}\nmongoengine.connect('db', host='mongodb://h.example.com', tls=True)\n";
  assert.deepEqual(
    found('settings.py', text).map((s) => s.split(' | ')[1]),
    ['pymongo/django', 'mongoengine/mongoengine'],
  );
});

test('options that are added to one query are one construct', () => {
  assert.deepEqual(
    found(
      'a.go',
      'package a\nimport "go.mongodb.org/mongo-driver/mongo"\nfunc q(u *url.URL) {\n\tq := u.Query()\n\tif x {\n\t\tq.Set("tlsInsecure", "true")\n\t}\n\tq.Set("tlsCAFile", ca)\n}\n',
    ),
    ['options | go | tlsInsecure=true sometimes | tlsCAFile=?expression'],
  );
});

test('flags that calls add to one list are one command line, of which the rest is not seen', () => {
  assert.deepEqual(
    found('a.py', 'args = add(args, "--tlsAllowInvalidCertificates")\nargs = add(args, "--tlsCAFile", ca)\n'),
    ['cli | mongosh | tlsAllowInvalidCertificates=true sometimes | tlsCAFile=?environment sometimes | open'],
  );
  assert.deepEqual(found('a.py', 'parser.add_argument("--tlsCAFile", help="the CA")\n'), []);
});

test('flags in texts and lists that are added to a command are command lines', () => {
  assert.deepEqual(
    found(
      'a.go',
      'package a\nfunc c() {\n\tcmd := "mongosh"\n\tif on {\n\t\tcmd += " --tls --tlsAllowInvalidCertificates --tlsCAFile /etc/ca.pem"\n\t}\n}\n',
    ),
    ['cli | mongosh | tls=true | tlsAllowInvalidCertificates=true | tlsCAFile=/etc/ca.pem | open'],
  );
  assert.deepEqual(
    found(
      'a.rb',
      "args += ['--tlsCertificateKeyFile', config['file']]\nargs += ['--tlsCAFile', ca] unless ca.nil?\n",
    ),
    ['cli | mongosh | tlsCertificateKeyFile=?environment | tlsCAFile=?environment sometimes | open'],
  );
  // A server's flag says who reads the others.
  assert.deepEqual(
    found(
      'a.go',
      'package a\nfunc c() {\n\targs = append(args, "--sslAllowInvalidCertificates")\n\targs = append(args, "--tlsMode="+mode)\n}\n',
    ).map((s) => s.split(' | ')[1]),
    ['mongod'],
  );
  assert.deepEqual(
    found('a.js', "require('mongodb');\nconst help = ['--tlsCAFile [file]   the authorities'];\n"),
    [],
  );
});

test('the arguments of a server that a test starts are a command line', () => {
  assert.deepEqual(
    found(
      'a.js',
      "const { MongoMemoryServer } = require('mongodb-memory-server');\nMongoMemoryServer.create({ instance: { args: ['--tlsMode', 'preferTLS', '--tlsCAFile', ca] } });\n",
    ),
    ['cli | mongod | tlsMode=preferTLS | tlsCAFile=?environment | open'],
  );
});

test('a constant that holds the scheme begins the URI', () => {
  assert.deepEqual(
    found(
      'A.java',
      'import com.mongodb.client.*;\nclass A { static final String P = "mongodb://"; Object m() { return MongoClients.create(P + host + "/?tls=true"); } }',
    ),
    ['uri | java | mongodb://_/?tls=true of P'],
  );
});

test('what a format call adds to a URI is read', () => {
  assert.deepEqual(
    found(
      'a.go',
      'package a\nfunc u() string {\n\tu := fmt.Sprintf("mongodb://%s/", h)\n\tu += fmt.Sprintf("?tls=true&tlsCAFile=%s&tlsInsecure=true", ca)\n\treturn u\n}\n',
    ),
    ['uri | go | mongodb://_/?tls=true&tlsCAFile=_&tlsInsecure=true'],
  );
});

test('attributes of an Elixir module are definitions', () => {
  assert.deepEqual(
    found(
      'a.ex',
      'defmodule A do\n  @uri "mongodb://h.example.com/x?ssl=true"\n  @opts [ssl_opts: [verify: :verify_none]]\n  def start, do: Mongo.start_link([url: @uri] ++ @opts)\nend\n',
    ),
    [
      'options | elixir | mongodb://h.example.com/x?ssl=true of uri | ssl_opts=?expression | verify=verify_none',
    ],
  );
});

test('options of mongocxx are set by calls on what was only declared', () => {
  assert.deepEqual(
    found(
      'a.cpp',
      '#include <mongocxx/client.hpp>\nmongocxx::options::ssl options;\nvoid f() {\n  if (any) options.allow_invalid_certificates(true);\n  options.pem_file(pem);\n}\n',
    ),
    ['options | cxx | allow_invalid_certificates=true sometimes | pem_file=?expression'],
  );
  assert.deepEqual(
    found(
      'b.cpp',
      '#include <mongocxx/client.hpp>\nvoid f() {\n  std::string uri{"mongodb://"};\n  uri += auth;\n  uri += "/?tls=true";\n  FString other = TEXT("mongodb://") + ip + TEXT(":27017");\n}\n',
    ),
    ['uri | cxx | mongodb://_/?tls=true', 'uri | cxx | mongodb://_:27017'],
  );
});

test('the TLS of a broker among the arguments beside a MongoDB back end is the broker’s', () => {
  assert.deepEqual(
    found(
      'a.py',
      "import ssl\napp = Celery(broker_use_ssl={'ssl_cert_reqs': ssl.CERT_NONE, 'ssl_ca_certs': 'z'}, backend='mongodb://localhost/x')\n",
    ),
    ['uri | pymongo | mongodb://localhost/x'],
  );
});

test('the TLS configuration of a broker beside MongoDB is the broker’s', () => {
  const text = (receiver: string): string =>
    `package a\nimport ("crypto/tls"; "go.mongodb.org/mongo-driver/mongo/options")\nfunc m() {\n\to := ${receiver}\n\to.SetTLSConfig(&tls.Config{InsecureSkipVerify: true})\n}\n`;
  assert.deepEqual(found('a.go', text('mqtt.NewClientOptions().AddBroker("tcp://x")')), []);
  assert.equal(found('a.go', text('options.Client()')).length, 1);
});

test('a call at the end of its line is no function that the next block belongs to', () => {
  assert.deepEqual(
    found(
      'a.R',
      'library(mongolite)\nu <- sprintf("mongodb://%s/x?ssl=true", h)\nif (on) {\n  o <- ssl_options(weak_cert_validation = TRUE)\n}\nm <- mongo("c", url = sprintf("mongodb://%s/y?ssl=true", h))\n',
    ).map((s) => s.split(' | ')[2]),
    ['mongodb://_/x?ssl=true', 'weak_cert_validation=true', 'mongodb://_/y?ssl=true'],
  );
});

test('what says what an option is gives it no value', () => {
  for (const [path, text] of [
    [
      'a.ts',
      "import { MongoClient } from 'mongodb';\nexport interface MongoConfig { tls: boolean; tlsCAFile?: string }\ntype MongoOptions = { ssl: boolean; tlsInsecure: false };\n",
    ],
    [
      'a.ts',
      "import 'mongodb';\nconst mongo = z.object({ uri: z.string(), tls: z.boolean().default(true), tlsInsecure: z.boolean() });\n",
    ],
    [
      'a.ts',
      "import 'mongodb';\nconst mongoFlags = { tlsInsecure: { env: 'MONGO_INSECURE', default: false }, tlsCAFile: { env: 'MONGO_CA' } };\n",
    ],
    [
      'a.ts',
      "import 'mongodb';\nconst mongoMap = { tlsInsecure: (o, v) => set(o, 'x', v), tlsCAFile: (o, v) => set(o, 'y', v) };\n",
    ],
    ['a.ts', "import 'mongodb';\nyargs.option('tlsCAFile', { type: 'string' });\n"],
    [
      'a.py',
      'import pymongo\nMONGO_SCHEMA = {"tls": {"type": "boolean"}, "tlsCAFile": {"type": "string"}}\n',
    ],
    [
      'a.py',
      'import pymongo\nmongo_spec = dict(ssl=dict(type="bool", default=False), ssl_cert_reqs=dict(type="str"))\n',
    ],
    ['a.py', 'import pymongo\nVALIDATORS = {"tls": validate_boolean, "tlsCAFile": validate_readable}\n'],
    [
      'a.php',
      "<?php\n// MongoDB\\Client\n$schema = ['tls' => ['type' => 'boolean'], 'tlsCAFile' => ['type' => 'string']];\n",
    ],
    ['A.cs', 'using MongoDB.Driver;\npublic record MongoCfg(bool UseTls, bool AllowInsecureTls = false);\n'],
    [
      'a.rs',
      'use mongodb::Client;\nfn d() -> MongoConfig { MongoConfig { tls: false, tls_ca_file: None, tls_insecure: false } }\n',
    ],
  ] as const)
    assert.deepEqual(found(path, text), [], text);
});

test('what a test expects is not what a program does', () => {
  assert.deepEqual(
    found('a.py', 'import pymongo\nself.assertEqual(opts, {"tls": True, "tlsInsecure": True})\n'),
    [],
  );
  assert.deepEqual(
    found('a.ts', "import 'mongodb';\nexpect(client.options).toEqual({ tls: true, tlsInsecure: true });\n"),
    [],
  );
  assert.equal(
    found(
      'test_a.py',
      'import pymongo\ndef test_x(tester):\n    tester.assert_login(ssl=True, tlsCAFile=ca)\n',
    ).length,
    1,
  );
});

test('the TLS of a program and of another database are not MongoDB’s', () => {
  assert.deepEqual(
    found(
      'conf.py',
      "import pymongo\nfields = {'bind_addr': '0.0.0.0', 'ssl': True, 'mongodb_uri': 'mongodb://localhost/x', 'log_path': '/var/log/x'}\n",
    ),
    ['uri | pymongo | mongodb://localhost/x'],
  );
  assert.deepEqual(
    found(
      'app.ts',
      "import { TypeOrmModule } from '@nestjs/typeorm';\nimport { MongooseModule } from '@nestjs/mongoose';\nTypeOrmModule.forRoot({ type: 'postgres', ssl: { rejectUnauthorized: false } });\n",
    ),
    [],
  );
  assert.deepEqual(
    found(
      'mongo_scaler_test.go',
      'package s\nvar mongoTests = []testCase{{metadata: "mongodb://h.example.com"}, {authParams: map[string]string{"tls": "enable", "ca": "x"}}}\n',
    ).filter((s) => s.startsWith('options')),
    [],
  );
});
