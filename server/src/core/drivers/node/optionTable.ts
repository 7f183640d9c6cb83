/**
 * Every option of the Node driver since 4.0, in the order in which the driver applies them, with type and target.
 * Read from `OPTIONS` of each release. Source: mongodb/node-mongodb-native, tags v4.0.0 to v7.5.0 and the packages
 * 7.6.0 to 7.9.0, `src/connection_string.ts`.
 */
import { atLeast } from '../versions';

export type OptionType = 'boolean' | 'int' | 'uint' | 'string' | 'record' | 'any' | 'transform';

/** `target`: the name under which the value is kept. `deprecated`: warned of, with this text or none. */
export interface Descriptor {
  readonly name: string;
  readonly type: OptionType;
  readonly target?: string;
  readonly deprecated?: string | true;
  readonly ignored?: boolean;
}

/** From this version on: this type; null: the option is gone. */
type Step = readonly [since: string, type: OptionType | null, more?: Omit<Descriptor, 'name' | 'type'>];

const table: readonly (readonly [name: string, ...steps: Step[]])[] = [
  ['enableOverloadRetargeting', ['7.2', 'boolean']],
  [
    'appName',
    ['4.0', 'transform', { target: 'metadata' }],
    ['4.16', 'string'],
    ['5.0', 'transform', { target: 'metadata' }],
    ['5.2', 'string'],
  ],
  ['auth', ['4.0', 'transform', { target: 'credentials' }]],
  ['authMechanism', ['4.0', 'transform', { target: 'credentials' }]],
  ['authMechanismProperties', ['4.0', 'transform', { target: 'credentials' }]],
  ['authSource', ['4.0', 'transform', { target: 'credentials' }]],
  ['autoEncryption', ['4.0', 'record']],
  ['autoSelectFamily', ['6.9', 'boolean']],
  ['autoSelectFamilyAttemptTimeout', ['6.9', 'uint']],
  ['bsonRegExp', ['4.0', 'boolean']],
  ['serverApi', ['4.0', 'transform', { target: 'serverApi' }]],
  ['checkKeys', ['4.0', 'boolean']],
  ['compressors', ['4.0', 'transform', { target: 'compressors' }]],
  ['connectTimeoutMS', ['4.0', 'uint']],
  ['dbName', ['4.0', 'string']],
  ['directConnection', ['4.0', 'boolean']],
  [
    'driverInfo',
    ['4.0', 'transform', { target: 'metadata' }],
    ['4.16', 'record'],
    ['5.0', 'transform', { target: 'metadata' }],
    ['5.2', 'record'],
  ],
  ['enableUtf8Validation', ['4.3', 'boolean']],
  ['family', ['4.0', 'transform']],
  ['fieldsAsRaw', ['4.0', 'record']],
  ['forceServerObjectId', ['4.0', 'boolean']],
  ['fsync', ['4.0', 'transform', { target: 'writeConcern', deprecated: 'Please use journal instead' }]],
  ['heartbeatFrequencyMS', ['4.0', 'uint']],
  ['ignoreUndefined', ['4.0', 'boolean']],
  ['j', ['4.0', 'transform', { target: 'writeConcern', deprecated: 'Please use journal instead' }]],
  ['journal', ['4.0', 'transform', { target: 'writeConcern' }]],
  [
    'keepAlive',
    ['4.0', 'boolean'],
    ['5.3', 'boolean', { deprecated: 'Will not be able to turn off in the future.' }],
    ['6.0', null],
  ],
  ['loadBalanced', ['4.1', 'boolean']],
  ['localThresholdMS', ['4.0', 'uint']],
  ['logger', ['4.0', 'transform'], ['5.0', null]],
  ['loggerLevel', ['4.0', 'transform', { target: 'logger' }], ['5.0', null]],
  ['maxAdaptiveRetries', ['7.2', 'uint']],
  ['maxConnecting', ['4.7', 'transform']],
  ['maxIdleTimeMS', ['4.0', 'uint']],
  ['maxPoolSize', ['4.0', 'uint']],
  ['maxStalenessSeconds', ['4.0', 'transform', { target: 'readPreference' }]],
  ['minInternalBufferSize', ['4.0', 'uint']],
  ['minPoolSize', ['4.0', 'uint']],
  ['minHeartbeatFrequencyMS', ['4.0', 'uint']],
  ['monitorCommands', ['4.0', 'boolean']],
  ['name', ['4.0', 'transform', { target: 'driverInfo' }]],
  ['noDelay', ['4.0', 'boolean']],
  ['pkFactory', ['4.0', 'transform']],
  ['promiseLibrary', ['4.0', 'any', { deprecated: true }], ['5.0', null]],
  ['promoteBuffers', ['4.0', 'boolean']],
  ['promoteLongs', ['4.0', 'boolean']],
  ['promoteValues', ['4.0', 'boolean']],
  ['useBigInt64', ['5.1', 'boolean']],
  ['proxyHost', ['4.3', 'string']],
  ['proxyPassword', ['4.3', 'string']],
  ['proxyPort', ['4.3', 'uint']],
  ['proxyUsername', ['4.3', 'string']],
  ['raw', ['4.0', 'boolean']],
  ['readConcern', ['4.0', 'transform']],
  ['readConcernLevel', ['4.0', 'transform', { target: 'readConcern' }]],
  ['readPreference', ['4.0', 'transform']],
  ['readPreferenceTags', ['4.0', 'transform', { target: 'readPreference' }]],
  ['replicaSet', ['4.0', 'string']],
  ['retryReads', ['4.0', 'boolean']],
  ['retryWrites', ['4.0', 'boolean']],
  ['runtimeAdapters', ['7.2', 'record']],
  ['serializeFunctions', ['4.0', 'boolean']],
  ['serverMonitoringMode', ['6.3', 'transform']],
  ['serverSelectionTimeoutMS', ['4.0', 'uint']],
  ['servername', ['4.0', 'string']],
  ['socketTimeoutMS', ['4.0', 'uint']],
  ['srvAllowedHostsSuffix', ['7.8', 'transform']],
  ['srvHostValidator', ['7.8', 'transform']],
  ['srvMaxHosts', ['4.2', 'uint']],
  ['srvServiceName', ['4.2', 'string']],
  ['ssl', ['4.0', 'boolean', { target: 'tls' }]],
  [
    'sslCA',
    ['4.0', 'transform', { target: 'ca' }],
    [
      '5.7',
      'transform',
      {
        target: 'ca',
        deprecated:
          'sslCA is deprecated and will be removed in the next major version. Please use tlsCAFile instead.',
      },
    ],
    ['6.0', null],
  ],
  [
    'sslCRL',
    ['4.0', 'transform', { target: 'crl' }],
    [
      '5.7',
      'transform',
      {
        target: 'crl',
        deprecated:
          'sslCRL is deprecated and will be removed in the next major version. Please use tlsCertificateKeyFile instead.',
      },
    ],
    [
      '5.8.1',
      'transform',
      {
        target: 'crl',
        deprecated:
          'sslCRL is deprecated and will be removed in the next major version and be replaced by tlsCRLFile in that release.',
      },
    ],
    ['6.0', null],
  ],
  [
    'sslCert',
    ['4.0', 'transform', { target: 'cert' }],
    [
      '5.7',
      'transform',
      {
        target: 'cert',
        deprecated:
          'sslCert is deprecated and will be removed in the next major version. Please use tlsCertificateKeyFile instead.',
      },
    ],
    ['6.0', null],
  ],
  [
    'sslKey',
    ['4.0', 'transform', { target: 'key' }],
    [
      '5.7',
      'transform',
      {
        target: 'key',
        deprecated:
          'sslKey is deprecated and will be removed in the next major version. Please use tlsCertificateKeyFile instead.',
      },
    ],
    ['6.0', null],
  ],
  [
    'sslPass',
    ['4.0', 'string', { target: 'passphrase', deprecated: true }],
    [
      '5.7',
      'string',
      {
        target: 'passphrase',
        deprecated:
          'sslPass is deprecated and will be removed in the next major version. Please use tlsCertificateKeyFilePassword instead.',
      },
    ],
    ['6.0', null],
  ],
  [
    'sslValidate',
    ['4.0', 'boolean', { target: 'rejectUnauthorized' }],
    [
      '5.7',
      'boolean',
      {
        target: 'rejectUnauthorized',
        deprecated:
          'sslValidate is deprecated and will be removed in the next major version. Please use tlsAllowInvalidCertificates instead.',
      },
    ],
    ['6.0', null],
  ],
  [
    'timeoutMS',
    ['6.4', 'uint'],
    // 6.22 took this from 7.8.
    [
      '6.22',
      'any',
      { deprecated: 'timeoutMS has no effect and will be removed in a future release', ignored: true },
    ],
    ['7.0', 'uint'],
    [
      '7.8',
      'any',
      { deprecated: 'timeoutMS has no effect and will be removed in a future release', ignored: true },
    ],
  ],
  ['tls', ['4.0', 'boolean']],
  ['tlsAllowInvalidCertificates', ['4.0', 'transform', { target: 'rejectUnauthorized' }]],
  ['tlsAllowInvalidHostnames', ['4.0', 'transform', { target: 'checkServerIdentity' }]],
  ['tlsCAFile', ['4.0', 'transform', { target: 'ca' }], ['6.0', 'string']],
  [
    'tlsCertificateFile',
    ['4.0', 'transform', { target: 'cert' }],
    [
      '5.7',
      'transform',
      {
        target: 'cert',
        deprecated:
          'tlsCertificateFile is deprecated and will be removed in the next major version. Please use tlsCertificateKeyFile instead.',
      },
    ],
    ['6.0', null],
  ],
  ['tlsCRLFile', ['6.0', 'string']],
  ['tlsCertificateKeyFile', ['4.0', 'transform', { target: 'key' }], ['6.0', 'string']],
  ['tlsCertificateKeyFilePassword', ['4.0', 'any', { target: 'passphrase' }]],
  ['tlsInsecure', ['4.0', 'transform']],
  ['w', ['4.0', 'transform', { target: 'writeConcern' }]],
  ['waitQueueTimeoutMS', ['4.0', 'uint']],
  ['writeConcern', ['4.0', 'transform', { target: 'writeConcern' }]],
  ['wtimeout', ['4.0', 'transform', { target: 'writeConcern', deprecated: 'Please use wtimeoutMS instead' }]],
  ['wtimeoutMS', ['4.0', 'transform', { target: 'writeConcern' }]],
  ['zlibCompressionLevel', ['4.0', 'int']],
  ['mongodbLogPath', ['5.2', 'any'], ['6.4', 'transform']],
  ['mongodbLogComponentSeverities', ['6.3', 'any'], ['6.4', 'transform']],
  ['mongodbLogMaxDocumentLength', ['6.3', 'uint']],
  ['connectionType', ['4.0', 'any']],
  ['srvPoller', ['4.0', 'any']],
  ['allowPartialTrustChain', ['6.9', 'any']],
  ['minDHSize', ['4.0', 'any']],
  ['pskCallback', ['4.0', 'any']],
  ['secureContext', ['4.0', 'any']],
  ['enableTrace', ['4.0', 'any']],
  ['requestCert', ['4.0', 'any']],
  ['rejectUnauthorized', ['4.0', 'any']],
  ['checkServerIdentity', ['4.0', 'any']],
  [
    'keepAliveInitialDelay',
    ['4.0', 'uint'],
    ['5.3', 'uint', { deprecated: 'Will not be configurable in the future.' }],
    ['6.0', null],
    ['6.17', 'any'],
  ],
  ['ALPNProtocols', ['4.0', 'any']],
  ['SNICallback', ['4.0', 'any']],
  ['session', ['4.0', 'any']],
  ['requestOCSP', ['4.0', 'any']],
  ['localAddress', ['4.0', 'any']],
  ['localPort', ['4.0', 'any']],
  ['hints', ['4.0', 'any']],
  ['lookup', ['4.0', 'any']],
  ['ca', ['4.0', 'any']],
  ['cert', ['4.0', 'any']],
  ['ciphers', ['4.0', 'any']],
  ['crl', ['4.0', 'any']],
  ['ecdhCurve', ['4.0', 'any']],
  ['key', ['4.0', 'any']],
  ['passphrase', ['4.0', 'any']],
  ['pfx', ['4.0', 'any']],
  ['secureProtocol', ['4.0', 'any']],
  ['index', ['4.0', 'any']],
  [
    'useNewUrlParser',
    ['4.0', 'boolean'],
    [
      '6.0',
      'boolean',
      {
        deprecated:
          'useNewUrlParser has no effect since Node.js Driver version 4.0.0 and will be removed in the next major version',
      },
    ],
    ['7.0', null],
  ],
  [
    'useUnifiedTopology',
    ['4.0', 'boolean'],
    [
      '6.0',
      'boolean',
      {
        deprecated:
          'useUnifiedTopology has no effect since Node.js Driver version 4.0.0 and will be removed in the next major version',
      },
    ],
    ['7.0', null],
  ],
  ['__skipPingOnConnect', ['6.13', 'boolean']],
];

/** The options of one version by lower-case name, in the driver's order. */
export function nodeOptions(version: string): ReadonlyMap<string, Descriptor> {
  const options = new Map<string, Descriptor>();
  for (const [name, ...steps] of table) {
    let current: Step | undefined;
    for (const step of steps) if (atLeast(version, step[0])) current = step;
    if (current?.[1]) options.set(name.toLowerCase(), { name, type: current[1], ...current[2] });
  }
  return options;
}
