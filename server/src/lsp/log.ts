/** What the server writes to the editor's output channel: never document text, never a secret. */
import type { Connection } from 'vscode-languageserver';
import { redactText } from '../core';

export interface Log {
  info(text: string): void;
  warn(text: string): void;
  /** A fault of our own: where, and the error's class and stack without its message, which may quote the document. */
  bug(where: string, error: unknown): void;
}

/** Writes through `window/logMessage`. The same fault is written once. */
export function createLog(connection: Connection): Log {
  const seen = new Set<string>();
  return {
    info: (text) => connection.console.info(redactText(text)),
    warn: (text) => connection.console.warn(redactText(text)),
    bug(where, error) {
      const text = `Internal fault in ${where}: ${describe(error)}`;
      if (seen.has(text)) return;
      if (seen.size > 100) seen.clear();
      seen.add(text);
      connection.console.error(`${text}\nThe rest goes on. Please report this with the lines above.`);
    },
  };
}

/** Class and places of an error, without its message. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const places = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim());
  return [error.name, ...places].join('\n  ');
}
