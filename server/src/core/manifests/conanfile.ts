/** Conan: `mongo-c-driver/1.27.6` in conanfile.txt, conanfile.py and conan.lock. */
import type { Found, ManifestFormat } from './manifest';
import { readRange, npm } from './ranges';

export const conanfile: ManifestFormat = {
  id: 'conanfile',
  ecosystem: 'native',
  files: ['conanfile.txt', 'conanfile.py', 'conan.lock'],
  lock: false,
  parse: (text) =>
    [...text.matchAll(/\b(mongo-c(?:xx)?-driver)\/(?:\[([^\]]*)\]|(\d[\w.]*))/g)].map(
      (item): Found =>
        item[3] === undefined
          ? { name: item[1]!, ...readRange(item[2] ?? '', npm) }
          : { name: item[1]!, exact: item[3] },
    ),
};
