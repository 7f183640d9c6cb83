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
    for (const list of text.matchAll(
      /(?:install_requires|extras_require|tests_require|requirements|require)\s*=\s*(?:\[([^\]]*(?:\[[^\]]*\][^\]]*)*)\]|([^\n]*(?:\n[ \t]+[^\n]*)*))/g,
    )) {
      if (list[1] !== undefined)
        for (const item of list[1].matchAll(/"([^"\n]*)"|'([^'\n]*)'/g))
          found.push(...present(item[1] ?? item[2] ?? ''));
      else for (const line of (list[2] ?? '').split('\n')) found.push(...present(line));
    }
    return found;
  },
};

function present(line: string): Found[] {
  const read = requirement(line);
  return read ? [read] : [];
}
