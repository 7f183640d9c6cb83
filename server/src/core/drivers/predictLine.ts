/**
 * The `predict` contract of the command line: one JSON object per line in, one JSON object per line out, in the same order.
 * A line that is no query gets `{"outcome": "bad-input", "message": …}` and does not stop the rest.
 */
import type { PredictQuery, Prediction, ServerFault } from '../types';
import { driverById } from './index';
import { serverFaults } from './outcome';

/** What comes out of a line: a prediction with the line's id, or why it is no query. */
export type PredictedLine = Prediction & { readonly id?: unknown };
export interface BadLine {
  readonly id?: unknown;
  readonly outcome: 'bad-input';
  readonly message: string;
}

/** Answers one line (without its line end); undefined for a blank one. Never throws. The answer has no line end. */
export function predictLine(line: string): string | undefined {
  const text = line.replace(/^\uFEFF/, '').trim();
  return text === '' ? undefined : JSON.stringify(answer(text));
}

function answer(text: string): PredictedLine | BadLine {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { outcome: 'bad-input', message: 'This line is not valid JSON.' };
  }
  if (!isRecord(parsed))
    return {
      outcome: 'bad-input',
      message:
        'A query is a JSON object, for example {"driver": "pymongo", "uri": "mongodb://host/?tls=true"}.',
    };
  const id = 'id' in parsed ? { id: parsed['id'] } : {};
  const wrong = problem(parsed);
  if (wrong !== undefined) return { ...id, outcome: 'bad-input', message: wrong };
  const query = withoutNulls(parsed) as unknown as PredictQuery;
  try {
    const prediction = driverById(query.driver)!.predict(query);
    return { ...id, ...prediction };
  } catch {
    // A prediction never throws; should one do so all the same, the other lines still get their answers.
    return { ...id, outcome: 'bad-input', message: 'This query could not be predicted. Please report it.' };
  }
}

/** `null` means the same as leaving a field out; null values of options are kept, they mean something to a driver. */
function withoutNulls(query: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== null));
}

/** Why this is no query, in words for the person who wrote it. */
function problem(query: Readonly<Record<string, unknown>>): string | undefined {
  const driver = query['driver'];
  if (typeof driver !== 'string')
    return 'The field "driver" is missing: the id of a driver, for example "pymongo" or "node".';
  if (!driverById(driver)) return `There is no driver "${driver.slice(0, 80)}".`;
  for (const name of ['version', 'uri'])
    if (query[name] !== undefined && query[name] !== null && typeof query[name] !== 'string')
      return `The field "${name}" is not a string.`;
  const host = query['host'] ?? undefined;
  if (
    host !== undefined &&
    typeof host !== 'string' &&
    !(Array.isArray(host) && host.every((h) => typeof h === 'string'))
  )
    return 'The field "host" is neither a string nor a list of strings.';
  for (const name of ['options', 'env'])
    if (query[name] !== undefined && query[name] !== null && !isRecord(query[name]))
      return `The field "${name}" is not an object.`;
  const backend = query['backend'] ?? undefined;
  if (backend !== undefined && backend !== 'ssl' && backend !== 'pyopenssl')
    return 'The field "backend" is neither "ssl" nor "pyopenssl".';
  const server = query['server'] ?? undefined;
  if (server !== undefined && !serverFaults.includes(server as ServerFault))
    return `The field "server" is none of ${serverFaults.join(', ')}.`;
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
