/** yarn.lock, classic and berry: blocks of `name@range:` with a version line. Read by lines: the classic form is no YAML. */
import type { Found, ManifestFormat } from './manifest';

export const yarnLock: ManifestFormat = {
  id: 'yarn.lock',
  ecosystem: 'npm',
  files: ['yarn.lock'],
  lock: true,
  parse(text) {
    const found: Found[] = [];
    let names: string[] = [];
    for (const line of text.split(/\r?\n/)) {
      if (/^\S/.test(line) && line.endsWith(':') && !line.startsWith('#')) {
        names = line
          .slice(0, -1)
          .replace(/"/g, '')
          .split(/,\s*/)
          .map((entry) => entry.slice(0, entry.indexOf('@', 1)));
        continue;
      }
      const version = /^ {2}version:? "?([^"\s]+)"?\s*$/.exec(line);
      if (!version) continue;
      for (const name of new Set(names))
        if (name !== '' && /^\d/.test(version[1]!)) found.push({ name, exact: version[1]! });
      names = [];
    }
    return found;
  },
};
