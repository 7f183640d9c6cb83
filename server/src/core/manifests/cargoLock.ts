/** Cargo.lock: [[package]] tables with name and version. */
import type { ManifestFormat } from './manifest';
import { packageTables } from './packageTables';

export const cargoLock: ManifestFormat = {
  id: 'Cargo.lock',
  ecosystem: 'crates',
  files: ['cargo.lock'],
  lock: true,
  parse: packageTables,
};
