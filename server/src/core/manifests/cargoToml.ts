/** Cargo.toml: ranges and features of crates. */
import { parse as parseToml } from 'smol-toml';
import { orNothing, record, text, texts, type Found, type ManifestFormat } from './manifest';
import { cargo, readRange } from './ranges';

function table(value: unknown): Found[] {
  return Object.entries(record(value) ?? {}).map(([key, entry]) => {
    const detail = record(entry);
    const extras = texts(detail?.['features']);
    return {
      name: text(detail?.['package']) ?? key,
      ...readRange(text(entry) ?? text(detail?.['version']) ?? '', cargo),
      ...(extras.length > 0 ? { extras } : {}),
    };
  });
}

export const cargoToml: ManifestFormat = {
  id: 'Cargo.toml',
  ecosystem: 'crates',
  files: ['cargo.toml'],
  lock: false,
  parse: (source) =>
    orNothing(() => {
      const toml = record(parseToml(source));
      const targets = Object.values(record(toml?.['target']) ?? {}).flatMap((target) =>
        table(record(target)?.['dependencies']),
      );
      return [
        ...table(toml?.['dependencies']),
        ...table(toml?.['dev-dependencies']),
        ...table(record(toml?.['workspace'])?.['dependencies']),
        ...targets,
      ];
    }),
};
