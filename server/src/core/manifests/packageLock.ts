/** package-lock.json and npm-shrinkwrap.json, all three versions of the format. */
import { orNothing, record, text, type Found, type ManifestFormat } from './manifest';

export const packageLock: ManifestFormat = {
  id: 'package-lock.json',
  ecosystem: 'npm',
  files: ['package-lock.json', 'npm-shrinkwrap.json'],
  lock: true,
  parse: (source) =>
    orNothing(() => {
      const lock = record(JSON.parse(source));
      // What lies directly below the first node_modules is what the project itself imports: it comes first.
      const direct: Found[] = [];
      const nested: Found[] = [];
      for (const [path, entry] of Object.entries(record(lock?.['packages']) ?? {})) {
        const at = path.lastIndexOf('node_modules/');
        const version = text(record(entry)?.['version']);
        if (at >= 0 && version !== undefined)
          (at > 0 ? nested : direct).push({ name: path.slice(at + 13), exact: version });
      }
      if (direct.length > 0 || nested.length > 0) return [...direct, ...nested];
      return Object.entries(record(lock?.['dependencies']) ?? {}).flatMap(([name, entry]): Found[] => {
        const version = text(record(entry)?.['version']);
        return version === undefined ? [] : [{ name, exact: version }];
      });
    }),
};
