/** Lines of `.env` and `.gitignore` files: what is there already, and what is added without touching it. */
import type { TextEdit } from '../types';

/**
 * `NAME=value` so that every common reader (dotenv, python-dotenv, Docker Compose, a shell) reads the value back;
 * undefined where they differ: they agree neither on escapes in quotes nor on a quote within quotes.
 */
export function envLine(name: string, value: string): string | undefined {
  if (/^[\w./:@%+,=^-]+$/.test(value)) return `${name}=${value}`;
  // Nothing is replaced in single quotes: `$`, `#`, `"` and spaces are themselves.
  if (/^[^'\\\r\n\0]*$/.test(value)) return `${name}='${value}'`;
  return undefined;
}

/** The names that an environment file sets, with the lines as they stand. */
export function envNames(text: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [line, name] of text.matchAll(/^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[^\r\n]*/gm))
    names.set(name!, line.trim().replace(/^export[ \t]+/, ''));
  return names;
}

/**
 * The name under which a value goes into an environment file: `wanted`, or the next one that is free. `there`: the file
 * has this very line already. Undefined when no line can hold the value.
 */
export function nameFor(
  text: string,
  wanted: string,
  value: string,
): { readonly name: string; readonly there: boolean } | undefined {
  const names = envNames(text);
  for (let n = 1; ; n++) {
    const name = n === 1 ? wanted : `${wanted}_${n}`;
    const line = envLine(name, value);
    if (line === undefined) return undefined;
    const present = names.get(name);
    if (present === undefined) return { name, there: false };
    if (present === line) return { name, there: true };
  }
}

/** Adds a line at the end, on a line of its own, in the file's line ends. */
export function appendLine(text: string, line: string): TextEdit {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const gap = text !== '' && !text.endsWith('\n') ? newline : '';
  return { span: { start: text.length, end: text.length }, newText: gap + line + newline };
}

/** The value that an environment file gives to a name, as dotenv reads it, and its line (from 1); of several the last. */
export function envValue(
  text: string,
  name: string,
): { readonly value: string; readonly line: number } | undefined {
  const pattern =
    /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*(?:'([^'\r\n]*)'|"([^"\r\n]*)"|([^\r\n]*))/gm;
  let found: { value: string; line: number } | undefined;
  for (const match of text.matchAll(pattern)) {
    if (match[1] !== name) continue;
    const bare = match[4]?.replace(/(?:^|[ \t])#.*$/, '').trim();
    found = {
      value: match[2] ?? match[3] ?? bare ?? '',
      line: text.slice(0, match.index).split('\n').length,
    };
  }
  return found;
}
