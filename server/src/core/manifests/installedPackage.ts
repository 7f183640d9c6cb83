/** package.json of an installed package: its own name and version. */
import { parse as parseJsonc } from 'jsonc-parser';
import { orNothing, record, text, type ManifestFormat } from './manifest';

export const installedPackage: ManifestFormat = {
  id: 'node_modules',
  ecosystem: 'npm',
  files: [
    'node_modules/mongodb/package.json',
    'node_modules/mongoose/package.json',
    'node_modules/mongoose/node_modules/mongodb/package.json',
  ],
  lock: true,
  parse: (source) =>
    orNothing(() => {
      const manifest = record(parseJsonc(source));
      const name = text(manifest?.['name']);
      const version = text(manifest?.['version']);
      return name !== undefined && version !== undefined ? [{ name, exact: version }] : [];
    }),
};
