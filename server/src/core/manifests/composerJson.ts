/** composer.json: ranges, among them that of the extension (`ext-mongodb`). */
import { parse as parseJsonc } from 'jsonc-parser';
import { orNothing, record, text, type Found, type ManifestFormat } from './manifest';
import { composer, readRange } from './ranges';

export const composerJson: ManifestFormat = {
  id: 'composer.json',
  ecosystem: 'composer',
  files: ['composer.json'],
  lock: false,
  parse: (source) =>
    orNothing(() => {
      const manifest = record(parseJsonc(source));
      const platform = record(record(manifest?.['config'])?.['platform']) ?? {};
      const exact = Object.entries(platform).flatMap(([name, version]): Found[] =>
        text(version) === undefined
          ? []
          : [{ name: name.toLowerCase(), ...readRange(text(version)!, composer) }],
      );
      return [
        ...exact,
        ...['require', 'require-dev'].flatMap((section) =>
          Object.entries(record(manifest?.[section]) ?? {}).flatMap(([name, range]): Found[] =>
            text(range) === undefined
              ? []
              : [{ name: name.toLowerCase(), ...readRange(text(range)!.replace(/@\w+/g, ''), composer) }],
          ),
        ),
      ];
    }),
};
