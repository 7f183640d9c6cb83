/** Option dictionaries as PyMongo keeps them, each entry with who wrote it. */
import type { Decision } from '../../types';
import type { PyValue } from './values';

/** `name` is the key as PyMongo would print it; `from` says who set the value, for `decidedBy`. */
export interface Entry {
  readonly name: string;
  readonly value: PyValue;
  readonly from: Decision;
}

/**
 * PyMongo's `_CaseInsensitiveDictionary` (3.9 and later): looked up by lower case, iterated by lower case, and knows
 * how a key was written. `plain` stands for the plain dict that 3.9 to 3.11 use when no URI is given: the same
 * contents, but it cannot say how a key was written.
 */
export class OptionDict {
  private readonly entries = new Map<string, Entry>();

  constructor(readonly plain = false) {}

  has(key: string): boolean {
    return this.entries.has(key.toLowerCase());
  }

  get(key: string): PyValue | undefined {
    return this.entries.get(key.toLowerCase())?.value;
  }

  entry(key: string): Entry | undefined {
    return this.entries.get(key.toLowerCase());
  }

  /** Keeps the place of a key that is there already, as a Python dict does. */
  set(name: string, value: PyValue, from: Decision): void {
    this.entries.set(name.toLowerCase(), { name, value, from });
  }

  pop(key: string): Entry | undefined {
    const lower = key.toLowerCase();
    const entry = this.entries.get(lower);
    this.entries.delete(lower);
    return entry;
  }

  /** Lower-case key and entry, in the order of insertion. A copy: the dictionary may change meanwhile. */
  list(): readonly (readonly [string, Entry])[] {
    return [...this.entries];
  }
}
