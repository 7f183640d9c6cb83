/**
 * How often the error explainer names the true category of real messages that it was not made from:
 * `node scripts/explainAccuracy.mjs first|second|third|fourth [--list]`. The sets and their rules are in test/core/explain/heldOut.
 */
import { build } from 'esbuild';
import { readFileSync } from 'node:fs';

const { outputFiles } = await build({
  entryPoints: ['server/src/core/explain/index.ts'],
  bundle: true,
  platform: 'node',
  format: 'esm',
  write: false,
});
const { explain } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
);

const percent = (part, all) => `${part} of ${all} (${((100 * part) / all).toFixed(1)} %)`;
const certificate = new Set(['verification', 'hostname', 'revocation', 'client-cert', 'key-file']);

for (const set of process.argv.slice(2).filter((a) => !a.startsWith('--'))) {
  const messages = JSON.parse(readFileSync(`test/core/explain/heldOut/${set}.json`, 'utf8'));
  const rows = messages.map((m) => ({ m, causes: explain(m.text).causes }));
  const named = rows.filter(({ m, causes }) => causes.some((c) => c.category === m.category));
  const first = rows.filter(({ m, causes }) => causes[0]?.category === m.category);
  const accused = rows.filter(
    ({ m, causes }) => ['network', 'dns'].includes(m.category) && certificate.has(causes[0]?.category),
  );
  console.log(`${set}: true category named in ${percent(named.length, rows.length)}`);
  console.log(`  first in ${percent(first.length, rows.length)}`);
  console.log(`  network or DNS faults explained as certificate faults: ${accused.length}`);
  if (process.argv.includes('--list'))
    for (const { m, causes } of rows.filter((r) => !first.includes(r)))
      console.log(
        `  ${m.category} <- [${causes.map((c) => `${c.id}:${c.category}`).join(', ')}] ${m.by}: ${m.text.slice(0, 300)}`,
      );
}
