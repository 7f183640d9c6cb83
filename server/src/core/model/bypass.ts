/** An option that switches checks off, replaced by one that names the CA: the check comes back, and it can succeed. */
import { frameworkById } from '../drivers/frameworks';
import type { Outlook, TextEdit, WrittenOption } from '../types';
import { removeOption, renameOption, setValue, type NewValue } from './edits';
import { importEdits } from './environmentAccess';
import { isLoopback, isPrivate } from './hosts';
import { optionsAbout } from './meaning';
import { optionFor } from './optionFor';

/** What the option that names the CA file is called where `option` stands; undefined when the driver has none there. */
export function caOptionBeside(outlook: Outlook, option: WrittenOption): string | undefined {
  if (outlook.site.driver.framework !== undefined && option.place !== 'uri') return undefined;
  if (!outlook.driver) return option.place === 'uri' ? 'tlsCAFile' : undefined;
  const entry = optionFor(outlook.driver, outlook.version, 'caFile', option.place);
  return entry?.type === 'path' ? entry.name : undefined;
}

/** The option by which CAs are named where `option` stands; undefined for drivers that take them from a trust store only. */
export function caName({ driver, version, site }: Outlook, option: WrittenOption): string | undefined {
  const own =
    option.place === 'uri'
      ? undefined
      : frameworkById(site.driver.framework)?.options.find(
          (o) => o.sets === 'caFile' && !o.since && !o.removed && !o.deprecated,
        );
  if (own) return own.name;
  if (driver?.id === 'java' || driver?.id === 'csharp') return undefined;
  // Beside names of the connection string its own name is the one that fits (libmongoc's setters of a URI).
  if (/^tls[A-Z]/.test(option.name) && driver?.options.some((o) => o.name === 'tlsCAFile'))
    return 'tlsCAFile';
  return (driver && optionFor(driver, version, 'caFile', option.place)?.name) ?? 'tlsCAFile';
}

/** What to do instead of checking nothing, in the driver's own words. */
export function trustAdvice(outlook: Outlook, option: WrittenOption): string {
  const name = caName(outlook, option);
  if (name !== undefined) return `Name the CA with ${name} instead`;
  return outlook.driver?.id === 'java'
    ? 'Have the CA in the trust store of the JVM instead (javax.net.ssl.trustStore)'
    : 'Have the CA in the trust store of the system instead';
}

/** Writes the option that names the CA in the place of `option`, and takes away what says the same elsewhere; undefined where that would be a guess. */
export function replaceByCa(
  outlook: Outlook,
  option: WrittenOption,
  value: NewValue,
): readonly TextEdit[] | undefined {
  const name = caOptionBeside(outlook, option);
  if (name === undefined || optionsAbout(outlook, 'caFile', 'context').length > 0) return undefined;
  const twins = outlook.options.filter((o) => o !== option && o.name === option.name);
  const removed = twins.flatMap((twin) => removeOption(twin) ?? []);
  const renamed = renameOption(option, name);
  const set = setValue(outlook.site, option, value);
  if (!renamed || removed.length !== twins.length) return undefined;
  if (set) return [...removed, renamed, set];
  // A flag without a value: the path follows it.
  if (
    option.syntax !== 'flag' ||
    typeof value === 'boolean' ||
    typeof value === 'string' ||
    !('path' in value)
  )
    return undefined;
  const path = /^[\w./:@%+,=-]+$/.test(value.path) ? value.path : `'${value.path.replaceAll("'", "'\\''")}'`;
  return [...removed, { span: renamed.span, newText: `${name} ${path}` }];
}

/**
 * The bypass replaced by certifi's authorities: Python only, where the program has certifi already and every host is
 * public. A private CA is not among them.
 */
export function replaceByCertifi(
  outlook: Outlook,
  option: WrittenOption,
  text: string,
): readonly TextEdit[] | undefined {
  if (outlook.site.finder !== 'python' || option.place === 'uri' || option.syntax === 'attribute')
    return undefined;
  const { hosts } = outlook;
  if (!hosts.known || hosts.value.length === 0) return undefined;
  if (hosts.value.some((h) => isLoopback(h) || isPrivate(h) || /^[\d.]+$|:/.test(h))) return undefined;
  // The word is looked for first: engines find plain text in long texts much faster.
  const imported = text.includes('certifi') && /\bcertifi\b/.test(text);
  if (!imported && !outlook.version?.extras?.includes('certifi')) return undefined;
  const edits = replaceByCa(outlook, option, { code: 'certifi.where()' });
  return (
    edits && [
      ...importEdits(
        text,
        [{ line: 'import certifi', present: /^import\s+(?:[\w.]+\s*,\s*)*certifi\b(?!\s+as\b)/m }],
        'python',
      ),
      ...edits,
    ]
  );
}
