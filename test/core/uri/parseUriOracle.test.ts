/** Our parser beside the Node driver's own: what that accepts, ours reads the same way. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConnectionString } from 'mongodb-connection-string-url';
import { verbatimText } from '../../../server/src/core/text/mappedText';
import { parseUri } from '../../../server/src/core/uri/parseUri';

/** Mulberry32, fixed seed. */
function random(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

test('hosts, user, database and options of two thousand random URIs are those that the Node driver reads', () => {
  const next = random(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  let accepted = 0;
  for (let n = 0; n < 2000; n++) {
    const user = pick(['', '', 'ann@', 'ann:pw@', 'a%40b:p%2Fw@', 'a@b:c@', 'a:b:c@', '@', 'a/b:c@']);
    const hosts = pick([
      'h.example',
      'h.example:27018',
      'a,b:1,c',
      '[::1]:27017',
      '127.0.0.1',
      '%2Ftmp%2Fm.sock',
      'h:x',
      '',
      'a,,b',
    ]);
    const database = pick(['', '/', '/app', '/app%2Db']);
    const query = pick([
      '',
      '?tls=true',
      '?tls=true&w=1',
      '?tls=true&',
      '?a=b=c',
      '?x',
      '?tlsCAFile=/a/b.pem',
      '?tlsCAFile=%2Fa',
    ]);
    const uri = `mongodb://${user}${hosts}${database}${query}`;
    let theirs: ConnectionString;
    try {
      theirs = new ConnectionString(uri);
    } catch {
      continue;
    }
    accepted++;
    const ours = parseUri(verbatimText(uri, 0, uri.length));
    assert.ok(ours, uri);
    assert.deepEqual(
      ours.hosts.map((h) => h.text),
      [...theirs.hosts],
      uri,
    );
    assert.equal(ours.user?.text ?? '', theirs.username, uri);
    assert.deepEqual(
      ours.options.filter((o) => o.raw !== '').map((o) => [o.name, decodeURIComponent(o.raw)]),
      [...theirs.searchParams.entries()].filter(([, value]) => value !== ''),
      uri,
    );
  }
  assert.ok(accepted > 500, `${accepted} were accepted`);
});
