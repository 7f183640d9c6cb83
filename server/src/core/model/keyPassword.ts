/** The password of a private key, read from the environment where the connection has its options. */
import type { Outlook, SourceDocument, TextEdit } from '../types';
import { addOption } from './edits';
import { environmentAccess, importEdits } from './environmentAccess';
import { optionFor } from './optionFor';

/** The variable that the fix reads. */
export const keyPasswordVariable = 'MONGODB_TLS_KEY_PASSWORD';

/** Adds the option for the key's password with an expression as its value; undefined where options are no code, or the place is not sure. */
export function keyPasswordFromEnvironment(
  outlook: Outlook,
  document: SourceDocument,
): readonly TextEdit[] | undefined {
  const { site, driver, version } = outlook;
  const access = environmentAccess(site.finder, document.path);
  const name = driver && optionFor(driver, version, 'keyPassword', 'options')?.name;
  if (
    !access ||
    !name ||
    site.driver.framework !== undefined ||
    /\.(?:md|rst|adoc|ipynb)$/i.test(document.path)
  )
    return undefined;
  const edit = addOption(outlook, name, { code: access.read(keyPasswordVariable) }, 'options');
  return edit && [...importEdits(document.text, access.imports, site.finder), edit];
}
