/**
 * Every option name that PyMongo has known since 2.6, with its validator per version.
 * Read by importing `pymongo.common` of each release (VALIDATORS, URI_OPTIONS_VALIDATOR_MAP, URI_VALIDATORS).
 * Source: mongodb/mongo-python-driver, tags 2.6 to 4.17.0 and the packages 4.18.0 to 4.20.0, `pymongo/common.py`.
 */
import { atLeast } from '../versions';

/** From this version on: this validator; null: the name is unknown again. `keyword`: only as a keyword argument, not in a URI. */
type Step = readonly [since: string, validator: Validator | null, only?: 'keyword'];

export type Validator =
  | 'allowInvalidCerts'
  | 'appnameOrNone'
  | 'authMechanism'
  | 'authMechanismProperties'
  | 'autoEncryptionOptsOrNone'
  | 'basestring'
  | 'basestringOrNone'
  | 'boolean'
  | 'booleanOrString'
  | 'certReqs'
  | 'compressors'
  | 'datetimeConversion'
  | 'documentClass'
  | 'driverOrNone'
  | 'eventListeners'
  | 'intOrBasestring'
  | 'integer'
  | 'inverseBooleanOrString'
  | 'isCallableOrNone'
  | 'list'
  | 'maxStaleness'
  | 'nonNegativeIntOrBasestring'
  | 'nonNegativeInteger'
  | 'nonNegativeIntegerOrNone'
  | 'positiveFloat'
  | 'positiveFloatOrZero'
  | 'positiveInteger'
  | 'positiveIntegerOrNone'
  | 'readPreference'
  | 'readPreferenceMode'
  | 'readPreferenceTags'
  | 'readable'
  | 'serverApiOrNone'
  | 'serverMonitoringMode'
  | 'string'
  | 'stringOrNone'
  | 'tagSets'
  | 'timeoutOrNone'
  | 'timeoutOrNoneOrZero'
  | 'timeoutOrZero'
  | 'timeoutms'
  | 'typeRegistry'
  | 'tzinfo'
  | 'unicodeDecodeErrorHandler'
  | 'uuidRepresentation'
  | 'zlibCompressionLevel';

const table: Readonly<Record<string, readonly Step[]>> = {
  _connect: [
    ['2.9', 'boolean'],
    ['3.0', null],
  ],
  appname: [['3.4.0', 'appnameOrNone']],
  authmechanism: [['2.6', 'authMechanism']],
  authmechanismproperties: [['2.8', 'authMechanismProperties']],
  authoidcallowedhosts: [['4.4.0', 'list', 'keyword']],
  authsource: [
    ['2.6', 'basestring'],
    ['3.0', 'string'],
  ],
  auto_encryption_opts: [['3.9.0', 'autoEncryptionOptsOrNone', 'keyword']],
  auto_start_request: [
    ['2.6', 'boolean'],
    ['3.0', null],
  ],
  compressors: [['3.7.0', 'compressors']],
  connect: [
    ['2.9', 'boolean'],
    ['3.0', null],
    ['3.1', 'boolean'],
    ['3.2.2', 'booleanOrString'],
  ],
  connecttimeoutms: [
    ['2.6', 'timeoutOrNone'],
    ['3.11.0', 'timeoutOrNoneOrZero'],
  ],
  datetime_conversion: [['4.3.0', 'datetimeConversion']],
  directconnection: [['3.11.0', 'booleanOrString']],
  document_class: [
    ['3.0', 'documentClass'],
    ['3.2.2', 'documentClass', 'keyword'],
  ],
  driver: [['3.7.0', 'driverOrNone']],
  enable_overload_retargeting: [['4.17.0', 'booleanOrString', 'keyword']],
  enableoverloadretargeting: [['4.17.0', 'booleanOrString']],
  event_listeners: [
    ['3.1', 'eventListeners'],
    ['3.2.2', 'eventListeners', 'keyword'],
  ],
  fsync: [
    ['2.6', 'boolean'],
    ['3.0', 'booleanOrString'],
  ],
  gssapiservicename: [
    ['2.6', 'basestring'],
    ['3.0', null],
  ],
  heartbeatfrequencyms: [['3.3.0', 'timeoutOrNone']],
  j: [
    ['2.6', 'boolean'],
    ['3.0', 'booleanOrString'],
    ['4.0', null],
  ],
  journal: [
    ['2.6', 'boolean'],
    ['3.0', 'booleanOrString'],
  ],
  loadbalanced: [['3.12.0', 'booleanOrString']],
  localthresholdms: [
    ['2.9', 'positiveFloatOrZero'],
    ['3.0', 'positiveFloat'],
    ['3.0.2', 'positiveFloatOrZero'],
  ],
  max_adaptive_retries: [['4.17.0', 'nonNegativeInteger', 'keyword']],
  maxadaptiveretries: [['4.17.0', 'nonNegativeInteger']],
  maxconnecting: [['4.0', 'positiveInteger']],
  maxidletimems: [['3.3.0', 'timeoutOrNone']],
  maxpoolsize: [
    ['2.9', 'positiveIntegerOrNone'],
    ['4.0', 'nonNegativeIntegerOrNone'],
  ],
  maxstalenessseconds: [['3.4.0', 'maxStaleness']],
  minpoolsize: [['3.3.0', 'nonNegativeInteger']],
  password: [['3.5.0', 'stringOrNone', 'keyword']],
  read_preference: [
    ['2.6', 'readPreference'],
    ['3.2.2', 'readPreference', 'keyword'],
  ],
  readconcernlevel: [['3.2', 'stringOrNone']],
  readpreference: [
    ['2.6', 'readPreference'],
    ['3.0', 'readPreferenceMode'],
  ],
  readpreferencetags: [
    ['2.7', 'tagSets'],
    ['2.9', 'readPreferenceTags'],
  ],
  replicaset: [
    ['2.6', 'basestring'],
    ['2.8', 'basestringOrNone'],
    ['3.0', 'stringOrNone'],
  ],
  retryreads: [['3.9.0', 'booleanOrString']],
  retrywrites: [['3.6.0', 'booleanOrString']],
  safe: [
    ['2.6', 'boolean'],
    ['3.0', null],
  ],
  secondary_acceptable_latency_ms: [
    ['2.6', 'positiveFloat'],
    ['2.8.1', 'positiveFloatOrZero'],
    ['3.0', null],
  ],
  secondaryacceptablelatencyms: [
    ['2.6', 'positiveFloat'],
    ['2.8.1', 'positiveFloatOrZero'],
    ['3.0', null],
  ],
  server_api: [['3.12.0', 'serverApiOrNone']],
  server_selector: [['3.8.0', 'isCallableOrNone', 'keyword']],
  servermonitoringmode: [['4.6.0', 'serverMonitoringMode']],
  serverselectiontimeoutms: [['3.0', 'timeoutOrZero']],
  slave_okay: [
    ['2.6', 'boolean'],
    ['3.0', null],
  ],
  slaveok: [
    ['2.6', 'boolean'],
    ['3.0', null],
  ],
  socketkeepalive: [
    ['2.8', 'boolean'],
    ['3.0', 'booleanOrString'],
    ['4.0', null],
  ],
  sockettimeoutms: [
    ['2.6', 'timeoutOrNone'],
    ['3.11.0', 'timeoutOrNoneOrZero'],
  ],
  srv_host_validator: [['4.19.0', 'isCallableOrNone', 'keyword']],
  srvallowedhostssuffix: [['4.18.0', 'string']],
  srvmaxhosts: [['4.0', 'nonNegativeInteger']],
  srvservicename: [['4.0', 'string']],
  ssl: [
    ['2.6', 'boolean'],
    ['3.0', 'booleanOrString'],
  ],
  ssl_ca_certs: [
    ['2.6', 'readable'],
    ['4.0', null],
  ],
  ssl_cert_reqs: [
    ['2.6', 'certReqs'],
    ['4.0', null],
  ],
  ssl_certfile: [
    ['2.6', 'readable'],
    ['4.0', null],
  ],
  ssl_crlfile: [
    ['3.3.0', 'readable'],
    ['4.0', null],
  ],
  ssl_keyfile: [
    ['2.6', 'readable'],
    ['4.0', null],
  ],
  ssl_match_hostname: [
    ['2.9', 'boolean'],
    ['3.0.3', 'booleanOrString'],
    ['4.0', null],
  ],
  ssl_pem_passphrase: [
    ['3.3.0', 'stringOrNone'],
    ['4.0', null],
  ],
  tag_sets: [
    ['2.6', 'tagSets'],
    ['3.0', null],
  ],
  timeoutms: [['4.2.0', 'timeoutms']],
  tls: [['3.9.0', 'booleanOrString']],
  tlsallowinvalidcertificates: [
    ['3.9.0', 'allowInvalidCerts'],
    ['4.0', 'booleanOrString'],
  ],
  tlsallowinvalidhostnames: [
    ['3.9.0', 'inverseBooleanOrString'],
    ['4.0', 'booleanOrString'],
  ],
  tlscafile: [['3.9.0', 'readable']],
  tlscertificatekeyfile: [['3.9.0', 'readable']],
  tlscertificatekeyfilepassword: [['3.9.0', 'stringOrNone']],
  tlscrlfile: [['3.9.0', 'readable']],
  tlsdisableocspendpointcheck: [
    ['3.11.0', 'booleanOrString'],
    ['3.12.1', 'inverseBooleanOrString'],
    ['4.0', 'booleanOrString'],
  ],
  tlsinsecure: [['3.9.0', 'booleanOrString']],
  type_registry: [['3.8.0', 'typeRegistry', 'keyword']],
  tz_aware: [['3.0', 'booleanOrString']],
  tzinfo: [['3.4.0', 'tzinfo', 'keyword']],
  unicode_decode_error_handler: [['3.4.0', 'unicodeDecodeErrorHandler']],
  use_greenlets: [
    ['2.6', 'boolean'],
    ['3.0', null],
  ],
  username: [['3.5.0', 'stringOrNone', 'keyword']],
  uuidrepresentation: [['2.7', 'uuidRepresentation']],
  w: [
    ['2.6', 'intOrBasestring'],
    ['3.7.0', 'nonNegativeIntOrBasestring'],
  ],
  waitqueuemultiple: [
    ['2.6', 'positiveIntegerOrNone'],
    ['2.9', 'nonNegativeIntegerOrNone'],
    ['3.0', 'positiveIntegerOrNone'],
    ['3.0.3', 'nonNegativeIntegerOrNone'],
  ],
  waitqueuetimeoutms: [['2.6', 'timeoutOrNone']],
  wtimeout: [
    ['2.6', 'integer'],
    ['3.7.0', 'nonNegativeInteger'],
    ['4.0', null],
  ],
  wtimeoutms: [
    ['2.6', 'integer'],
    ['3.7.0', 'nonNegativeInteger'],
  ],
  zlibcompressionlevel: [['3.7.0', 'zlibCompressionLevel']],
};

/** The names that one version knows: those of a URI, and those of keyword arguments (a superset). */
export interface KnownOptions {
  readonly uri: ReadonlyMap<string, Validator>;
  readonly keyword: ReadonlyMap<string, Validator>;
}

/** Reads the table for one version. */
export function knownOptions(version: string): KnownOptions {
  const uri = new Map<string, Validator>();
  const keyword = new Map<string, Validator>();
  for (const [name, steps] of Object.entries(table)) {
    let current: Step | undefined;
    for (const step of steps) if (atLeast(version, step[0])) current = step;
    if (!current?.[1]) continue;
    keyword.set(name, current[1]);
    if (current[2] !== 'keyword') uri.set(name, current[1]);
  }
  return { uri, keyword };
}
