/** Makes a piece of an error text fit to be shown: escapes undone, secrets replaced by `****`. */
import { redactText } from '../uri/redact';
import { readable } from './scan';

const quoted =
  /(\b\w{0,40}(?:passw(?:or)?d|passphrase|pass phrase|pwd|secret|token)\w{0,40}["']?\s{0,4}(?:=>|[:=])\s{0,4})(["'])[^"'\n]{0,400}\2/gi;
const flag =
  /(\s--?\w{0,40}(?:passw(?:or)?d|passphrase|pwd)\w{0,40}[ =])(?:"[^"\n]{0,400}"|'[^'\n]{0,400}'|[^\s"']{1,400})/gi;
const shortFlag = /(\bmongo\w{0,20}\b.{0,400}\s-p )(?!-)\S{1,400}/gi;
const userInfo = /([a-z][a-z0-9+.-]{1,20}:\/\/[^\s/@:]{0,200}:)[^\s@]{1,400}@/gi;
const bearer = /(\b(?:bearer|basic) )[\w+/=.~-]{8,}/gi;

/** The piece on one line, without colours, escapes and secrets. Every quantifier is bounded, so the time is too. */
export function showable(piece: string): string {
  return redactText(readable(redactText(piece)))
    .replace(quoted, '$1$2****$2')
    .replace(flag, '$1****')
    .replace(shortFlag, '$1****')
    .replace(userInfo, (all, head: string) => (/^mongodb/i.test(head) ? all : `${head}****@`))
    .replace(bearer, '$1****');
}
