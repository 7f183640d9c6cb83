/** What a real driver did beside what was predicted: the fields that both know, and whether a difference was looked at and accepted. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** The fields of the comparison, in the order of the table. */
export const fields = ['outcome', 'tls', 'chain', 'hostname', 'crl', 'warns', 'error', 'message'];

/**
 * A message without what differs from run to run: lists whose order is that of a hash table, which of two names of the same thing comes first,
 * values that were given, the excerpt of its code that Ruby adds, and the warnings about compression libraries of the machine.
 */
export function withoutVolatile(message) {
  return (message ?? '')
    .replace(/(option[s]? \w+ and )\w+( cannot be spec)/i, '$1$2')
    .replace(/must be in (\(.*?\)|frozenset[^|]*)/gs, 'must be in (…)')
    .replace(/must be one of (\(.*?\))/gis, 'must be one of (…)')
    .replace(/parameters have been set: [\w, ]+/, 'parameters have been set')
    .replace(/one of \[.*?\]/, 'one of […]')
    .replace(/^(undefined method `\w+' for [\w:]+)\n.*$/s, '$1')
    .replace(/, got .*$/s, '')
    .replace(/ Did you mean.*$/s, '')
    .slice(0, 300);
}

/** Did it warn of anything but a compression library that the machine lacks? */
export const warned = (warnings) => warnings.some((w) => !/Wire protocol compression/.test(w));

/** The comparisons of one question: `{field, real, predicted, same}`. */
export function compare(real, predicted) {
  const list = [];
  const add = (field, a, b, same = a === b) => list.push({ field, real: a, predicted: b, same });
  add('outcome', real.outcome, predicted.outcome);
  if (real.outcome === 'ok' && predicted.outcome === 'ok') {
    if (real.tls !== undefined) add('tls', real.tls, predicted.tls);
    if (real.tls && predicted.tls)
      for (const field of ['chain', 'hostname', 'crl'])
        if (real[field] !== undefined && predicted[field] !== undefined)
          add(field, real[field], predicted[field]);
    const warns = real.warns ?? (real.warnings && warned(real.warnings));
    if (warns !== undefined) add('warns', warns, warned(predicted.warnings));
  }
  if (real.outcome === 'error' && predicted.outcome === 'error') {
    if (real.error !== undefined && predicted.error !== undefined) add('error', real.error, predicted.error);
    if (real.message !== undefined) {
      const [a, b] = [withoutVolatile(real.message), withoutVolatile(predicted.message)];
      add('message', a, b);
    }
  }
  return list;
}

/** The differences that were looked at: test/oracle/accepted.json. */
export function readAccepted() {
  return JSON.parse(readFileSync(path.join(root, 'test/oracle/accepted.json'), 'utf8'));
}

/**
 * The entry that accepts a difference, if there is one. An entry names the driver and the field; `versions` (texts that a version starts with), `uri`, `options`
 * and `message` (regular expressions over the question and over what the driver or the prediction said) narrow it.
 */
export function acceptedBy(accepted, driver, version, question, difference, real, predicted) {
  const matches = (pattern, text) => pattern === undefined || new RegExp(pattern, 's').test(text ?? '');
  return accepted.find(
    (entry) =>
      entry.driver === driver &&
      entry.field === difference.field &&
      (entry.versions === undefined ||
        entry.versions.some((v) => version === v || version.startsWith(`${v}.`))) &&
      matches(entry.uri, question.uri ?? question.host) &&
      matches(entry.options, JSON.stringify(question.options ?? {})) &&
      (entry.message === undefined ||
        matches(entry.message, real.message) ||
        matches(entry.message, predicted.message)),
  );
}
