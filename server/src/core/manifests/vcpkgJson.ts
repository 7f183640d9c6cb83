/** vcpkg.json: dependencies with `version>=`, and overrides. */
import { parse as parseJsonc } from 'jsonc-parser';
import { orNothing, record, text, type Found, type ManifestFormat } from './manifest';

export const vcpkgJson: ManifestFormat = {
  id: 'vcpkg.json',
  ecosystem: 'native',
  files: ['vcpkg.json'],
  lock: false,
  parse: (source) =>
    orNothing(() => {
      const manifest = record(parseJsonc(source));
      const list = (key: string): readonly unknown[] =>
        Array.isArray(manifest?.[key]) ? (manifest[key] as unknown[]) : [];
      const overrides = list('overrides').flatMap((item): Found[] => {
        const entry = record(item);
        const version =
          text(entry?.['version']) ?? text(entry?.['version-semver']) ?? text(entry?.['version-string']);
        return text(entry?.['name']) !== undefined && version !== undefined
          ? [{ name: text(entry!['name'])!, exact: version.replace(/#.*$/, '') }]
          : [];
      });
      const wanted = list('dependencies').flatMap((item): Found[] => {
        if (typeof item === 'string') return [{ name: item }];
        const entry = record(item);
        const least = text(entry?.['version>='])?.replace(/#.*$/, '');
        return text(entry?.['name']) === undefined
          ? []
          : [{ name: text(entry!['name'])!, ...(least === undefined ? {} : { min: least }) }];
      });
      return [...overrides, ...wanted];
    }),
};
