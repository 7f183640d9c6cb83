/** Trust managers and callbacks that accept everything: found where the client gets them, silent where they belong to somebody else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sitesOf } from '../../support/sites';

/** What the options of a text leave checked, by name. */
function checks(path: string, text: string): Record<string, string> {
  return Object.fromEntries(
    sitesOf(path, text).flatMap((s) => s.options.flatMap((o) => (o.checks ? [[o.name, o.checks]] : []))),
  );
}

const manager = (base: string, body: string): string =>
  `new ${base}() { public void checkClientTrusted(X509Certificate[] c, String a) {} public void checkServerTrusted(X509Certificate[] c, String a) ${body} public X509Certificate[] getAcceptedIssuers() { return null; } }`;

const java = (trust: string): string =>
  `import com.mongodb.*;\nclass A { MongoClient m() throws Exception {\n  TrustManager[] trust = { ${trust} };\n  SSLContext ctx = SSLContext.getInstance("TLS");\n  ctx.init(null, trust, null);\n  return MongoClients.create(MongoClientSettings.builder().applyToSslSettings(b -> b.enabled(true).context(ctx)).build());\n} }\n`;

test('an empty checkServerTrusted leaves the host name to the JVM, an extended one nothing', () => {
  assert.deepEqual(checks('A.java', java(manager('X509TrustManager', '{ }'))), { context: 'hostname' });
  assert.deepEqual(checks('A.java', java(manager('X509ExtendedTrustManager', '{ }'))), {
    context: 'nothing',
  });
  assert.deepEqual(checks('A.java', java(manager('X509TrustManager', '{ return; }'))), {
    context: 'hostname',
  });
});

test('a trust manager that only logs, or drops what the real one says, lets everything pass', () => {
  for (const body of [
    '{ log.debug("trusting {}", c[0]); }',
    '{ try { real.checkServerTrusted(c, a); } catch (CertificateException e) { LOG.warn("ignored", e); } }',
  ])
    assert.deepEqual(
      checks('A.java', java(manager('X509TrustManager', body))),
      { context: 'hostname' },
      body,
    );
  for (const body of [
    '{ log.debug("checking"); real.checkServerTrusted(c, a); }',
    '{ try { real.checkServerTrusted(c, a); } catch (CertificateException e) { throw e; } }',
    '{ try { real.checkServerTrusted(c, a); } catch (IllegalStateException e) { LOG.warn("ignored", e); } }',
  ])
    assert.deepEqual(checks('A.java', java(manager('X509TrustManager', body))), {}, body);
});

test('a trust manager that decides something is not spoken of', () => {
  assert.deepEqual(checks('A.java', java(manager('X509TrustManager', '{ delegate.check(c, a); }'))), {});
  assert.deepEqual(checks('A.java', java('customManager')), {});
});

test('a trusting context that is made under a condition is not known', () => {
  const text = java(manager('X509TrustManager', '{ }')).replace(
    '  ctx.init(null, trust, null);',
    '  if (insecure) { ctx.init(null, trust, null); }',
  );
  assert.deepEqual(checks('A.java', text), {});
});

test('a context made by a function, of a class of its own, is followed', () => {
  const text =
    'import com.mongodb.*;\nclass A {\n  MongoClientOptions o = MongoClientOptions.builder().sslEnabled(true).sslContext(insecure()).build();\n  static SSLContext insecure() throws Exception { SSLContext c = SSLContext.getInstance("SSL"); c.init(null, new TrustManager[]{ new Everyone() }, null); return c; }\n  static class Everyone extends X509ExtendedTrustManager { public void checkServerTrusted(X509Certificate[] c, String a) {} public void checkServerTrusted(X509Certificate[] c, String a, Socket s) {} }\n}\n';
  assert.deepEqual(checks('A.java', text), { sslContext: 'nothing' });
});

test('trusting managers of Netty and Apache are known by name', () => {
  const netty =
    'import com.mongodb.*;\nclass A { MongoClient m() { SslContext c = SslContextBuilder.forClient().trustManager(InsecureTrustManagerFactory.INSTANCE).build(); return MongoClients.create(MongoClientSettings.builder().applyToSslSettings(s -> s.enabled(true)).transportSettings(TransportSettings.nettyBuilder().sslContext(c).build()).build()); } }';
  assert.deepEqual(checks('A.java', netty), { sslContext: 'hostname' });
  const apache =
    'import com.mongodb.*;\nclass A { MongoClient m() { SSLContext c = SSLContexts.custom().loadTrustMaterial(null, (chain, type) -> true).build(); return MongoClients.create(MongoClientSettings.builder().applyToSslSettings(s -> s.enabled(true).context(c)).build()); } }';
  assert.deepEqual(checks('A.java', apache), { context: 'hostname' });
});

test('Kotlin, Scala and Groovy write trust managers in their own way', () => {
  const kotlin =
    'import com.mongodb.*\nfun make() {\n  val all = arrayOf<TrustManager>(object : X509TrustManager {\n    override fun checkServerTrusted(c: Array<X509Certificate>, a: String) {}\n  })\n  val ctx = SSLContext.getInstance("TLS").apply { init(null, all, null) }\n  MongoClientSettings.builder().applyToSslSettings { it.enabled(true).context(ctx) }\n}\n';
  assert.deepEqual(checks('Db.kt', kotlin), { context: 'hostname' });
  const scala =
    'import org.mongodb.scala._\nobject Db {\n  val all = Array[TrustManager](new X509TrustManager {\n    override def checkServerTrusted(c: Array[X509Certificate], a: String): Unit = ()\n  })\n  val ctx = SSLContext.getInstance("TLS")\n  ctx.init(null, all, null)\n  val s = MongoClientSettings.builder().applyToSslSettings((b: SslSettings.Builder) => { b.enabled(true); b.context(ctx) })\n}\n';
  assert.deepEqual(checks('Db.scala', scala), { context: 'hostname' });
  const groovy =
    "import com.mongodb.*\ndef ctx = SSLContext.getInstance('TLS')\nctx.init(null, [new X509TrustManager() { void checkServerTrusted(c, a) {} }] as TrustManager[], null)\ndef s = MongoClientSettings.builder().applyToSslSettings { b -> b.enabled(true); b.context(ctx) }\n";
  assert.deepEqual(checks('db.groovy', groovy), { context: 'hostname' });
});

test('the trust managers of another product are silent', () => {
  const text =
    'class A { /* a MongoDB tool */ void x() { ctx.init(null, new TrustManager[]{ ' +
    manager('X509TrustManager', '{ }') +
    ' }, null); HttpsURLConnection.setDefaultSSLSocketFactory(ctx.getSocketFactory()); } }';
  assert.deepEqual(sitesOf('A.java', text), []);
});

const callback = (value: string, rest = ''): string =>
  `using MongoDB.Driver;\nclass A {\n  ${rest}\n  void M() { var s = MongoClientSettings.FromConnectionString("mongodb://db.example.com"); s.UseTls = true; s.SslSettings = new SslSettings { ServerCertificateValidationCallback = ${value} }; new MongoClient(s); }\n}\n`;

test('a callback that only returns true checks nothing, however it is written', () => {
  for (const value of [
    '(sender, certificate, chain, errors) => true',
    '(a, b, c, d) => { return true; }',
    'delegate { return true; }',
    'delegate (object s, X509Certificate c, X509Chain h, SslPolicyErrors e) { Log(e); return true; }',
    'new RemoteCertificateValidationCallback((a, b, c, d) => true)',
    'HttpClientHandler.DangerousAcceptAnyServerCertificateValidator',
  ])
    assert.deepEqual(
      checks('A.cs', callback(value)),
      { ServerCertificateValidationCallback: 'nothing' },
      value,
    );
  for (const method of [
    'static bool Accept(object s, X509Certificate c, X509Chain h, SslPolicyErrors e) { return true; }',
    'static bool Accept(object s, X509Certificate c, X509Chain h, SslPolicyErrors e) => true;',
  ])
    assert.deepEqual(checks('A.cs', callback('Accept', method)), {
      ServerCertificateValidationCallback: 'nothing',
    });
});

test('a callback is asked what it answers to a wrong name alone, and to a bad chain alone', () => {
  const expected = {
    everything: [
      '(s, c, h, errors) => errors == SslPolicyErrors.None',
      '(a, b, c, d) => { if (d == 0) return true; return false; }',
      '(a, b, c, d) => { throw new Exception(); }',
      '(a, b, c, d) => d is SslPolicyErrors.None && Pins.Contains(b.GetCertHashString())',
      '(a, b, c, d) => { if (d != SslPolicyErrors.None) { Log(d); return false; } return Pinned(b); }',
    ],
    chain: [
      '(a, b, c, d) => d == SslPolicyErrors.None || d == SslPolicyErrors.RemoteCertificateNameMismatch',
      '(a, b, c, d) => (d & ~SslPolicyErrors.RemoteCertificateNameMismatch) == 0',
      '(a, b, c, d) => !d.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)',
      '(a, b, c, d) => { var rest = d & ~SslPolicyErrors.RemoteCertificateNameMismatch; return rest == SslPolicyErrors.None; }',
      '(a, b, c, d) => { if (d == SslPolicyErrors.RemoteCertificateNameMismatch) return true; else return d == SslPolicyErrors.None; }',
      '(a, b, c, d) => d == SslPolicyErrors.RemoteCertificateChainErrors ? false : true',
    ],
    hostname: ['(a, b, c, d) => { return d != SslPolicyErrors.RemoteCertificateNameMismatch; }'],
  };
  for (const [left, values] of Object.entries(expected))
    for (const value of values)
      assert.deepEqual(checks('A.cs', callback(value)), { ServerCertificateValidationCallback: left }, value);
  assert.deepEqual(
    checks(
      'A.cs',
      callback(
        'AnyName',
        'static bool AnyName(object s, X509Certificate c, X509Chain h, SslPolicyErrors found) { switch (c.Issuer) { default: Log(c); break; } return (found | SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.RemoteCertificateNameMismatch; }',
      ),
    ),
    { ServerCertificateValidationCallback: 'chain' },
  );
});

test('a callback that decides by something else is not spoken of', () => {
  for (const value of [
    'Elsewhere.Check',
    '(a, b, c, d) => d == SslPolicyErrors.None || Allowed(b)',
    '(a, b, c, d) => { if (Development) return true; return d == SslPolicyErrors.None; }',
    '(a, b, c, d) => { foreach (var s in c.ChainStatus) if (s.Status == X509ChainStatusFlags.UntrustedRoot) return true; return false; }',
    '(a, b, c, d) => { try { return Check(b, d); } catch { return false; } }',
  ])
    assert.deepEqual(checks('A.cs', callback(value)), {}, value);
});

test('a callback of Go that gives no error accepts everything', () => {
  const go = (body: string): string =>
    `package db\nimport "go.mongodb.org/mongo-driver/mongo/options"\nvar o = options.Client().SetTLSConfig(&tls.Config{InsecureSkipVerify: true, VerifyConnection: func(cs tls.ConnectionState) error { ${body} }})\n`;
  assert.deepEqual(checks('db.go', go('return nil')), { VerifyConnection: 'nothing' });
  assert.deepEqual(checks('db.go', go('return check(cs)')), {});
});

test('Visual Basic and F# callbacks are read too', () => {
  const vb =
    'Imports MongoDB.Driver\nModule M\n  Sub Main()\n    Dim s = MongoClientSettings.FromConnectionString("mongodb://db.example.com")\n    s.SslSettings = New SslSettings With { .ServerCertificateValidationCallback = Function(a, b, c, d) True }\n  End Sub\nEnd Module\n';
  assert.deepEqual(checks('M.vb', vb), { ServerCertificateValidationCallback: 'nothing' });
  const fsharp =
    'open MongoDB.Driver\nlet make () =\n  let s = MongoClientSettings.FromConnectionString "mongodb://db.example.com"\n  s.SslSettings <- SslSettings(ServerCertificateValidationCallback = fun _ _ _ _ -> true)\n  MongoClient(s)\n';
  assert.deepEqual(checks('Db.fs', fsharp), { ServerCertificateValidationCallback: 'nothing' });
});

test('a handler that is added is the one there is', () => {
  assert.deepEqual(
    checks(
      'A.cs',
      'using MongoDB.Driver;\nclass A { void M() { var s = new MongoClientSettings { UseTls = true }; s.SslSettings.ServerCertificateValidationCallback += (a, b, c, d) => true; new MongoClient(s); } }',
    ),
    { ServerCertificateValidationCallback: 'nothing' },
  );
});

test('the process wide callback of .NET is not the driver’s', () => {
  assert.deepEqual(
    checks(
      'A.cs',
      'using MongoDB.Driver;\nclass A { void M() { ServicePointManager.ServerCertificateValidationCallback += (s, c, h, e) => true; new MongoClient("mongodb://localhost"); } }',
    ),
    {},
  );
});

test('a checkServerIdentity of Node.js that answers nothing leaves the chain checked only', () => {
  const js = (value: string): string =>
    `const { MongoClient } = require('mongodb');\nnew MongoClient('mongodb://db.example.com/?tls=true', { checkServerIdentity: ${value} });\n`;
  for (const value of [
    '() => undefined',
    '() => {}',
    '(host, cert) => { return undefined; }',
    'function () {}',
  ])
    assert.deepEqual(checks('a.js', js(value)), { checkServerIdentity: 'chain' }, value);
  for (const value of ['check', 'tls.checkServerIdentity', '(h, c) => tls.checkServerIdentity(name, c)'])
    assert.deepEqual(checks('a.js', js(value)), {}, value);
});
