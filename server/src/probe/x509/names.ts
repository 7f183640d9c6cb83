/** Distinguished names as text. */
import { root } from '../../core/pem/der';
import { readName } from '../../core/pem/distinguishedName';

/** A Name in DER, for people. */
export function distinguishedNameText(der: Buffer): string {
  try {
    return readName(der, root(der)).readable;
  } catch {
    return '(a name that cannot be read)';
  }
}
