/** mix.exs: `{:mongodb_driver, "~> 1.4"}`. */
import type { Found, ManifestFormat } from './manifest';
import { hex, readRange } from './ranges';

export const mixExs: ManifestFormat = {
  id: 'mix.exs',
  ecosystem: 'hex',
  files: ['mix.exs'],
  lock: false,
  parse: (text) =>
    [...text.matchAll(/\{\s*:(\w+)\s*,\s*"([^"]*)"/g)].map(
      (entry): Found => ({ name: entry[1]!, ...readRange(entry[2]!, hex) }),
    ),
};
