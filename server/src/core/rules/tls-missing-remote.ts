/** A remote host and not a word about TLS: the default of mongodb:// is plaintext. */
import { addOption } from '../model/edits';
import { isLoopback, isPrivate, matchesHost, serviceOf, withoutPort } from '../model/hosts';
import { meaning, optionsAbout } from '../model/meaning';
import { optionFor } from '../model/optionFor';
import { sources } from '../model/sources';
import { listed } from '../model/wording';
import type { ConnectionSite } from '../types';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'tls-missing-remote',
    category: 'plaintext',
    severity: 'warning',
    strict: 'error',
    fixable: true,
    messages: {
      remote:
        'The connection to {hosts} is in plaintext, because mongodb:// does not start TLS by itself: passwords and data cross the network readable. Add tls=true',
      hosts:
        'The connection to {hosts} is in plaintext, because nothing turns TLS on: passwords and data cross the network readable. Turn TLS on',
      service:
        '{hosts} accepts only TLS, and mongodb:// does not start it by itself: the connection will fail. Add tls=true',
    },
    docs: {
      what: 'A mongodb:// connection to a remote host says nothing about TLS.',
      why: 'Only mongodb+srv:// starts TLS by itself. With mongodb:// every driver talks plaintext unless it is told otherwise, so passwords and documents can be read and changed on the way.',
      instead:
        'Add tls=true. Names that only resolve in a private network are not reported unless mongodbTls.privateHosts is on.',
    },
    examples: {
      bad: [
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://app:${PW}@«db.example.com:27017»/app',
        },
        {
          file: 'Db.java',
          code: 'import com.mongodb.*;\nclass Db { MongoClient c = new «MongoClient»(new ServerAddress("db.example.com", 27017), MongoClientOptions.builder().build()); }\n',
        },
      ],
      good: [
        {
          file: 'Db.java',
          code: 'import com.mongodb.*;\nclass Db { MongoClient open(MongoClientOptions options) { return new MongoClient(new ServerAddress("db.example.com"), options); } }\n',
        },
        {
          file: 'Db.cs',
          code: 'using MongoDB.Driver;\nclass Db { MongoClient c = new MongoClient(new MongoClientSettings { Server = new MongoServerAddress("localhost") }); }\n',
        },
        { file: '.env', code: 'MONGO_URL=mongodb://localhost:27017/app' },
        { file: '.env', code: 'MONGO_URL=mongodb://mongo:27017/app' },
        { file: '.env', code: 'MONGO_URL=mongodb+srv://cluster0.example.com/app' },
        { file: '.env', code: 'MONGO_URL=mongodb://${HOST}/app' },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com", **options)',
        },
        {
          file: 'src/main/resources/application.properties',
          code: 'spring.data.mongodb.uri=mongodb://db.example.com/app\n',
          workspace: {
            'src/main/java/MongoTls.java':
              'import com.mongodb.MongoClientSettings;\nimport org.springframework.context.annotation.Bean;\nclass MongoTls {\n  @Bean MongoClientSettingsBuilderCustomizer tls() { return builder -> builder.applyToSslSettings(ssl -> ssl.enabled(true)); }\n}\n',
          },
        },
      ],
    },
    sources: [sources.uriOptions, sources.compassValidation],
  },
  about: { shows: ['plaintext'] },
  *check({ outlook, config }) {
    const { uri, site } = outlook;
    if (site.open || !outlook.hosts.known) return;
    if (uri ? uri.scheme !== 'mongodb' || uri.open : !isClient(site)) return;
    // A URI beside a construct that was not read whole, or a variable whose use is elsewhere, may get its TLS there.
    if (optionsAbout(outlook, 'tls').length > 0 || outlook.options.some((o) => o.conditional)) return;
    if (outlook.options.some((o) => o.place !== 'uri' && meaning(outlook, o) !== undefined)) return;
    const running = outlook.cases.filter((c) => c.prediction.outcome === 'ok');
    if (running.length === 0 || running.some((c) => c.prediction.tls)) return;
    // A login with a certificate cannot do without TLS: x509-without-tls.
    if (outlook.options.some((o) => o.value.known && /^MONGODB-X509$/i.test(String(o.value.value)))) return;
    // Stores for TLS without TLS are what kafka-ssl-without-tls speaks of.
    if (outlook.options.some((o) => o.name.startsWith('connection.ssl.'))) return;
    // Another TLS option that did not start TLS is tls-option-without-tls.
    if (outlook.options.some((o) => meaning(outlook, o) !== undefined)) return;
    const named = uri ? outlook.hosts.value : outlook.hosts.value.map(withoutPort);
    const remote = named.filter(
      (h) => !isLoopback(h) && !matchesHost(h, config.localHosts) && (config.privateHosts || !isPrivate(h)),
    );
    if (remote.length === 0) return;
    const name = uri
      ? 'tls'
      : outlook.driver && optionFor(outlook.driver, outlook.version, 'tls', 'options')?.name;
    const edit = name === undefined ? undefined : addOption(outlook, name, true, uri ? 'uri' : 'options');
    const service = remote.every((h) => serviceOf(h) === 'atlas' || serviceOf(h) === 'cosmos');
    // Hosts that variables hold are not in the URI by name.
    const inUri = uri?.hosts.filter((h) => remote.includes(h.host)) ?? [];
    const shown = inUri.length > 0 ? inUri : (uri?.hosts ?? []);
    yield {
      message: !uri ? 'hosts' : service ? 'service' : 'remote',
      data: { hosts: listed(remote.slice(0, 3)) + (remote.length > 3 ? ' and others' : '') },
      span: uri ? { start: shown[0]!.span.start, end: shown[shown.length - 1]!.span.end } : site.headSpan!,
      fixes: edit ? [{ title: `Add ${name}=true`, safe: service, edits: [edit] }] : [],
    };
  },
});

/** A call that makes a client for servers that are named beside it, with nothing that is read elsewhere. */
function isClient({ kind, headSpan, hosts, reads }: ConnectionSite): boolean {
  return kind === 'options' && headSpan !== undefined && hosts?.known === true && !reads;
}
