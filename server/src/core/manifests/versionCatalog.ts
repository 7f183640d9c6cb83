/** Gradle's version catalogue, gradle/libs.versions.toml. */
import { parse as parseToml } from 'smol-toml';
import { orNothing, record, text, type Found, type ManifestFormat } from './manifest';
import { readInterval } from './ranges';

export const versionCatalog: ManifestFormat = {
  id: 'libs.versions.toml',
  ecosystem: 'maven',
  files: ['libs.versions.toml', 'gradle/libs.versions.toml'],
  lock: false,
  parse: (source) =>
    orNothing(() => {
      const toml = record(parseToml(source));
      const versions = record(toml?.['versions']) ?? {};
      const written = (value: unknown): string => {
        const entry = record(value);
        const reference = text(entry?.['ref']);
        if (reference !== undefined) return written(versions[reference]);
        return (
          text(value) ??
          text(entry?.['strictly']) ??
          text(entry?.['require']) ??
          text(entry?.['prefer']) ??
          ''
        );
      };
      const libraries = Object.values(record(toml?.['libraries']) ?? {}).flatMap((library): Found[] => {
        if (typeof library === 'string') {
          const [group = '', artifact = '', version = ''] = library.split(':');
          return [{ name: `${group}:${artifact}`, ...readInterval(version) }];
        }
        const entry = record(library);
        const name = text(entry?.['module']) ?? `${text(entry?.['group'])}:${text(entry?.['name'])}`;
        return [{ name, ...readInterval(written(entry?.['version'])) }];
      });
      const plugins = Object.values(record(toml?.['plugins']) ?? {}).flatMap((plugin): Found[] =>
        text(record(plugin)?.['id']) === 'org.springframework.boot'
          ? [
              {
                name: 'org.springframework.boot:spring-boot',
                ...readInterval(written(record(plugin)?.['version'])),
              },
            ]
          : [],
      );
      return [...libraries, ...plugins];
    }),
};
