/** Package.resolved of Swift: exact versions, in both forms of the file. */
import type { Found, ManifestFormat } from './manifest';

export const packageResolved: ManifestFormat = {
  id: 'Package.resolved',
  ecosystem: 'swift',
  files: ['package.resolved'],
  lock: true,
  parse: (text) =>
    [...text.matchAll(/mongo-swift-driver[^{}]*\{[^{}]*"version"\s*:\s*"([^"]+)"/g)].map(
      (item): Found => ({ name: 'mongo-swift-driver', exact: item[1]! }),
    ),
};
