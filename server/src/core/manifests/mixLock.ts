/** mix.lock: `"mongodb_driver": {:hex, :mongodb_driver, "1.5.0", …`. */
import type { Found, ManifestFormat } from './manifest';

export const mixLock: ManifestFormat = {
  id: 'mix.lock',
  ecosystem: 'hex',
  files: ['mix.lock'],
  lock: true,
  parse: (text) =>
    [...text.matchAll(/\{\s*:hex\s*,\s*:(\w+)\s*,\s*"([^"]*)"/g)].map(
      (entry): Found => ({ name: entry[1]!, exact: entry[2]! }),
    ),
};
