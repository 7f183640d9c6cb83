/** Provokes every fault with every client that is here and writes what was said to test/core/explain/messages/captured. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { errorClients, withoutPlace } from './clients';
import { faults, Lab } from './faults';

const folder = 'test/core/explain/messages/captured';
const LONGEST = 2200;

/** Without most stack frames, and in the middle if it is still long: they say nothing of the fault. */
function shortened(text: string): string {
  const few = text.replace(/((?:^\s+at [^\n]*\n){3})(?:^\s+at [^\n]*\n)+/gm, '$1');
  if (few.length <= LONGEST) return few;
  return `${few.slice(0, LONGEST / 2).replace(/[^\n]*$/, '')}    ...\n${few.slice(-LONGEST / 2).replace(/^[^\n]*\n/, '')}`;
}

interface Row {
  category: string;
  provoked: string;
  by: string;
  ambiguous?: boolean;
  also?: string[];
  readonly text: string;
}

async function main(wanted: readonly string[]): Promise<void> {
  const lab = new Lab();
  await lab.start();
  mkdirSync(folder, { recursive: true });
  try {
    for (const client of errorClients) {
      if (wanted.length > 0 && !wanted.includes(client.id)) continue;
      const why = client.missing();
      if (why !== undefined) {
        console.log(`${client.id}: left out, ${why}`);
        continue;
      }
      const by = client.version();
      const texts = await client.run(
        lab,
        faults.filter((fault) => !client.spares?.(fault)),
      );
      const rows: Row[] = [];
      for (const [id, said] of texts) {
        const text = shortened(withoutPlace(said, lab));
        const fault = faults.find((f) => f.id === id);
        const category = fault?.category ?? 'key-file';
        // The same words for several faults: they are one text, which cannot tell which it was.
        const same = rows.find((row) => row.text === text);
        if (same) {
          same.provoked += `; ${id}`;
          if (category !== same.category) {
            same.ambiguous = true;
            same.also = [...new Set([...(same.also ?? []), category])];
          }
          continue;
        }
        rows.push({
          category,
          provoked: id,
          by,
          ...(fault?.ambiguous ? { ambiguous: true } : {}),
          ...(fault?.also ? { also: [fault.also] } : {}),
          text,
        });
      }
      rows.sort((a, b) => (a.provoked < b.provoked ? -1 : 1));
      writeFileSync(`${folder}/${client.id}.json`, JSON.stringify(rows, undefined, 2) + '\n');
      console.log(`${client.id}: ${rows.length} texts of ${by}`);
    }
  } finally {
    lab.stop();
  }
}

void main(process.argv.slice(2)).then(() => process.exit(0));
