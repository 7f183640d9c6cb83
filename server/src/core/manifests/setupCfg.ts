/** setup.cfg and setup.py: the lines of install_requires and extras_require. */
import type { Found, ManifestFormat } from './manifest';
import { requirement } from './pythonNames';

export const setupCfg: ManifestFormat = {
  id: 'setup.cfg',
  ecosystem: 'pypi',
  files: ['setup.cfg', 'setup.py'],
  lock: false,
  parse(text) {
    const found: Found[] = [];
    // setup.py is a program: only literals inside install_requires=[…] and the like are read.
    const begin = /(?:install_requires|extras_require|tests_require|requirements|require)\s*=\s*/g;
    while (begin.exec(text)) {
      if (text[begin.lastIndex] === '[') {
        const end = closing(text, begin.lastIndex);
        if (end < 0) break;
        for (const item of text.slice(begin.lastIndex, end).matchAll(/"([^"\n]*)"|'([^'\n]*)'/g))
          found.push(...present(item[1] ?? item[2] ?? ''));
        begin.lastIndex = end;
      } else {
        const lines = /[^\n]*(?:\n[ \t]+[^\n]*)*/y;
        lines.lastIndex = begin.lastIndex;
        for (const line of (lines.exec(text)?.[0] ?? '').split('\n')) found.push(...present(line));
        begin.lastIndex = Math.max(begin.lastIndex, lines.lastIndex);
      }
    }
    return found;
  },
};

/** Offset of the bracket that closes the one at `open`; -1 when there is none. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '[') depth++;
    else if (text[at] === ']' && --depth === 0) return at;
  }
  return -1;
}

function present(line: string): Found[] {
  const read = requirement(line);
  return read ? [read] : [];
}
