/** Connections of Airflow's Mongo provider, in variables and connection files. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeSites, withoutOptions } from '../../../support/describeSites';

test('a connection in JSON has its extras as options', () => {
  assert.deepEqual(
    describeSites(
      '.env',
      `AIRFLOW_CONN_MONGO_DEFAULT='{"conn_type": "mongo", "host": "db.example.com", "extra": {"ssl": true, "allow_insecure": true}}'\n`,
    ),
    ['options 1 pymongo/airflow {ssl=true allow_insecure=true}'],
  );
  assert.deepEqual(
    describeSites(
      'compose.yml',
      `environment:\n  AIRFLOW_CONN_X: '{"conn_type": "mongo", "extra": "{\\"tls\\": true, \\"tlsCAFile\\": \\"/ca.pem\\"}"}'\n`,
    ),
    ['options 2 pymongo/airflow {tls=true tlsCAFile="/ca.pem"}'],
  );
  assert.deepEqual(describeSites('connection.json', '{"conn_type": "mongo", "extra": {"srv": true}}'), [
    'options 1 pymongo/airflow {srv=true}',
  ]);
});

test('a connection in a file has them in a map or in a string', () => {
  assert.deepEqual(
    describeSites(
      'connections.yaml',
      `mongo_default:\n  conn_type: mongo\n  host: db.example.com\n  extra: '{"tlsAllowInvalidCertificates": true}'\nother:\n  conn_type: ftp\n  extra: '{"ssl": true}'\n`,
    ),
    ['options 4 pymongo/airflow {tlsAllowInvalidCertificates=true}'],
  );
});

test('the query of mongo:// is the extras', () => {
  const text = 'AIRFLOW_CONN_M=mongo://u:canary@db.example.com:27017/app?ssl=true&allow_insecure=true\n';
  assert.deepEqual(describeSites('.env', text), ['options 1 pymongo/airflow {ssl=true allow_insecure=true}']);
  assert.doesNotMatch(withoutOptions('.env', text), /ssl|insecure/);
  assert.deepEqual(describeSites('.env', 'AIRFLOW_CONN_M=mongo://u:p@h/app\nX=mongo://h/?ssl=true\n'), []);
});
