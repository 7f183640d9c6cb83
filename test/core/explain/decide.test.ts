/** Which of several causes an error text speaks of. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide, explain, type Known } from '../../../server/src/core/explain';
import { sampleFact } from '../../support/sampleFiles';

const decided = (text: string, known: Known) => decide(explain(text), known).causes;
const nodeLeaf = 'MongoServerSelectionError: unable to verify the first certificate';

test('nothing known changes nothing', () => {
  assert.deepEqual(decided(nodeLeaf, {}), explain(nodeLeaf).causes);
});

test('a CA file without a certificate is the cause that Node.js does not name', () => {
  for (const words of ['text', 'empty', 'PKCS#12', 'key only']) {
    const [first] = decided(nodeLeaf, { caFile: sampleFact('ca.pem', words) });
    assert.equal(first?.id, 'ca-file-without-certificate', words);
    assert.equal(first?.sure, 'certain');
    assert.match(first?.found ?? '', /no certificate in PEM/);
  }
});

test('a CA file with certificates rules that cause out', () => {
  const ids = decided(nodeLeaf, { caFile: sampleFact('ca.pem', 'root') }).map((c) => c.id);
  assert.equal(ids[0], 'first-certificate-unverified');
  assert.ok(!ids.includes('ca-file-without-certificate'));
});

test('the one text of PyMongo for every fault of a key file is told apart by the file', () => {
  const text =
    "pymongo.errors.ConfigurationError: Private key doesn't match certificate: [SSL] PEM lib (_ssl.c:3895)";
  const first = (words: string, more: Partial<Known> = {}) =>
    decided(text, { certificateKeyFile: sampleFact('client.pem', words), ...more })[0]?.id;
  assert.equal(first('client certificate only'), 'no-private-key-in-file');
  assert.equal(first('key only'), 'no-certificate-in-file');
  assert.equal(first('client with another key'), 'key-mismatch');
  assert.equal(first('encrypted client', { keyPassword: true }), 'key-passphrase-wrong');
  assert.equal(first('encrypted client', { keyPassword: false }), 'key-passphrase-missing');
});

test('libmongoc, which names no file, is told which one is missing or a folder', () => {
  const text = "No suitable servers found: [connection error calling hello on 'db:27017']";
  assert.equal(decided(text, { caFile: sampleFact('ca.pem', 'missing') })[0]?.id, 'file-missing');
  assert.equal(
    decided(text, { certificateKeyFile: sampleFact('c.pem', 'folder') })[0]?.id,
    'file-is-directory',
  );
  assert.match(
    decided(text, { caFile: sampleFact('ca.pem', 'missing') })[0]?.found ?? '',
    /tlsCAFile does not exist/,
  );
});

test('whether TLS is on decides between the two sides of a closed connection', () => {
  const closed = 'MongoServerSelectionError: connection <monitor> to 10.0.0.1:27017 closed';
  assert.equal(decided(closed, { tls: false })[0]?.id, 'server-expects-tls');
  assert.equal(decided(closed, { tls: false })[0]?.sure, 'certain');
  assert.ok(!decided(closed, { tls: true }).some((c) => c.id === 'server-expects-tls'));
  assert.ok(!decided(closed, { tls: false }).some((c) => c.id === 'client-certificate-required'));
});

test('an expired client certificate and an expired list are found in their files', () => {
  const alert = 'received fatal alert: certificate_expired';
  assert.match(
    decided(alert, { certificateKeyFile: sampleFact('c.pem', 'expired client') })[0]?.found ?? '',
    /expired on \d{4}-/,
  );
  assert.match(
    decided('certificate verify failed: CRL has expired', {
      crlFile: sampleFact('crl.pem', 'expired CRL'),
    })[0]?.found ?? '',
    /valid until/,
  );
});

test('when everything is ruled out the causes of the text stay, with what was found', () => {
  const causes = decided('ERR_OSSL_PEM_NO_START_LINE: key values mismatch', {
    certificateKeyFile: sampleFact('c.pem', 'client'),
  });
  assert.ok(causes.length > 0);
});
