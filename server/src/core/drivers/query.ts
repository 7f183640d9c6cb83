/** Reading of a query's parts: its options as a plain record, percent-decoding as the drivers do it, and the hosts of a connection string. */
import type { PredictQuery, RemainingCheck } from '../types';

/** Options beside the connection string: names as written with their values; empty when there are none or they are not an object. */
export function writtenOptions(query: PredictQuery): readonly (readonly [string, unknown])[] {
  const { options } = query;
  return typeof options === 'object' && options !== null ? Object.entries(options) : [];
}

/** The connection string; when only hosts are given, the string that the driver would have made of them. */
export function uriOf(query: PredictQuery): string {
  if (typeof query.uri === 'string') return query.uri;
  const hosts =
    typeof query.host === 'string'
      ? [query.host]
      : Array.isArray(query.host)
        ? query.host.filter((h) => typeof h === 'string')
        : [];
  if (hosts.length === 1 && /^mongodb(\+srv)?:\/\//.test(hosts[0] as string)) return hosts[0] as string;
  return `mongodb://${hosts.length > 0 ? hosts.join(',') : 'localhost'}/`;
}

/** Percent-decoding that leaves broken escapes as they are (Rust, Perl, Elixir). Invalid UTF-8 becomes U+FFFD. */
export function decodeLenient(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return '\uFFFD';
    }
  });
}

/** Percent-decoding that gives undefined for a broken escape or for bytes that are not UTF-8. `plus`: `+` means a space (form encoding). */
export function decodeStrict(text: string, plus = false): string | undefined {
  const spaced = plus ? text.replace(/\+/g, ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return undefined;
  }
}

/** Splits at the first `separator`: before and after it; `after` is undefined when it is not there. */
export function cut(text: string, separator: string): readonly [before: string, after: string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** A value of code as the boolean that it means: booleans, and numbers as C, Perl and PHP take them; undefined for the rest. */
export function asBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  return undefined;
}

/** A value of code as text, for paths; undefined for anything else. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** How a query writes a context or callback of which the text shows what it leaves checked. */
export const codeThatChecks = (remaining: RemainingCheck): string => `@checks ${remaining}`;

/** What a context or callback of a query leaves checked; undefined when it is not known. */
export function remainingCheck(value: unknown): RemainingCheck | undefined {
  return (['nothing', 'hostname', 'chain', 'everything'] as const).find((r) => value === codeThatChecks(r));
}
