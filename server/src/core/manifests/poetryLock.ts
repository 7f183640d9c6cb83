/** poetry.lock and pdm.lock: [[package]] tables with name and version. Read by lines: the files are large and their form is fixed. */
import type { ManifestFormat } from './manifest';
import { packageTables } from './packageTables';
import { pypiName } from './pythonNames';

export const poetryLock: ManifestFormat = {
  id: 'poetry.lock',
  ecosystem: 'pypi',
  files: ['poetry.lock', 'pdm.lock'],
  lock: true,
  parse: (text) => packageTables(text).map((found) => ({ ...found, name: pypiName(found.name) })),
};
