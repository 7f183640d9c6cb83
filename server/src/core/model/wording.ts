/** Words that messages share. */
import type { Outlook } from '../types';

/** `PyMongo 4.6.1`, `the Node.js driver`, or `the driver` when nobody knows which. */
export function driverName(outlook: Outlook): string {
  if (!outlook.driver) return 'the driver';
  const version = outlook.version?.exact;
  return withArticle(outlook.driver.title) + (version ? ` ${version}` : '');
}

/** `the Node.js driver`, but `PyMongo`. */
export function withArticle(title: string): string {
  return (/driver|shell|Tools/.test(title) ? 'the ' : '') + title;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  if (names.length <= 1) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

/** The first letter in upper case, for the start of a sentence. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
