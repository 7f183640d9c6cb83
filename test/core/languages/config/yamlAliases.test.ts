/** YAML anchors, aliases and merge keys: settings count where they are used, and stand where they are written. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from '../../../support/checkRule';
import { describeSites, sitesOf } from '../../../support/describeSites';

const shared = `defaults: &defaults
  tls: true
  tlsCAFile: /etc/ca.pem
mongodb:
  <<: *defaults
  uri: mongodb://db.example.com/app
`;

test('options that a merge key brings belong to the URI of the map', () => {
  assert.deepEqual(describeSites('config.yml', shared), [
    'options 2-3 unknown mongodb://db.example.com/app {tls=true tlsCAFile="/etc/ca.pem"} defines mongodb.uri',
  ]);
  assert.deepEqual(run({ path: 'config.yml', text: shared }).diagnostics, []);
});

test("a map's own key wins over a merged one, and the first of several sources over the next", () => {
  const text = `a: &a {tls: false, tlsCAFile: /a.pem}
b: &b {tls: false, tlsCRLFile: /b.pem}
mongodb:
  <<: [*a, *b]
  tls: true
  uri: mongodb://db.example.com/app
`;
  const [site] = sitesOf('config.yml', text).filter((s) => s.uri);
  assert.deepEqual(
    site!.options.map((o) => [o.name, o.value.known && o.value.value]),
    [
      ['tls', true],
      ['tlsCAFile', '/a.pem'],
      ['tlsCRLFile', '/b.pem'],
    ],
  );
});

test('an alias stands for the URI, a map or an item of a list', () => {
  const text = `x-uri: &uri mongodb://db.example.com/x?tls=true
x-env: &env
  MONGO_URL: *uri
services:
  a:
    environment: *env
  b:
    environment:
      <<: *env
      DEBUG: 1
`;
  const defined = new Set(
    sitesOf('docker-compose.yml', text).flatMap((s) => (s.uri && s.defines ? [s.defines.variable] : [])),
  );
  assert.ok(defined.has('MONGO_URL'));
  // One place in the text is one connection.
  assert.equal(sitesOf('docker-compose.yml', text).filter((s) => s.context === undefined).length, 1);
});

test('options of mongoid.yml that environments share are one construct, where they are written', () => {
  const text = `default: &default
  clients:
    default:
      options:
        ssl: true
        ssl_verify: false
production:
  <<: *default
staging:
  <<: *default
`;
  assert.deepEqual(describeSites('config/mongoid.yml', text), [
    'options 5-6 ruby/mongoid {ssl=true ssl_verify=false}',
  ]);
});

test('an option that is shared is not removed for one map alone', () => {
  for (const site of sitesOf('config.yml', shared))
    for (const option of site.options) assert.equal(option.removeSpan, undefined);
});

test('aliases that multiply, and aliases of nothing, end', () => {
  const levels = Array.from({ length: 12 }, (_, i) =>
    i === 0
      ? 'a0: &a0 {tls: true, uri: "mongodb://h.example.com/"}'
      : `a${i}: &a${i} {x: *a${i - 1}, y: *a${i - 1}, z: *a${i - 1}}`,
  );
  const began = process.cpuUsage().user;
  sitesOf('bomb.yml', levels.join('\n'));
  sitesOf('odd.yml', 'mongo: &m {<<: *m, uri: *none, tls: *m}\nb: *zzz # mongodb\n');
  assert.ok((process.cpuUsage().user - began) / 1000 < 3000);
});
