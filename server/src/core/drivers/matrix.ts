/**
 * The support matrix: what each driver makes of each option, spelling and combination of the connection string. Every cell is an answer of
 * `predict`, so that the matrix cannot say anything else than the product does.
 */
import type { DriverId, DriverModel, Prediction, ServerFault } from '../types';
import { drivers } from './index';
import { serverFaults } from './outcome';
import { atLeast, before } from './versions';

/** `supported`: it does something; `ignored`: nothing happens, silently; `warns`: nothing happens, with a warning; `error`: the driver refuses. */
export type Support = 'supported' | 'ignored' | 'warns' | 'error';
/** What the connection is when only this is written. */
export type Alone = 'TLS' | 'plaintext' | 'error';

export interface Cell<T> {
  readonly answer: T;
  /** The driver's own words, where it has any. */
  readonly message?: string;
}

/** Options of the specification, with a value that is good for each. */
export const matrixOptions: Readonly<Record<string, string>> = {
  tls: 'true',
  ssl: 'true',
  tlsCAFile: '/certs/ca.pem',
  tlsCertificateKeyFile: '/certs/client.pem',
  tlsCertificateKeyFilePassword: 'secret',
  tlsAllowInvalidCertificates: 'true',
  tlsAllowInvalidHostnames: 'true',
  tlsInsecure: 'true',
  tlsCRLFile: '/certs/crl.pem',
  tlsDisableOCSPEndpointCheck: 'true',
  tlsDisableCertificateRevocationCheck: 'true',
  authMechanism: 'MONGODB-X509',
  tlsFoo: '1',
};

/** Spellings of a boolean. */
export const matrixBooleans: readonly string[] = ['true', 'True', 'TRUE', '1', 'yes', 'on', ''];

/** Pairs that the URI options specification calls conflicts, and what people write as well. */
export const matrixPairs: readonly string[] = [
  'tls=true&ssl=false',
  'tls=true&tls=false',
  'tlsInsecure=true&tlsAllowInvalidCertificates=true',
  'tlsInsecure=true&tlsAllowInvalidHostnames=true',
  'tlsInsecure=true&tlsDisableOCSPEndpointCheck=true',
  'tlsInsecure=true&tlsDisableCertificateRevocationCheck=true',
  'tlsAllowInvalidCertificates=true&tlsDisableOCSPEndpointCheck=true',
  'tlsAllowInvalidCertificates=true&tlsDisableCertificateRevocationCheck=true',
  'tlsDisableOCSPEndpointCheck=true&tlsDisableCertificateRevocationCheck=true',
];

/** What people write to get past a fault, beside tls=true and tlsCAFile. */
export const matrixBypasses: Readonly<Record<string, string>> = {
  strict: '',
  tlsAllowInvalidCertificates: 'tlsAllowInvalidCertificates=true',
  tlsAllowInvalidHostnames: 'tlsAllowInvalidHostnames=true',
  tlsInsecure: 'tlsInsecure=true',
};

export interface MatrixRow {
  readonly driver: DriverId;
  readonly title: string;
  readonly version: string;
  readonly backend?: 'ssl' | 'pyopenssl';
  /** By option. */
  readonly options: Readonly<Record<string, Cell<Support>>>;
  /** By option: what the connection is when it stands alone. */
  readonly alone: Readonly<Record<string, Cell<Alone>>>;
  /** By text: what `tls=<text>` does. */
  readonly booleans: Readonly<Record<string, Cell<Alone>>>;
  /** By pair: what the connection is, or the refusal. */
  readonly pairs: Readonly<Record<string, Cell<Alone>>>;
  /** By order: `tls=false` and `tlsCAFile`. */
  readonly orders: Readonly<Record<string, Cell<Alone>>>;
  /** By fault, then by bypass: is the connection made? null: that depends on more than the options. */
  readonly accepts: Readonly<Record<string, Readonly<Record<string, boolean | null>>>>;
}

/** The drivers with connection strings; mongod has none. */
const withStrings = drivers.filter((driver) => driver.id !== 'mongod');

function ask(
  driver: DriverModel,
  version: string,
  query: string,
  more: { readonly server?: ServerFault; readonly backend?: 'ssl' | 'pyopenssl' } = {},
): Prediction {
  return driver.predict({
    driver: driver.id,
    version,
    uri: `mongodb://db.example.com/${query === '' ? '' : `?${query}`}`,
    ...more,
  });
}

function said(answer: Prediction): { readonly message?: string } {
  const message = answer.message ?? answer.warnings[0];
  return message === undefined ? {} : { message };
}

function alone(answer: Prediction): Cell<Alone> {
  return { answer: answer.outcome === 'error' ? 'error' : answer.tls ? 'TLS' : 'plaintext', ...said(answer) };
}

/** Does the driver's catalogue have this option of the string in this version? */
function knows(driver: DriverModel, version: string, name: string): boolean {
  return driver.options.some(
    (row) =>
      (row.place === 'uri' || row.place === 'both') &&
      [row.name, ...(row.aliases ?? [])].some((known) => known.toLowerCase() === name.toLowerCase()) &&
      (row.since === undefined || atLeast(version, row.since)) &&
      (row.removed === undefined || before(version, row.removed)),
  );
}

function support(
  driver: DriverModel,
  version: string,
  name: string,
  value: string,
  more: { readonly backend?: 'ssl' | 'pyopenssl' },
): Cell<Support> {
  const isSwitch = name === 'tls' || name === 'ssl';
  const answer = ask(driver, version, `${isSwitch ? '' : 'tls=true&'}${name}=${value}`, more);
  if (answer.outcome === 'error') return { answer: 'error', ...said(answer) };
  if (name === 'authMechanism') return { answer: 'supported' };
  if (isSwitch && answer.tls) return { answer: 'supported', ...said(answer) };
  const works = knows(driver, version, name) || changes(driver, version, name, value, more);
  if (answer.warnings.length > 0 && !(works && changes(driver, version, name, value, more)))
    return { answer: 'warns', ...said(answer) };
  return { answer: works ? 'supported' : 'ignored', ...said(answer) };
}

/** Does the option change anything that is predicted: checks, certificate, or whether a server of the named authority is trusted? */
function changes(
  driver: DriverModel,
  version: string,
  name: string,
  value: string,
  more: { readonly backend?: 'ssl' | 'pyopenssl' },
): boolean {
  const facts = (query: string): string => {
    const {
      warnings: _warnings,
      decidedBy: _decidedBy,
      ...rest
    } = ask(driver, version, query, { ...more, server: 'good' });
    return JSON.stringify(rest);
  };
  return facts(`tls=true&${name}=${value}`) !== facts('tls=true');
}

/** One driver's row; the newest version unless another is asked for. */
export function matrixRow(
  driver: DriverModel,
  version: string = driver.versions.at(-1) ?? '',
  backend?: 'ssl' | 'pyopenssl',
): MatrixRow {
  const more = backend === undefined ? {} : { backend };
  const each = <T>(keys: readonly string[], answer: (key: string) => T): Record<string, T> =>
    Object.fromEntries(keys.map((key) => [key, answer(key)]));
  const names = Object.keys(matrixOptions);
  return {
    driver: driver.id,
    title: driver.title,
    version,
    ...more,
    options: each(names, (name) => support(driver, version, name, matrixOptions[name]!, more)),
    alone: each(names, (name) => alone(ask(driver, version, `${name}=${matrixOptions[name]!}`, more))),
    booleans: each(matrixBooleans, (text) => alone(ask(driver, version, `tls=${text}`, more))),
    pairs: each(matrixPairs, (pair) =>
      alone(ask(driver, version, /\btls=/.test(pair) ? pair : `tls=true&${pair}`, more)),
    ),
    orders: each(['tls=false&tlsCAFile=/certs/ca.pem', 'tlsCAFile=/certs/ca.pem&tls=false'], (query) =>
      alone(ask(driver, version, query, more)),
    ),
    accepts: each(serverFaults, (fault) =>
      each(Object.keys(matrixBypasses), (bypass) => {
        const written = matrixBypasses[bypass]!;
        const query = `tls=true&tlsCAFile=/certs/ca.pem${written === '' ? '' : `&${written}`}`;
        return ask(driver, version, query, { ...more, server: fault as ServerFault }).connected ?? null;
      }),
    ),
  };
}

/** All drivers at their newest version; PyMongo with both back ends. */
export function supportMatrix(): readonly MatrixRow[] {
  return withStrings.flatMap((driver) =>
    driver.id === 'pymongo'
      ? [matrixRow(driver, undefined, 'ssl'), matrixRow(driver, undefined, 'pyopenssl')]
      : [matrixRow(driver)],
  );
}
