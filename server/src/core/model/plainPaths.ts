/** Questions to a driver that differ in the paths of files only are the same question: whether the files are there is not asked here. */
import type { PredictQuery } from '../types';

/**
 * The path of a PEM file as people write it, without digits: an old Ruby driver takes what has one for a number. Below
 * `/nonexistent` nothing ever is (drivers/outcome.ts).
 */
const plainPath = /^(\/?)(?!nonexistent\/)((?:[a-z_-]+\/)*)[a-z_-]+\.(pem|crt|cer|key)$/i;
const inUri = /(=)([\w/-]+\.(?:pem|crt|cer|key))(?=&|$)/g;

/** What every stand-in begins with: where an answer does not hold it, no path is named. */
export const pathStandIn = 'pathpath';

/** More paths than this stay what they are. */
const letters = 'abcdefgh';

/** The query with stand-ins of the same form for its plain paths, equal ones for equal paths; the query itself when it has none. */
export function withPlainPaths(query: PredictQuery): PredictQuery {
  const { uri, options } = query;
  const numbers = new Map<string, number>();
  const standInFor = (path: string): string | undefined => {
    const form = plainPath.exec(path);
    if (!form || (numbers.size === letters.length && !numbers.has(path))) return undefined;
    if (!numbers.has(path)) numbers.set(path, numbers.size);
    // A slash that is not escaped ends something in the URIs of some drivers.
    return `${form[1]!}${form[2] && 'd/'}${pathStandIn}${letters[numbers.get(path)!]!}.${form[3]!}`;
  };
  let found: Record<string, unknown> | undefined;
  for (const name in options) {
    const value = options[name];
    const standIn = typeof value === 'string' ? standInFor(value) : undefined;
    if (standIn !== undefined) (found ??= { ...options })[name] = standIn;
  }
  const question = uri === undefined ? -1 : uri.indexOf('?');
  const plainUri =
    question < 0
      ? uri
      : uri!.slice(0, question) +
        uri!.slice(question).replace(inUri, (all, equals: string, path: string) => {
          const standIn = standInFor(path);
          return standIn === undefined ? all : equals + standIn;
        });
  return numbers.size === 0
    ? query
    : {
        ...query,
        ...(plainUri === undefined ? {} : { uri: plainUri }),
        ...(found ? { options: found } : {}),
      };
}
