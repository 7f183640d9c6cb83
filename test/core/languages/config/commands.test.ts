/** Command lines in configuration: scripts in block scalars, arguments without a program, flags in values. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from '../../../support/checkRule';
import { describeSites } from '../../../support/describeSites';

test('a script in a value has its own variables', () => {
  const text = `data:
  probe.sh: |
    OPTS='--tls --tlsCAFile=/ca.pem {{ if .x }}--tlsCertificateKeyFile=/c.pem {{ end }}--tlsAllowInvalidHostnames'
    exec mongosh $OPTS --port $PORT --eval 'x'
    mongosh "$MONGO_URL" --eval 'x'
`;
  assert.deepEqual(describeSites('cm.yaml', text), [
    'cli 4 mongosh {tls=true tlsCAFile="/ca.pem" tlsCertificateKeyFile="/c.pem"? tlsAllowInvalidHostnames=true?}',
    'cli 5 mongosh reads MONGO_URL',
  ]);
});

test('a compose file writes a dollar of the shell twice', () => {
  const text =
    'services:\n  db:\n    healthcheck:\n      test: mongosh --tls --tlsCAFile /ca.pem "mongodb://$$USER:$$PW@db/?tls=true"\n';
  assert.deepEqual(describeSites('docker-compose.yml', text), [
    'cli 4 mongosh mongodb://…:…@db/?tls=true {tls=true tlsCAFile="/ca.pem"}',
  ]);
});

test("the arguments of a script that starts the server are the server's", () => {
  const text =
    'containers:\n  - args:\n      - --replSet=rs0\n      - --tlsMode=preferTLS\n    command:\n      - /opt/start.sh\n';
  assert.deepEqual(describeSites('pod.yaml', text), ['cli 3-4 mongod {tlsMode="preferTLS"}']);
});

test('the arguments of another program are its own, whatever it is asked to look at', () => {
  const text =
    'livenessProbe:\n  exec:\n    command: [/opt/healthcheck, --component, mongod, --ssl, --sslCAFile, /ca.pem]\n';
  assert.deepEqual(describeSites('pod.yaml', text), []);
});

test('a value that only holds flags of MongoDB is a command line of a program that is not seen', () => {
  const text =
    'env:\n  - name: MONGODB_EXTRA_FLAGS\n    value: --tlsMode=requireTLS --tlsCAFile=/ca.pem\n  - name: CLIENT_FLAGS\n    value: --tls {{ if .m }}--tlsCertificateKeyFile=/c.pem {{ end }}--tlsCAFile=/ca.pem\n  - name: OTHER\n    value: --tls --verbose\n';
  assert.deepEqual(describeSites('pod.yaml', text), [
    'cli 3 mongod {tlsMode="requireTLS" tlsCAFile="/ca.pem"}',
    'cli 5 unknown {tls=true tlsCertificateKeyFile="/c.pem"? tlsCAFile="/ca.pem"?}',
  ]);
});

test('each process of an automation configuration is a server of its own', () => {
  const process = {
    args2_6: { net: { tls: { mode: 'requireTLS', certificateKeyFile: '/m.pem' }, port: 27017 } },
  };
  const text = JSON.stringify({ processes: [process, process] });
  assert.equal(describeSites('automation.json', text).length, 2);
});

test('an option that is not set, or that is described, is none', () => {
  assert.deepEqual(
    describeSites(
      'app.conf',
      '# MongoDB\n[database]\nhost = db\ntls = False\ntls_ca_file = None\ntls_allow_invalid_hostnames = False\n',
    ),
    ['options 4-6 unknown {tls=false tls_allow_invalid_hostnames=false}'],
  );
  for (const text of [
    '{"tlsInsecure": "Disable various certificate validations. Use with care."}',
    '{"mongodb": {"uri": {"type": "string"}, "ssl": {"name": "ssl", "description": "Use TLS", "defaultValue": "false"}}}',
  ])
    assert.deepEqual(describeSites('schema.json', text), []);
});

test('flags that a script collects for another one are a command line too', () => {
  assert.deepEqual(
    describeSites(
      'env.sh',
      'export MONGOSH_ARGS="--tls --tlsCAFile /ca.pem"\nexport CURL_ARGS="--tlsv1.2"\n',
    ),
    ['cli 1 unknown {tls=true tlsCAFile="/ca.pem"}'],
  );
});

test("a map of a server's old flags is a server's configuration", () => {
  const text =
    '{"name": "mongod", "sslParams": {"sslOnNormalPorts": true, "sslPEMKeyFile": "/m.pem", "sslWeakCertificateValidation": true}}';
  assert.deepEqual(describeSites('server.json', text), [
    'serverConfig 1 mongod {sslOnNormalPorts=true sslPEMKeyFile="/m.pem" sslWeakCertificateValidation=true}',
  ]);
});

test('a port that is not known is left out, and a path in front of the program is no obstacle', () => {
  assert.deepEqual(
    run({ path: 'a.sh', text: 'mongosh --host db.example.com --port ${PORT} --tls --tlsCAFile /ca.pem\n' })
      .diagnostics,
    [],
  );
  assert.deepEqual(
    describeSites(
      'README.md',
      '```\n/usr/bin/mongo --ssl -u ada localhost/admin --sslAllowInvalidCertificates\n```\n',
    ),
    ['cli 2 mongo {ssl=true sslAllowInvalidCertificates=true}'],
  );
});

test('a user name beside the URI is one', () => {
  const text = (flag: string): string =>
    `mongorestore --uri="mongodb://db.example.com/?tls=true&authMechanism=PLAIN" ${flag} dump\n`;
  const rules = (flag: string): string[] =>
    run({ path: 'a.sh', text: text(flag) }).diagnostics.map((d) => d.rule);
  assert.ok(rules('').includes('authentication-options'));
  assert.deepEqual(rules('--username ada'), []);
});

test('what a script replaces is unknown', () => {
  const text =
    'db.mongo.uri=mongodb://~MONGO_USER~:~MONGO_PASS~@~MONGO_HOST~:~MONGO_PORT~/app?tls=~MONGO_TLS~\nb.uri=mongodb://__MONGO_HOST__/app?tls=%MONGO_TLS%\n';
  assert.deepEqual(describeSites('system.properties', text), [
    'uri 1 unknown mongodb://…:…@…:…/app?tls=… defines db.mongo.uri',
    'uri 2 unknown mongodb://…/app?tls=… defines b.uri',
  ]);
  assert.deepEqual(run({ path: 'system.properties', text }).diagnostics, []);
});
