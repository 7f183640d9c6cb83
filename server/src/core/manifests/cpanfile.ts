/** cpanfile: `requires 'MongoDB', '2.2.2';`. */
import type { Found, ManifestFormat } from './manifest';
import { readRange } from './ranges';

export const cpanfile: ManifestFormat = {
  id: 'cpanfile',
  ecosystem: 'cpan',
  files: ['cpanfile'],
  lock: false,
  parse: (text) =>
    [
      ...text.matchAll(
        /^\s*(?:requires|recommends)\s+["']([\w:]+)["']\s*(?:(?:,|=>)\s*["']?([^"';]*)["']?)?/gm,
      ),
    ].map(
      (item): Found => ({
        name: item[1]!,
        // A plain number is the least version.
        ...readRange((item[2] ?? '').trim(), { bare: 'min', tilde: 'minor' }),
      }),
    ),
};
