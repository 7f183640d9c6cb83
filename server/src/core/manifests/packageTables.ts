/** The `[[package]]` tables that poetry.lock, pdm.lock, uv.lock and Cargo.lock share, read by lines. */
import type { Found } from './manifest';

/** Name and version of every package table. */
export function packageTables(text: string): Found[] {
  const found: Found[] = [];
  let name: string | undefined;
  let inside = false;
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('[')) {
      inside = line.trim() === '[[package]]';
      name = undefined;
      continue;
    }
    if (!inside) continue;
    const pair = /^(name|version)\s*=\s*"([^"]*)"/.exec(line);
    if (pair?.[1] === 'name') name = pair[2];
    else if (pair && name !== undefined) found.push({ name, exact: pair[2]! });
  }
  return found;
}
