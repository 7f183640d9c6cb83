/** go.mod: `require` lines; Go builds with exactly these versions or newer ones that another module asks for. */
import type { Found, ManifestFormat } from './manifest';

export const goMod: ManifestFormat = {
  id: 'go.mod',
  ecosystem: 'go',
  files: ['go.mod'],
  lock: true,
  parse(text) {
    const found: Found[] = [];
    for (const line of text.split(/\r?\n/)) {
      const match = /^\s*(?:require\s+)?([\w.-]+\.[\w.-]+\/\S+)\s+v(\d[\w.+-]*)/.exec(
        line.replace(/\/\/.*$/, ''),
      );
      if (match && !/^\s*(?:module|exclude|replace)\b/.test(line))
        found.push({ name: match[1]!, exact: match[2]! });
    }
    return found;
  },
};
