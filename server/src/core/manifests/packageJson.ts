/** package.json of a project: ranges of its dependencies. */
import { parse as parseJsonc } from 'jsonc-parser';
import { orNothing, record, text, type Found, type ManifestFormat } from './manifest';
import { npm, readRange } from './ranges';

/** `^4.1.0`, `npm:mongodb@^4`, `workspace:^`, a URL: only what names versions is read. */
export function npmRange(range: string): Omit<Found, 'name'> {
  const alias = /^npm:(?:@[^/]+\/)?[^@]+@(.*)$/.exec(range);
  const plain = alias ? alias[1]! : range.replace(/^workspace:/, '');
  return /^(?:git|https?|file|link|portal|patch|catalog|github)[:+]/.test(plain) ? {} : readRange(plain, npm);
}

export const packageJson: ManifestFormat = {
  id: 'package.json',
  ecosystem: 'npm',
  files: ['package.json'],
  lock: false,
  parse: (source) =>
    orNothing(() => {
      const manifest = record(parseJsonc(source));
      return ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'].flatMap(
        (section) =>
          Object.entries(record(manifest?.[section]) ?? {}).flatMap(([name, range]): Found[] =>
            text(range) === undefined ? [] : [{ name, ...npmRange(text(range)!) }],
          ),
      );
    }),
};
