/** pnpm-lock.yaml: keys of the packages section, `/mongodb@6.3.0(…):` or `/mongodb/4.1.0:`. Read by lines: a YAML parser needs seconds for a large one. */
import type { Found, ManifestFormat } from './manifest';

export const pnpmLock: ManifestFormat = {
  id: 'pnpm-lock.yaml',
  ecosystem: 'npm',
  files: ['pnpm-lock.yaml'],
  lock: true,
  parse(text) {
    const found: Found[] = [];
    let inside = false;
    for (const line of text.split(/\r?\n/)) {
      if (/^\S/.test(line)) inside = line.startsWith('packages:');
      else if (inside) {
        const key = /^ {2}'?\/?((?:@[^/]+\/)?[^@/(']+)[@/](\d[^('/:]*)/.exec(line);
        if (key) found.push({ name: key[1]!, exact: key[2]!.replace(/_.*$/, '') });
      }
    }
    return found;
  },
};
