/** bun.lock: JSON with comments, `"mongodb": ["mongodb@6.3.0", …]`. */
import { parse as parseJsonc } from 'jsonc-parser';
import { orNothing, record, type Found, type ManifestFormat } from './manifest';

export const bunLock: ManifestFormat = {
  id: 'bun.lock',
  ecosystem: 'npm',
  files: ['bun.lock'],
  lock: true,
  parse: (source) =>
    orNothing(() => {
      const packages = record(record(parseJsonc(source))?.['packages']) ?? {};
      return Object.values(packages).flatMap((entry): Found[] => {
        const spec = Array.isArray(entry) ? String(entry[0]) : '';
        const at = spec.lastIndexOf('@');
        return at > 0 && /^\d/.test(spec.slice(at + 1))
          ? [{ name: spec.slice(0, at), exact: spec.slice(at + 1) }]
          : [];
      });
    }),
};
