/** Package.swift and Package.resolved of Swift. */
import type { Found, ManifestFormat } from './manifest';
import { npm, readRange } from './ranges';

const name = 'mongo-swift-driver';

export const packageSwift: ManifestFormat = {
  id: 'Package.swift',
  ecosystem: 'swift',
  files: ['package.swift'],
  lock: false,
  parse: (text) =>
    [...text.matchAll(/mongo-swift-driver(?:\.git)?"\s*,\s*([^\n)]*)/g)].map((item): Found => {
      const version = /"(\d[\w.]*)"/.exec(item[1]!)?.[1];
      if (version === undefined) return { name };
      return /exact/.test(item[1]!)
        ? { name, exact: version }
        : { name, ...readRange(`${/upToNextMinor/.test(item[1]!) ? '~' : '^'}${version}`, npm) };
    }),
};
