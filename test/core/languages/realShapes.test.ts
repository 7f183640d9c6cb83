/** Shapes in which connections are written, and what only looks like one: each was met in a real repository. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownSites, sitesOf } from '../../support/sites';

/** The sites that count: no comment, no prose, no table of a test. */
const connections = (path: string, ...lines: string[]): string[] =>
  shownSites(path, `${lines.join('\n')}\n`).filter((s) => !/\| \((?:comment|prose|test)\)/.test(s));

test('Visual Basic: a constant with its type has the name before the type', () => {
  assert.deepEqual(
    connections(
      'Db.vb',
      'Imports MongoDB.Driver',
      'Module Db',
      '    Private Const Local As String = "mongodb://localhost:27017"',
      '    Function Open() As IMongoClient',
      '        Return New MongoClient(Local)',
      '    End Function',
      'End Module',
    ),
    ['uri | csharp | mongodb://localhost:27017 of Local'],
  );
});

test('C#: a member of the SSL settings of the client belongs to the client', () => {
  const [site] = connections(
    'Db.cs',
    'using MongoDB.Driver;',
    'class Db { IMongoClient Open() {',
    '  var settings = MongoClientSettings.FromConnectionString("mongodb://db.example.com/?tls=true");',
    '  settings.SslSettings.CheckCertificateRevocation = false;',
    '  return new MongoClient(settings); } }',
  );
  assert.match(site!, /CheckCertificateRevocation=false/);
});

test('C++: options in braces lead from the pool to the TLS options; a function is no client', () => {
  const found = connections(
    'db.cpp',
    '#include <mongocxx/pool.hpp>',
    'mongocxx::client open(const std::string& host) { return mongocxx::client{mongocxx::uri{"mongodb://a.example.com"}}; }',
    'void b() {',
    '    mongocxx::options::tls tls;',
    '    tls.allow_invalid_certificates(true);',
    '    mongocxx::options::client client_options;',
    '    client_options.tls_opts(tls);',
    '    mongocxx::options::pool pool_options{client_options};',
    '    mongocxx::pool pool{mongocxx::uri{"mongodb://b.example.com/?tls=true"}, pool_options};',
    '}',
  );
  assert.equal(found.length, 2);
  assert.match(found[1]!, /b\.example\.com.*allow_invalid_certificates=true/);
});

test('Perl: a reference to a hash of options is followed; documentation of any kind is none', () => {
  const found = connections(
    'db.pl',
    'use MongoDB;',
    'my %ssl = (SSL_verify_mode => 0x00);',
    "my $c = MongoDB->connect('mongodb://db.example.com', { ssl => \\%ssl });",
    '',
    '=method connect',
    '',
    '    MongoDB->connect("mongodb://weaver.example.com");',
    '',
    '=cut',
  );
  assert.equal(found.length, 1);
  assert.match(found[0]!, /SSL_verify_mode=0/);
});

test('Ruby: what merge! adds belongs to the options', () => {
  const [site] = connections(
    'db.rb',
    "require 'mongo'",
    'options = { ssl: true }',
    "options.merge!(ssl_ca_cert: 'ca.pem')",
    "Mongo::Client.new('mongodb://db.example.com', options)",
  );
  assert.match(site!, /ssl_ca_cert=ca\.pem/);
});

test('TypeScript: a call of init is a call, a template type is a type, a computed name is no name', () => {
  const found = connections(
    'db.ts',
    "import { MikroORM } from '@mikro-orm/mongodb';",
    'type Uri = `mongodb://${string}`;',
    "MikroORM.init({ clientUrl: 'mongodb://orm.example.com', driverOptions: { tls: true } });",
    'const grouped = { [key]: value };',
    'options[key] = value;',
  );
  assert.equal(found.length, 1);
  assert.match(found[0]!, /orm\.example\.com.*tls=true/);
});

test('Python: asking for an option and taking it away give it no value; a document is no options', () => {
  assert.deepEqual(
    connections(
      'db.py',
      'from pymongo import MongoClient',
      'def wants(options):',
      '    options.pop("tlsInsecure", None)',
      '    return options.get("tls", False)',
      'document = {"_id": 1, "tls": True, "tlsInsecure": True}',
    ),
    [],
  );
});

test('Go: rows of a table of cases are a test, Erlang: a pattern of a scheme is a question', () => {
  assert.deepEqual(
    connections(
      'uri.go',
      'package uri',
      'var tests = []struct{ in, host string }{',
      '\t{"mongodb://a", "a"},',
      '\t{"mongodb://a:1/?tls=true", "a"},',
      '\t{"mongodb+srv://b", "b"},',
      '}',
    ),
    [],
  );
  assert.deepEqual(
    connections('uri.erl', 'is_mongo("mongodb://" ++ _) -> true;', 'is_mongo(_) -> false.'),
    [],
  );
});

test('Terraform: the words of a command inside jsonencode are a command line; an error message is prose', () => {
  const found = connections(
    'main.tf',
    'resource "x" "y" {',
    '  containers = jsonencode([{ command = ["mongosh", "--tls", "--tlsAllowInvalidCertificates", "--host", "db.example.com"] }])',
    '}',
    'variable "uri" {',
    '  validation {',
    '    error_message = "A URI such as mongodb://host/db."',
    '  }',
    '}',
  );
  assert.equal(found.length, 1);
  assert.match(found[0]!, /tlsAllowInvalidCertificates=true/);
});

test('batch: a password between variables does not end the URI', () => {
  const [site] = connections(
    'run.cmd',
    'set MONGO_URL=mongodb://app:%PASSWORD%@db.example.com/shop?tls=true',
  );
  assert.match(site!, /db\.example\.com\/shop\?tls=true/);
});

test('shell: a glob of the scheme is a question, Markdown: a patch repeats what stands elsewhere', () => {
  assert.deepEqual(connections('run.sh', 'if [[ "$1" == mongodb://* ]]; then exit 1; fi'), []);
  assert.deepEqual(
    connections(
      'README.md',
      '```diff',
      '-MongoClient("mongodb://old.example.com")',
      '+MongoClient("mongodb://new.example.com")',
      '```',
    ),
    [],
  );
});

test('TOML: an option in the table of another product is its own', () => {
  assert.deepEqual(
    connections('config.toml', '# mongo too', '[redis]', 'tls = true', 'tls_insecure = true'),
    [],
  );
});

test('XML: a quote of HTML that was escaped twice ends the URI', () => {
  const found = shownSites(
    'feed.xml',
    '<a><b>connect(&amp;quot;mongodb://h.example.com/db?ssl=true&amp;quot;, done)</b></a>',
  );
  assert.equal(found.length, 1);
  assert.match(found[0]!, /db\?ssl=true$/);
});

test('Java: what a builder gets where it is returned belongs to the text', () => {
  const found = connections(
    'Db.java',
    'import com.mongodb.client.*;',
    'class Db { MongoClient open() { return MongoClients.create(address("app")); }',
    '  static String address(String name) {',
    '    StringBuilder text = new StringBuilder("mongodb://db.example.com/");',
    '    if (name != null) text.append(name);',
    '    return text.append("?tls=true").append("&tlsInsecure=true").toString(); } }',
  );
  assert.deepEqual(found, ['uri | java | mongodb://db.example.com/_?tls=true&tlsInsecure=true of text']);
});

test('Rust: Tls::from(options) turns TLS on', () => {
  const [site] = connections(
    'db.rs',
    'use mongodb::options::{ClientOptions, Tls, TlsOptions};',
    'fn options() -> ClientOptions {',
    '    ClientOptions::builder().tls(Tls::from(TlsOptions::builder().allow_invalid_certificates(true).build())).build()',
    '}',
  );
  assert.match(site!, /tls=true \| allow_invalid_certificates=true/);
});

test('servers that are named by calls: without a URI nothing but the options turns TLS on', () => {
  const csharp = (server: string): string[] =>
    connections(
      'Db.cs',
      'using MongoDB.Driver;',
      `class Db { MongoClient Open() => new MongoClient(new MongoClientSettings { ${server}, SslSettings = new SslSettings { CheckCertificateRevocation = true } }); }`,
    );
  assert.match(
    csharp('Server = new MongoServerAddress("db.example.com", 27018)')[0]!,
    /^options \| csharp \| hosts db\.example\.com \|/,
  );
  const [unknown] = sitesOf(
    'Db.cs',
    'using MongoDB.Driver;\nclass Db { MongoClient Open(string host) => new MongoClient(new MongoClientSettings { Server = new MongoServerAddress(host), SslSettings = new SslSettings { CheckCertificateRevocation = true } }); }\n',
  );
  assert.deepEqual(unknown!.hosts, { known: false, why: 'expression' });
  const java = (options: string): string[] =>
    connections(
      'Db.java',
      'import com.mongodb.*;',
      `class Db { MongoClient open(MongoClientOptions given) { return new MongoClient(Arrays.asList(new ServerAddress("a.example.com"), new ServerAddress("b.example.com", 27018)), ${options}); } }`,
    );
  assert.deepEqual(java('MongoClientOptions.builder().sslInvalidHostNameAllowed(true).build()'), [
    'options | java | hosts a.example.com,b.example.com | sslInvalidHostNameAllowed=true',
  ]);
  // What the options hold is not seen: they may turn TLS on.
  assert.deepEqual(java('given'), ['options | java']);
});

test('a password that is given to a credential is a secret, whatever it is called there', () => {
  const password = (path: string, ...lines: string[]): string => {
    const text = `${lines.join('\n')}\n`;
    const [option] = sitesOf(path, text).flatMap((s) => s.options.filter((o) => /^password$/i.test(o.name)));
    const value = option?.value;
    if (!value) return 'none';
    if (!value.known) return `not known: ${value.why}`;
    return typeof value.value === 'object' && value.value !== null
      ? text.slice(value.value.secretAt.start, value.value.secretAt.end)
      : 'no secret';
  };
  const java = (given: string, rest = ''): string =>
    password(
      'Db.java',
      'import com.mongodb.*;',
      `class Db { ${rest} MongoClient open(char[] asked) {`,
      `  MongoCredential login = MongoCredential.createScramSha256Credential("app", "admin", ${given});`,
      '  return MongoClients.create(MongoClientSettings.builder().credential(login).build()); } }',
    );
  assert.equal(java('"Vq7rTz01x".toCharArray()'), 'Vq7rTz01x');
  assert.equal(
    java('PASSWORD', 'private static final char[] PASSWORD = "Vq7rTz01x".toCharArray();'),
    'Vq7rTz01x',
  );
  assert.equal(
    java('PASSWORD.toCharArray()', 'private static final String PASSWORD = "Vq7rTz01x";'),
    'Vq7rTz01x',
  );
  assert.equal(java('asked'), 'not known: expression');
  assert.equal(java('System.getenv("PW").toCharArray()'), 'not known: expression');
  assert.equal(
    password(
      'Db.cs',
      'using MongoDB.Driver;',
      'class Db { MongoClient c = new MongoClient(new MongoClientSettings { Credential = MongoCredential.CreateCredential("admin", "app", "Vq7rTz01x") }); }',
    ),
    'Vq7rTz01x',
  );
  assert.equal(
    password(
      'db.go',
      'package db',
      'import "go.mongodb.org/mongo-driver/mongo/options"',
      'var login = options.Credential{Username: "app", Password: "Vq7rTz01x"}',
      'var client, err = mongo.Connect(ctx, options.Client().ApplyURI("mongodb://db.example.com").SetAuth(login))',
    ),
    'Vq7rTz01x',
  );
  assert.equal(
    password(
      'db.rs',
      'use mongodb::options::{ClientOptions, Credential};',
      'fn options() -> ClientOptions { ClientOptions::builder().credential(Credential::builder().username("app".to_string()).password("Vq7rTz01x".to_string()).build()).build() }',
    ),
    'Vq7rTz01x',
  );
});

test('Perl: the value that stands in for an undefined one is a way too', () => {
  const found = connections(
    'db.pl',
    'use MongoDB;',
    "my $c = MongoDB->connect($ENV{MONGO_URL} // 'mongodb://db.example.com', { ssl => { SSL_verify_mode => 0 } });",
    'my $rest = $total / 2; my $quote = $rest / 3;',
    "my $d = MongoDB->connect('mongodb://other.example.com');",
  );
  assert.match(found[0]!, /mongodb:\/\/db\.example\.com.*SSL_verify_mode=0/);
  assert.match(found[1]!, /other\.example\.com/);
});

test('Ruby: what is merged into a constant goes with it', () => {
  const [site] = connections(
    'db.rb',
    "require 'mongo'",
    'OPTIONS = { ssl: true, ssl_ca_cert: "/etc/ca.pem" }.freeze',
    "Mongo::Client.new('mongodb://db.example.com', OPTIONS.merge(database: 'app'))",
  );
  assert.match(site!, /ssl=true \| ssl_ca_cert/);
});

test('PHP: what http_build_query puts into the URI is no option beside it', () => {
  const found = sitesOf(
    'db.php',
    "<?php\nuse MongoDB\\Client;\n$c = new Client('mongodb://db.example.com/?' . http_build_query(['tls' => 'true']));\n",
  );
  assert.deepEqual(
    found.map((s) => s.options.length),
    [0],
  );
});

test('PHP: a list of hosts names servers', () => {
  const [site] = sitesOf(
    'config/database.php',
    "<?php\nreturn ['connections' => ['events' => ['driver' => 'mongodb', 'host' => ['a.example.com', 'b.example.com'], 'options' => ['tlsCAFile' => '/ca.pem']]]];\n",
  );
  assert.deepEqual(site!.hosts, { known: true, value: ['a.example.com', 'b.example.com'] });
});
