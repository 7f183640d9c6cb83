/** Pipfile.lock: JSON with exact versions. */
import { orNothing, record, text, texts, type ManifestFormat } from './manifest';
import { pypiName } from './pythonNames';
import { python, readRange } from './ranges';

export const pipfileLock: ManifestFormat = {
  id: 'Pipfile.lock',
  ecosystem: 'pypi',
  files: ['pipfile.lock'],
  lock: true,
  parse: (source) =>
    orNothing(() => {
      const lock = record(JSON.parse(source));
      return ['default', 'develop'].flatMap((section) =>
        Object.entries(record(lock?.[section]) ?? {}).map(([name, value]) => {
          const extras = texts(record(value)?.['extras']);
          return {
            name: pypiName(name),
            ...readRange(text(record(value)?.['version']) ?? '', python),
            ...(extras.length > 0 ? { extras } : {}),
          };
        }),
      );
    }),
};
