/**
 * Provokes faults for real, with every runtime that is here, and asks what their texts mean: so that a new version of a
 * runtime that prints other words is noticed. `node scripts/captureErrors.mjs` keeps the texts as test data.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { explain } from '../../server/src/core/explain';
import { errorClients } from '../support/errors/clients';
import { faults, Lab } from '../support/errors/faults';

const lab = new Lab();
before(() => lab.start());
after(() => lab.stop());

/** Those that `scripts/setup.mjs` installs or that every machine has; the others are for the capture alone. */
const always = new Set([
  'python-ssl',
  'node-tls',
  'node-driver',
  'pymongo-4.20.0',
  'go-driver',
  'openssl',
  'libmongoc',
]);
/** What is wrong in a fault. */
function categoriesOf(id: string): string[] {
  const { category, also } = faults.find((f) => f.id === id)!;
  return also === undefined ? [category] : [category, also];
}

const certificate = new Set(['verification', 'hostname', 'revocation', 'client-cert', 'key-file']);

for (const client of errorClients.filter((c) => always.has(c.id))) {
  const why = client.missing();
  test(
    `what ${client.id} says of provoked faults is explained by their true category`,
    { skip: why === undefined ? false : why, timeout: 240_000 },
    async () => {
      const texts = await client.run(
        lab,
        faults.filter((fault) => !client.spares?.(fault)),
      );
      assert.ok(
        texts.size > faults.length * 0.7,
        `only ${texts.size} of ${faults.length} faults were met with a text`,
      );
      const wrong: string[] = [];
      const byText = new Map<string, string[]>();
      for (const [id, text] of texts) byText.set(text, [...(byText.get(text) ?? []), ...categoriesOf(id)]);
      for (const [id, text] of texts) {
        const fault = faults.find((f) => f.id === id)!;
        const found = explain(text).causes.map((c) => c.category as string);
        const truth = byText.get(text)!;
        const right = fault.ambiguous ? found.some((c) => truth.includes(c)) : truth.includes(found[0] ?? '');
        if (!right) wrong.push(`${id}: ${found.join(', ')}\n${text.slice(0, 300)}`);
        if (fault.category === 'network' && certificate.has(found[0] ?? '')) wrong.push(`accused: ${id}`);
      }
      assert.deepEqual(wrong, []);
    },
  );
}
