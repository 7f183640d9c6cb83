/** packages.lock.json of NuGet, and project.assets.json. */
import { orNothing, record, text, type Found, type ManifestFormat } from './manifest';

export const nugetLock: ManifestFormat = {
  id: 'packages.lock.json',
  ecosystem: 'nuget',
  files: ['packages.lock.json', 'obj/project.assets.json'],
  lock: true,
  parse: (source) =>
    orNothing(() => {
      const lock = record(JSON.parse(source));
      const resolved = Object.values(record(lock?.['dependencies']) ?? {}).flatMap((framework) =>
        Object.entries(record(framework) ?? {}).flatMap(([name, entry]): Found[] => {
          const version = text(record(entry)?.['resolved']);
          return version === undefined ? [] : [{ name: name.toLowerCase(), exact: version }];
        }),
      );
      const assets = Object.keys(record(lock?.['libraries']) ?? {}).flatMap((key): Found[] => {
        const [name, version] = key.split('/');
        return name !== undefined && version !== undefined
          ? [{ name: name.toLowerCase(), exact: version }]
          : [];
      });
      return [...resolved, ...assets];
    }),
};
