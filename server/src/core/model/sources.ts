/** Sources that several rules cite, in one place. Read at these commits and tags. */
import type { Source } from '../types';

const specifications = (path: string, note?: string): Source => ({
  repo: 'mongodb/specifications',
  ref: '92b3c0b9',
  path,
  ...(note ? { note } : {}),
});

export const sources = {
  uriOptions: specifications('source/uri-options/uri-options.md'),
  conflicts: specifications('source/uri-options/uri-options.md', 'Conflicting TLS options'),
  connectionString: specifications('source/connection-string/connection-string-spec.md'),
  srv: specifications('source/initial-dns-seedlist-discovery/initial-dns-seedlist-discovery.md'),
  loadBalancers: specifications('source/load-balancers/load-balancers.md'),
  auth: specifications('source/auth/auth.md'),
  writeConcern: specifications('source/read-write-concern/read-write-concern.md'),
  ocsp: specifications('source/ocsp-support/ocsp-support.md'),
  pymongoOptions: { repo: 'mongodb/mongo-python-driver', ref: '4.17.0', path: 'pymongo/client_options.py' },
  pymongoCommon: { repo: 'mongodb/mongo-python-driver', ref: '4.17.0', path: 'pymongo/common.py' },
  pymongoUri: { repo: 'mongodb/mongo-python-driver', ref: '4.17.0', path: 'pymongo/uri_parser_shared.py' },
  nodeConnectionString: {
    repo: 'mongodb/node-mongodb-native',
    ref: 'v7.5.0',
    path: 'src/connection_string.ts',
  },
  nodeConnect: { repo: 'mongodb/node-mongodb-native', ref: 'v7.5.0', path: 'src/cmap/connect.ts' },
  compassValidation: {
    repo: 'mongodb-js/compass',
    ref: '9bb94bcf',
    path: 'packages/connection-form/src/utils/validation.ts',
  },
} as const satisfies Record<string, Source>;
