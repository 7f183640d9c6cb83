/** What a written value says: known, secret, or unknown because of a hole. */
import { sourceSpan } from '../../text/mappedText';
import { HOLE } from '../../text/mappedText';
import { isPlaceholder, isSecretOption } from '../../uri/secrets';
import type { MappedText, OptionValue, Value } from '../../types';

/**
 * The value of option `name` written as `text`. `typed` is for formats where an unquoted `true`, `1` or `null` is not
 * a string (JSON, YAML, TOML; also .properties, whose readers convert). A secret becomes a place.
 */
export function writtenValue(name: string, text: MappedText, typed: boolean): Value<OptionValue> {
  const trimmed = text.text.trim();
  if (
    isSecretOption(name.replace(/^.*\./, '').replaceAll('-', '')) ||
    /passphrase|password|passwd/i.test(name)
  ) {
    return {
      known: true,
      value: {
        secretAt: sourceSpan(text, 0, text.text.length),
        placeholder: trimmed === '' || isPlaceholder(trimmed),
      },
    };
  }
  if (trimmed.includes(HOLE)) return { known: false, why: trimmed === HOLE ? 'environment' : 'hole' };
  if (typed) {
    if (/^(?:true|false)$/i.test(trimmed)) return { known: true, value: trimmed.toLowerCase() === 'true' };
    if (/^(?:null|~)$/.test(trimmed)) return { known: true, value: null };
    if (/^-?\d+(?:\.\d+)?$/.test(trimmed)) return { known: true, value: Number(trimmed) };
  }
  return { known: true, value: text.text };
}
