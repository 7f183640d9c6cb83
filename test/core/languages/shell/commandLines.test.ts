/** Command lines wherever they are written. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeSites, sitesOf, withoutOptions } from '../../../support/describeSites';

const cases: readonly (readonly [name: string, path: string, text: string, expected: readonly string[]])[] = [
  [
    'a command after a runner belongs to the program, not to the container of the same name',
    'x.sh',
    'docker exec -it mongo mongosh --tls\ndocker run --rm mongo:7 --tlsMode requireTLS\nkubectl exec db -c mongod -- mongosh --tls\n',
    ['cli 1 mongosh {tls=true}', 'cli 2 mongod {tlsMode="requireTLS"}', 'cli 3 mongosh {tls=true}'],
  ],
  [
    'a container that is called like a program, behind a runner in a variable',
    'x.sh',
    '$COMPOSE exec mongo mongosh --tls\n$COMPOSE exec -T mongod mongodump --ssl --archive\nmongosh mongo --tls\n',
    ['cli 1 mongosh {tls=true}', 'cli 2 tools {ssl=true}', 'cli 3 mongosh {tls=true}'],
  ],
  [
    'an alias and a variable hold a command',
    'x.sh',
    'alias mi="mongoimport --ssl --sslCAFile $CA"\nCMD="mongosh --tls --host db.example.com"\n$CMD --eval 1\n',
    ['cli 1 tools {ssl=true sslCAFile=…}', 'cli 2 mongosh {tls=true}'],
  ],
  [
    'installing, stopping and printing is no connection',
    'x.sh',
    'apt-get install mongosh --ssl\nsystemctl stop mongod\necho mongosh --tls\nmongosh --eval "db.stats()"\nmongo localhost/test x.js\n',
    [],
  ],
  [
    'a remote host without TLS is a connection',
    'x.sh',
    'mongo db.example.com:27017/app --quiet\nmongodump -h $HOST --ssl\nmongodump --host=localhost\n',
    ['cli 1 mongo', 'cli 2 tools {ssl=true}'],
  ],
  [
    'flags of a spawned program in an argv array',
    'a.py',
    'subprocess.run(["mongodump", "--uri", uri, "--ssl", "--sslAllowInvalidCertificates"])\n',
    ['cli 1 tools {ssl=true sslAllowInvalidCertificates=true} reads uri'],
  ],
  [
    'a nested argv array',
    'a.js',
    "spawn('mongosh', [`mongodb://${host}/app`, '--tls', '--tlsCAFile', ca]);\n",
    ['cli 1 mongosh mongodb://…/app {tls=true tlsCAFile=…}'],
  ],
  [
    'a command in one string of a program',
    'a.go',
    'package a\nvar c = exec.Command("sh", "-c", "mongodump --host db --ssl --sslAllowInvalidHostnames")\n',
    ['cli 2 tools {ssl=true sslAllowInvalidHostnames=true}'],
  ],
  [
    'a here-document is read in the language of its file',
    'x.sh',
    "cat > /app/.env <<'EOF'\nMONGO_URL=mongodb://db.example.com/app\nEOF\n",
    ['uri 2 unknown mongodb://db.example.com/app defines MONGO_URL'],
  ],
  [
    'a JSON argument is read as JSON',
    'x.sh',
    `curl -d '{"config": {"connector.class": "com.mongodb.kafka.connect.MongoSinkConnector", "connection.uri": "mongodb://db.example.com/"}}' http://connect\n`,
    ['uri 1 java/kafka-connector mongodb://db.example.com/ defines config.connection.uri'],
  ],
  [
    'echo to a file writes it, echo to the terminal is prose',
    'x.sh',
    'echo "MONGO_URL=mongodb://db.example.com/a" >> .env\necho "try mongodb://db.example.com/b"\n',
    [
      'uri 1 unknown mongodb://db.example.com/a defines MONGO_URL',
      'uri 2 unknown mongodb://db.example.com/b prose',
    ],
  ],
  [
    'an unquoted URI keeps its options',
    'x.sh',
    'export URL=mongodb://db.example.com/?tls=true&tlsInsecure=true\n',
    ['uri 1 unknown mongodb://db.example.com/?tls=true&tlsInsecure=true defines URL'],
  ],
  [
    'fish sets variables with set',
    'x.fish',
    'set -gx MONGO_URL "mongodb://db.example.com/a"\n',
    ['uri 1 unknown mongodb://db.example.com/a defines MONGO_URL'],
  ],
  [
    'the arguments of a MongoDB image in Kubernetes',
    'x.yaml',
    'spec:\n  containers:\n  - image: ${IMAGE}\n    args: ["--tlsMode", "requireTLS", "--tlsCertificateKeyFile", "/x.pem"]\n',
    ['cli 4 mongod {tlsMode="requireTLS" tlsCertificateKeyFile="/x.pem"}'],
  ],
];

for (const [name, path, text, expected] of cases)
  test(name, () => {
    assert.deepEqual(describeSites(path, text), expected);
  });

test('removing a flag takes its value and the blanks before it', () => {
  assert.equal(
    withoutOptions('x.sh', 'mongosh "$U" --tls \\\n  --tlsCAFile "/a b" --quiet\n'),
    'mongosh "$U" --quiet\n',
  );
  assert.equal(
    withoutOptions('x.json', '{"a": ["mongosh", "--tls", "--quiet"]}'),
    '{"a": ["mongosh", "--quiet"]}',
  );
});

test('a password on a command line is a place, never a text', () => {
  const [site] = sitesOf('x.sh', 'mongosh --tls --tlsCertificateKeyFilePassword hunter2-secret\n');
  assert.doesNotMatch(JSON.stringify(site), /hunter2/);
});

test('an ampersand is written as the place needs it', () => {
  const ampersand = (path: string, text: string): string | undefined =>
    sitesOf(path, text)[0]?.uri?.ampersand;
  assert.equal(ampersand('x.sh', 'U="mongodb://h.example.com"\n'), '&');
  assert.equal(ampersand('x.sh', 'U=mongodb://h.example.com\n'), '\\&');
  assert.equal(ampersand('x.bat', 'set U=mongodb://h.example.com\n'), '^&');
  assert.equal(ampersand('x.xml', '<a u="mongodb://h.example.com"/>'), '&amp;');
  assert.equal(
    ampersand('x.yaml', 'kind: Secret\ndata:\n  u: bW9uZ29kYjovL2guZXhhbXBsZS5jb20=\n'),
    undefined,
  );
});
