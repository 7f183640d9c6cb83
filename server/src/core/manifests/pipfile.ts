/** Pipfile: TOML tables of packages. */
import { parse as parseToml } from 'smol-toml';
import { orNothing, record, text, texts, type ManifestFormat } from './manifest';
import { pypiName } from './pythonNames';
import { python, readRange } from './ranges';

export const pipfile: ManifestFormat = {
  id: 'Pipfile',
  ecosystem: 'pypi',
  files: ['pipfile'],
  lock: false,
  parse: (source) =>
    orNothing(() => {
      const toml = record(parseToml(source));
      return ['packages', 'dev-packages'].flatMap((table) =>
        Object.entries(record(toml?.[table]) ?? {}).map(([name, value]) => {
          const extras = texts(record(value)?.['extras']);
          return {
            name: pypiName(name),
            ...readRange(text(value) ?? text(record(value)?.['version']) ?? '', python),
            ...(extras.length > 0 ? { extras } : {}),
          };
        }),
      );
    }),
};
