/** uv.lock: [[package]] tables with name and version. */
import type { ManifestFormat } from './manifest';
import { packageTables } from './packageTables';
import { pypiName } from './pythonNames';

export const uvLock: ManifestFormat = {
  id: 'uv.lock',
  ecosystem: 'pypi',
  files: ['uv.lock'],
  lock: true,
  parse: (text) => packageTables(text).map((found) => ({ ...found, name: pypiName(found.name) })),
};
