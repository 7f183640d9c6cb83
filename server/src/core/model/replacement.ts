/** The newer spelling of an option: another name, and where its meaning is turned around another value. */
import { compareVersions } from '../drivers/versions';
import type { CatalogueOption, Fix, Outlook, SettingKey, TextEdit, WrittenOption } from '../types';
import { removeOption, renameOption, setValue } from './edits';
import { optionFor } from './optionFor';
import { caName, caOptionBeside, replaceByCa } from './bypass';
import { chooseCaFix, commandFix } from './commandFixes';
import { catalogueOption, optionsAbout } from './meaning';
import { versionsIn } from '../drivers/versionsIn';

export interface Replacement {
  readonly title: string;
  /** What to write, for the message. */
  readonly written: string;
  readonly safe: boolean;
  readonly edits: readonly TextEdit[];
  /** The option switches checks off: a CA takes its place. */
  readonly bypass?: true;
}

/** Values that say "check nothing" for an option such as ssl_cert_reqs. */
const noCheck = /(?:^|[._:])(?:cert_)?none$|^0$/i;

/**
 * The replacement of `option` by `name`; undefined where it cannot be written without knowing more: the value is not
 * known, two files must become one, or the installed version does not know the new name.
 */
export function replacementFix(
  outlook: Outlook,
  option: WrittenOption,
  entry: CatalogueOption,
  name: string,
): Replacement | undefined {
  const fix = findReplacement(outlook, option, entry, name);
  // Old and new names of a server's flags exclude each other: one alone must not be renamed unasked.
  return fix && outlook.driver?.id === 'mongod' ? { ...fix, safe: false } : fix;
}

function findReplacement(
  outlook: Outlook,
  option: WrittenOption,
  entry: CatalogueOption,
  name: string,
): Replacement | undefined {
  const driver = outlook.driver!;
  // A server's settings are keys of a nested section: the section is renamed as a whole (server-old-tls-names).
  if (option.place === 'config') return undefined;
  const next = catalogueOption(driver, { ...option, name });
  if (
    !next ||
    !versionsIn(outlook.version, driver).every((v) => !next.since || compareVersions(v, next.since) >= 0)
  )
    return undefined;
  // The new name is there already: the old one is one too many.
  if (outlook.options.some((o) => o !== option && o.name.toLowerCase() === name.toLowerCase())) {
    const edit = removeOption(option);
    return edit ? { title: `Remove ${option.name}`, written: name, safe: false, edits: [edit] } : undefined;
  }
  // Certificate and key in two files become one file that holds both: that is more than a rename.
  if (entry.sets !== next.sets && ['certificateFile', 'keyFile'].includes(entry.sets ?? '')) return undefined;
  const rename = renameOption(option, name);
  if (!rename) return undefined;
  // The modes of a server changed their names together with the option: requireSSL is refused as a tlsMode.
  if (/^-*sslMode$/i.test(option.name)) {
    const mode = option.value.known
      ? /^(allow|prefer|require)SSL$/.exec(String(option.value.value))
      : undefined;
    if (!mode) {
      return option.value.known && option.value.value === 'disabled'
        ? { title: `Write ${name}`, written: name, safe: true, edits: [rename] }
        : undefined;
    }
    const set = setValue(outlook.site, option, `${mode[1]!}TLS`);
    return set
      ? {
          title: `Write ${name} ${mode[1]!}TLS`,
          written: `${name} ${mode[1]!}TLS`,
          safe: true,
          edits: [rename, set],
        }
      : undefined;
  }
  if (next.type !== 'boolean') return { title: `Write ${name}`, written: name, safe: true, edits: [rename] };
  if (!option.value.known) return undefined;
  const value = option.value.value;
  const turned = (entry.inverted ?? false) !== (next.inverted ?? false);
  let meansTrue: boolean;
  if (entry.type === 'boolean') {
    const given =
      value === true || value === 'true' ? true : value === false || value === 'false' ? false : undefined;
    if (given === undefined) return undefined;
    if (!turned && !(given && bypasses.includes(next.sets)))
      return { title: `Write ${name}`, written: name, safe: true, edits: [rename] };
    meansTrue = turned ? !given : given;
  } else {
    meansTrue = noCheck.test(String(value));
  }
  // What asked for checks is the default now: the option can go.
  if (!meansTrue) {
    const edit = removeOption(option);
    return edit
      ? {
          title: `Remove ${option.name} (checking is the default)`,
          written: 'nothing: checking is the default',
          safe: true,
          edits: [edit],
        }
      : undefined;
  }
  return withoutBypass(outlook, option);
}

/** Certificate and key in two files become one: asked for, since a file is written. Undefined where one of the two is not there. */
export function combineFix(outlook: Outlook, option: WrittenOption, entry: CatalogueOption): Fix | undefined {
  const { driver, version } = outlook;
  if (!driver || (entry.sets !== 'certificateFile' && entry.sets !== 'keyFile')) return undefined;
  const name = optionFor(driver, version, 'certificateKeyFile', option.place)?.name;
  const certificates = optionsAbout(outlook, 'certificateFile');
  const keys = optionsAbout(outlook, 'keyFile');
  const both = [...certificates, ...keys];
  const known = both.every((o) => o.value.known && typeof o.value.value === 'string' && !o.conditional);
  return name && certificates.length === 1 && keys.length === 1 && known
    ? commandFix('combine-options', `Join both files into one for ${name}…`)
    : undefined;
}

const bypasses: readonly (SettingKey | undefined)[] = [
  'insecure',
  'allowInvalidCertificates',
  'allowInvalidHostnames',
];

/** A bypass is not carried over to its new name: it goes, and a CA file takes its place. */
function withoutBypass(outlook: Outlook, option: WrittenOption): Replacement | undefined {
  const edit = removeOption(option);
  const ca = caName(outlook, option);
  return edit
    ? {
        title: ca ? `Remove ${option.name} (name the CA in ${ca} instead)` : `Remove ${option.name}`,
        written: ca ? `${ca} with the CA of the server` : 'nothing: have the CA in the trust store',
        safe: false,
        edits: [edit],
        bypass: true,
      }
    : undefined;
}

/** What is offered for an old name: the replacement, and for a bypass the choice of a CA too. */
export function replacementFixes(outlook: Outlook, option: WrittenOption, fix: Replacement): readonly Fix[] {
  const { title, safe, edits, bypass } = fix;
  const name = bypass && caOptionBeside(outlook, option);
  return [
    { title, safe, edits },
    ...(name && replaceByCa(outlook, option, { path: 'ca.pem' }) ? [chooseCaFix(name)] : []),
  ];
}
