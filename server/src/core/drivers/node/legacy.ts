/**
 * The Node driver 2.x and 3.x. Its client is made without looking at anything; URI and options are read when it connects,
 * by the URL parser of the `url_parser` file (2.x, and 3.x on demand) or the new one (3.1 on demand, the default from 3.3).
 * Sources: mongodb/node-mongodb-native, tags v2.2.36, v3.1.0, v3.3.5, v3.7.4: `lib/url_parser.js`, `lib/core/uri_parser.js`,
 * `lib/operations/connect.js`, `lib/core/connection/connect.js`.
 */
import type { Decision } from '../../types';
import { decodeForm } from '../formDecode';
import { atLeast } from '../versions';
import type { NodeClient, NodeQuery } from './constructor';

const byDefault: Decision = { kind: 'default' };

interface Written {
  readonly value: unknown;
  readonly from: Decision;
}

/** What the driver will do once it connects. */
export function legacyNodeClient(query: NodeQuery, warnings: string[]): NodeClient {
  const { version } = query;
  const newParser = atLeast(version, '3.3')
    ? query.options['useNewUrlParser'] !== false
    : atLeast(version, '3.1') && query.options['useNewUrlParser'] === true;
  const srv = query.uri.startsWith('mongodb+srv://') && atLeast(version, '3.0');
  const uri = uriOptions(query.uri, newParser);
  const object = new Map<string, Written>();
  for (const [name, value] of Object.entries(query.options))
    if (value !== undefined && value !== null)
      object.set(name, { value, from: { kind: 'option', name, place: 'options' } });
  const translates = newParser && atLeast(version, '3.4');
  if (!translates)
    for (const name of object.keys())
      if (name.startsWith('tls')) warnings.push(`the options [${name}] is not supported`);
  return translates ? translated(srv, uri, object) : plain(srv, uri, object);
}

/** Options of the URI as the parser keeps them: in lower case by the new parser, as written by the old one. */
function uriOptions(uri: string, newParser: boolean): ReadonlyMap<string, Written> {
  const options = new Map<string, Written>();
  const mark = uri.indexOf('?');
  if (mark < 0) return options;
  for (const piece of uri.slice(mark + 1).split('&')) {
    const equals = piece.indexOf('=');
    if (equals <= 0) continue;
    const name = decodeForm(piece.slice(0, equals));
    const raw = decodeForm(piece.slice(equals + 1));
    const lower = raw.toLowerCase();
    const value = newParser && (lower === 'true' || lower === 'false') ? lower === 'true' : raw;
    options.set(newParser ? name.toLowerCase() : name, {
      value,
      from: { kind: 'option', name, place: 'uri' },
    });
  }
  return options;
}

function truthy(written: Written | undefined): boolean {
  return written !== undefined && Boolean(written.value);
}

/** 3.4 and later with the new parser: names that begin with `tls` become the old names. */
function translated(
  srv: boolean,
  uri: ReadonlyMap<string, Written>,
  object: ReadonlyMap<string, Written>,
): NodeClient {
  const get = (name: string): Written | undefined => object.get(name) ?? uri.get(name.toLowerCase());
  let ssl = get('ssl');
  if (srv && !object.has('ssl') && !uri.has('ssl')) ssl = { value: true, from: { kind: 'scheme' } };
  if (truthy(get('tls'))) ssl = get('tls');
  for (const name of ['tlsCAFile', 'tlsCertificateKeyFile', 'tlsCertificateKeyFilePassword'])
    if (truthy(get(name))) ssl = ssl?.value === true ? ssl : { value: true, from: get(name)!.from };
  // Whatever the object says under the old names wins in the end.
  if (object.has('ssl')) ssl = object.get('ssl');
  const insecure = get('tlsInsecure');
  const relaxed = (name: string): Written | undefined =>
    truthy(insecure) ? insecure : truthy(get(name)) ? get(name) : undefined;
  const allow = relaxed('tlsAllowInvalidCertificates');
  const validate = object.get('sslValidate') ?? object.get('rejectUnauthorized');
  const chain = validate ? validate.value !== false : allow === undefined;
  const chainBy = validate?.from ?? allow?.from ?? byDefault;
  const names = relaxed('tlsAllowInvalidHostnames');
  const check = object.get('checkServerIdentity');
  const checked = check ? check.value !== false : names === undefined;
  const certificate = get('tlsCertificateKeyFile') ?? get('sslCert') ?? object.get('pfx');
  const crl = get('sslCRL') ?? object.get('crl');
  return result({
    tls: ssl?.value === true,
    tlsBy: ssl?.from ?? byDefault,
    chain,
    chainBy,
    checked,
    checkedBy: check?.from ?? names?.from ?? byDefault,
    certificate,
    crl,
    ca: Boolean(get('tlsCAFile') ?? get('sslCA') ?? object.get('ca')),
  });
}

/** 2.x to 3.3, and the old parser: only the names that begin with `ssl` count, and nothing is verified unless asked for. */
function plain(
  srv: boolean,
  uri: ReadonlyMap<string, Written>,
  object: ReadonlyMap<string, Written>,
): NodeClient {
  const on = (written: Written | undefined): boolean => written?.value === true || written?.value === 'true';
  let ssl = object.get('ssl') ?? uri.get('ssl');
  if (srv && !ssl) ssl = { value: true, from: { kind: 'scheme' } };
  const validate =
    object.get('sslValidate') ??
    object.get('rejectUnauthorized') ??
    uri.get('sslValidate') ??
    uri.get('sslvalidate');
  const check = object.get('checkServerIdentity');
  return result({
    tls: on(ssl),
    tlsBy: ssl?.from ?? byDefault,
    chain: on(validate),
    chainBy: validate?.from ?? byDefault,
    checked: check?.value !== false,
    checkedBy: check?.from ?? byDefault,
    certificate: object.get('sslCert') ?? object.get('pfx'),
    crl: object.get('sslCRL') ?? object.get('crl'),
    ca: Boolean(object.get('sslCA') ?? object.get('ca')),
  });
}

function result(by: {
  tls: boolean;
  tlsBy: Decision;
  chain: boolean;
  chainBy: Decision;
  checked: boolean;
  checkedBy: Decision;
  certificate: Written | undefined;
  crl: Written | undefined;
  ca: boolean;
}): NodeClient {
  return {
    tls: by.tls,
    chain: by.chain,
    hostname: by.chain && by.checked,
    crl: by.crl !== undefined,
    certificate: by.certificate !== undefined,
    ca: by.ca,
    brokenCheck: false,
    secureContext: false,
    secureProtocol: false,
    by: {
      tls: by.tlsBy,
      chain: by.chainBy,
      hostname: by.chain ? by.checkedBy : by.chainBy,
      crl: by.crl?.from ?? byDefault,
      certificate: by.certificate?.from ?? byDefault,
    },
  };
}
