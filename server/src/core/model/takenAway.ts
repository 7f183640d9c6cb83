/** An option that skips checks is taken away: with what it did besides, for some drivers turn TLS on because of it. */
import type { Outlook, TextEdit, WrittenOption } from '../types';
import { frameworkById } from '../drivers/frameworks';
import { removeOption, renameOption } from './edits';
import { optionFor } from './optionFor';

/**
 * The edit that takes `option` away, and its title. Where TLS is on only because the option is written (Rust, Swift and what
 * wraps libmongoc turn it on with any TLS option, Telegraf with any of its own), `tls` takes its place: without either the connection would be plaintext.
 */
export function takenAway(
  outlook: Outlook,
  option: WrittenOption,
): { readonly title: string; readonly edit: TextEdit } | undefined {
  const removal = removeOption(option);
  const turnsOn = outlook.origins.tls?.option?.nameSpan.start === option.nameSpan.start;
  const framework = option.place === 'uri' ? undefined : frameworkById(outlook.site.driver.framework);
  if (!turnsOn || !outlook.driver || (option.place !== 'uri' && outlook.driver.id !== 'swift' && !framework))
    return removal && { title: `Remove ${option.name}`, edit: removal };
  const tls = framework
    ? framework.options.find((o) => o.sets === 'tls' && o.type === 'boolean' && !o.since && !o.removed)
    : optionFor(outlook.driver, outlook.version, 'tls', option.place);
  const meansTrue = option.value.known && String(option.value.value) === 'true';
  const edit = tls && meansTrue ? renameOption(option, tls.name) : undefined;
  return edit && { title: `Write ${tls!.name}=true instead of ${option.name}`, edit };
}
