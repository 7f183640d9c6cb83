/**
 * Plain data with places in a text: how far it reaches, the same data moved, and whether two are the same but for their
 * place. Places are the numbers `start`, `end` and `at`; `at` beside a `length` is a place in a mapped text and stays.
 */
import type { Span } from '../types';

type Data = Readonly<Record<string, unknown>>;

/** Places in other files. */
const elsewhere = 'related';

function isPlace(key: string, placed: boolean): boolean {
  return key === 'start' || key === 'end' || (key === 'at' && placed);
}

/** From the first to the last place in `data`; undefined when there is none. */
export function extentOf(data: unknown): Span | undefined {
  let start = Infinity;
  let end = -Infinity;
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value) look(item);
      return;
    }
    const placed = !('length' in value);
    for (const key in value) {
      const part = (value as Data)[key];
      if (typeof part !== 'number') look(part);
      else if (isPlace(key, placed)) {
        if (part < start) start = part;
        if (part > end) end = part;
      }
    }
  };
  look(data);
  return start <= end ? { start, end } : undefined;
}

/** The same data `delta` characters further on. */
export function movedBy<T>(data: T, delta: number): T {
  return delta === 0 ? data : placedBy(data, (at) => at + delta);
}

/** The same data with its places where `place` puts them. */
export function placedBy<T>(data: T, place: (at: number) => number): T {
  const move = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(move);
    const placed = !('length' in value);
    const out: Record<string, unknown> = {};
    for (const key in value) {
      const part = (value as Data)[key];
      if (typeof part === 'number') out[key] = isPlace(key, placed) ? place(part) : part;
      else out[key] = typeof part === 'object' && key !== elsewhere ? move(part) : part;
    }
    return out;
  };
  return move(data) as T;
}

/** A string that keeps no longer text alive: engines cut a long string out of another by pointing into it. */
export function ownString(text: string): string {
  // What is joined and cut again is written out once: the cut points into that copy and nothing else.
  return text.length < 13 ? text : (' ' + text).slice(1);
}

/** A span `delta` characters further on. */
export function movedSpan(span: Span, delta: number): Span {
  return { start: span.start + delta, end: span.end + delta };
}

/** Gives data that outlives the text from which it was cut strings of its own. */
export function ownStrings(data: object): void {
  if (Array.isArray(data)) {
    for (let i = 0; i < data.length; i++) {
      const item: unknown = data[i];
      if (typeof item === 'string') data[i] = ownString(item);
      else if (typeof item === 'object' && item !== null) ownStrings(item);
    }
    return;
  }
  const parts = data as Record<string, unknown>;
  for (const key in parts) {
    const part = parts[key];
    if (typeof part === 'string') {
      if (part.length >= 13) parts[key] = ownString(part);
    } else if (typeof part === 'object' && part !== null) ownStrings(part);
  }
}

/** True when `now` is `before` moved by `delta` characters: equal in everything, places apart. */
export function isMoved(before: unknown, now: unknown, delta: number): boolean {
  return (before === now && delta === 0) || isPlaced(before, now, (at) => at + delta);
}

/** True when `now` is `before` with its places where `place` puts them: equal in everything else. */
export function isPlaced(before: unknown, now: unknown, place: (at: number) => number): boolean {
  if (typeof before !== 'object' || typeof now !== 'object' || before === null || now === null)
    return before === now;
  if (Array.isArray(before)) {
    if (!Array.isArray(now) || before.length !== now.length) return false;
    for (let i = 0; i < before.length; i++) if (!isPlaced(before[i], now[i], place)) return false;
    return true;
  }
  const a = before as Data;
  const b = now as Data;
  const placed = !('length' in a);
  let keys = 0;
  for (const key in a) {
    keys++;
    const value = a[key];
    if (typeof value === 'number' && isPlace(key, placed)) {
      if (b[key] !== place(value)) return false;
    } else if (!(key in b) || !isPlaced(value, b[key], place)) return false;
  }
  for (const _ in b) keys--;
  return keys === 0;
}
