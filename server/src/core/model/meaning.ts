/** What a written option is about, by the driver's catalogue or, where the driver is not known, by the specification. */
import { drivers } from '../drivers';
import { frameworkById } from '../drivers/frameworks';
import { ownString } from '../text/placed';
import type {
  CatalogueOption,
  DriverModel,
  Outlook,
  SettingKey,
  SourceDocument,
  WrittenOption,
} from '../types';

export interface Meaning {
  readonly key: SettingKey;
  /** True when the option's `true` means what the key's `false` means (`rejectUnauthorized`, `ssl_verify`). */
  readonly inverted: boolean;
}

/** Names of the URI-options specification (mongodb/specifications, uri-options.md), lower case. */
const specification: Readonly<Record<string, SettingKey>> = {
  tls: 'tls',
  ssl: 'tls',
  tlscafile: 'caFile',
  tlscertificatekeyfile: 'certificateKeyFile',
  tlscertificatekeyfilepassword: 'keyPassword',
  tlsallowinvalidcertificates: 'allowInvalidCertificates',
  tlsallowinvalidhostnames: 'allowInvalidHostnames',
  tlsinsecure: 'insecure',
  tlscrlfile: 'crlFile',
  tlsdisableocspendpointcheck: 'disableOcspEndpointCheck',
  tlsdisablecertificaterevocationcheck: 'disableRevocationCheck',
};

/** Names that applications give to options of their own configuration, lower case without `-` and `_`, and what they hand on. */
const applicationNames: Readonly<Record<string, string>> = {
  tls: 'tls',
  ssl: 'tls',
  tlsenabled: 'tls',
  sslenabled: 'tls',
  'tls.enabled': 'tls',
  'ssl.enabled': 'tls',
  'tls.enable': 'tls',
  'ssl.enable': 'tls',
  usetls: 'tls',
  usessl: 'tls',
  enabletls: 'tls',
  enablessl: 'tls',
  cafile: 'tlsCAFile',
  ca: 'tlsCAFile',
  cacert: 'tlsCAFile',
  cacertfile: 'tlsCAFile',
  certificatekeyfile: 'tlsCertificateKeyFile',
  pemkeyfile: 'tlsCertificateKeyFile',
  allowinvalidcertificates: 'tlsAllowInvalidCertificates',
  allowinvalidhostnames: 'tlsAllowInvalidHostnames',
  invalidhostnameallowed: 'tlsAllowInvalidHostnames',
  insecure: 'tlsInsecure',
  insecureskipverify: 'tlsInsecure',
};

/**
 * The option of the specification that a key of a configuration is named after: `tls_ca_file`, `ssl.insecure`,
 * `sslAllowInvalidCertificates`; undefined when it is named after none.
 */
export function specifiedName(name: string): string | undefined {
  const plain = name.toLowerCase().replace(/[-_]/g, '');
  const own = applicationNames[plain];
  if (own && /^(?:tls|ssl|use|enable)/.test(plain)) return own;
  const rest = /^(?:tls|ssl)\.?(.+)$/.exec(plain)?.[1];
  if (rest === undefined) return undefined;
  return specification[`tls${rest}`] ? spelled[`tls${rest}`] : applicationNames[rest];
}

const spelled: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'tlsCAFile',
    'tlsCertificateKeyFile',
    'tlsCertificateKeyFilePassword',
    'tlsAllowInvalidCertificates',
    'tlsAllowInvalidHostnames',
    'tlsInsecure',
    'tlsCRLFile',
    'tlsDisableOCSPEndpointCheck',
    'tlsDisableCertificateRevocationCheck',
  ].map((name) => [name.toLowerCase(), name]),
);

const indexes = new WeakMap<DriverModel, ReadonlyMap<string, readonly CatalogueOption[]>>();

function indexOf(driver: DriverModel): ReadonlyMap<string, readonly CatalogueOption[]> {
  let index = indexes.get(driver);
  if (!index) {
    const map = new Map<string, CatalogueOption[]>();
    for (const option of driver.options)
      for (const name of [option.name, ...(option.aliases ?? [])]) {
        const key = name.toLowerCase();
        map.set(key, [...(map.get(key) ?? []), option]);
      }
    indexes.set(driver, (index = map));
  }
  return index;
}

const plainNames = new Map<string, string>();

/** A name as catalogues have it: lower case, without leading dashes. The same few are asked for all the time. */
export function plainName(name: string): string {
  let plain = plainNames.get(name);
  if (plain === undefined) {
    if (plainNames.size > 1000) plainNames.clear();
    plain = name.toLowerCase().replace(/^-+/, '');
    plainNames.set(ownString(name), plain);
  }
  return plain;
}

/** The catalogue's entry for an option as written (names without regard to case); undefined when the driver does not know it. */
export function catalogueOption(driver: DriverModel, option: WrittenOption): CatalogueOption | undefined {
  const found = indexOf(driver).get(plainName(option.name));
  if (!found) return undefined;
  const fits = (o: CatalogueOption): boolean =>
    option.place === 'uri' ? o.place === 'uri' || o.place === 'both' : o.place !== 'uri';
  return found.find(fits) ?? found[0];
}

/** Answers for options of drivers that are known: every rule asks for the same few. */
const meanings = new WeakMap<
  WrittenOption,
  { readonly driver: DriverModel | undefined; readonly answer: Meaning | undefined }
>();

/** Who reads an option: the driver, and the framework of the site where there is one. */
export type Readers = Pick<Outlook, 'driver'> & Partial<Pick<Outlook, 'site'>>;

/** What an option is about; undefined when it is not about TLS or nobody knows it. */
export function meaning(outlook: Readers, option: WrittenOption): Meaning | undefined {
  const before = meanings.get(option);
  if (before && before.driver === outlook.driver) return before.answer;
  const answer = findMeaning(outlook, option);
  meanings.set(option, { driver: outlook.driver, answer });
  return answer;
}

/** What the specification says that an option is about, whoever reads it. */
export function specifiedKey(option: WrittenOption): SettingKey | undefined {
  return specification[plainName(option.name)];
}

/** Frameworks whose options have rules of their own: the general ones would say the same again. */
const withRules: ReadonlySet<string> = new Set(['mongo-express', 'kafka-connector']);

function findMeaning(outlook: Readers, option: WrittenOption): Meaning | undefined {
  // A framework's own names come first: `tls-insecure` of Quarkus is about the host name only.
  const own =
    option.place === 'uri' || withRules.has(outlook.site?.driver.framework ?? '')
      ? undefined
      : frameworkById(outlook.site?.driver.framework)?.options.find((o) => o.name === option.name);
  if (own?.sets) return { key: own.sets, inverted: own.inverted ?? false };
  const known = outlook.driver && catalogueOption(outlook.driver, option);
  if (known) return known.sets ? { key: known.sets, inverted: known.inverted ?? false } : undefined;
  const key = specification[option.name.toLowerCase()];
  if (key) return { key, inverted: false };
  if (outlook.driver) return undefined;
  const named = option.place === 'options' ? specifiedName(option.name) : undefined;
  if (named) return { key: specification[named.toLowerCase()]!, inverted: false };
  for (const driver of drivers) {
    const entry = catalogueOption(driver, option);
    if (entry?.sets) return { key: entry.sets, inverted: entry.inverted ?? false };
  }
  return undefined;
}

/** The options of a connection that are about `key`, as written. */
export function optionsAbout(outlook: Outlook, ...keys: readonly SettingKey[]): readonly WrittenOption[] {
  return outlook.options.filter((o) => {
    const m = meaning(outlook, o);
    return m !== undefined && keys.includes(m.key);
  });
}

/** True or false as the driver would mean it (inversion applied); undefined when not known or not a boolean. */
export function booleanOf(outlook: Outlook, option: WrittenOption): boolean | undefined {
  if (!option.value.known) return undefined;
  const raw = option.value.value;
  const value = typeof raw === 'boolean' ? raw : raw === 'true' ? true : raw === 'false' ? false : undefined;
  if (value === undefined) return undefined;
  return meaning(outlook, option)?.inverted ? !value : value;
}

/** True when a user name stands beside the URI: `--username ada`, `username="ada"`. */
export function namesUser(outlook: Pick<Outlook, 'site'>, document: SourceDocument): boolean {
  const { start, end } = outlook.site.span;
  return /(?:^|[\s"'])(?:--username|-u)(?=[\s=])|\buser_?name["']?\s*[:=]/i.test(
    document.text.slice(start, end),
  );
}
