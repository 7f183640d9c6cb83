/** CMakeLists.txt: find_package of the C and C++ drivers, FetchContent and CPM with a tag. */
import type { Found, ManifestFormat } from './manifest';

const packages: Readonly<Record<string, string>> = {
  'mongoc-1.0': 'mongo-c-driver',
  'libmongoc-1.0': 'mongo-c-driver',
  'libmongoc-static-1.0': 'mongo-c-driver',
  mongoc: 'mongo-c-driver',
  mongocxx: 'mongo-cxx-driver',
};

export const cmakeLists: ManifestFormat = {
  id: 'CMakeLists.txt',
  ecosystem: 'native',
  files: ['cmakelists.txt', '*.cmake'],
  lock: false,
  parse(source) {
    const text = source.replace(/#[^\n]*/g, '');
    const found: Found[] = [];
    for (const item of text.matchAll(/find_package\s*\(\s*([\w.-]+)\s+(\d[\d.]*)?/gi)) {
      const name = packages[item[1]!.toLowerCase()];
      // The number is the least that the project accepts.
      if (name !== undefined) found.push({ name, ...(item[2] === undefined ? {} : { min: item[2] }) });
    }
    for (const item of text.matchAll(
      /(mongo-c(?:xx)?-driver)(?:\.git)?[^()]*?GIT_TAG\s+["']?(?:r|v|releases\/v)?(\d[\w.]*)/gi,
    ))
      found.push({ name: item[1]!.toLowerCase(), exact: item[2]! });
    return found;
  },
};
