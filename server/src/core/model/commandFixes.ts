/** Fixes that are more than an edit: they ask for a file, write one, or need what only the disk knows. Run by host/fixes. */
import type { Fix } from '../types';

/** What a fix needs of those who run it. */
export interface CommandNeeds {
  /** A dialogue to choose a file, or to enter a text or a password: only some editors have them. */
  readonly dialogue?: true;
  /** Reads or writes files, or looks names up: never in an untrusted workspace. */
  readonly trust?: true;
}

/** Every fix that is run as a command, by id. */
export const commandFixes = {
  'move-secret': { trust: true },
  'choose-file': { dialogue: true, trust: true },
  'choose-ca': { dialogue: true, trust: true },
  'add-ca': { dialogue: true, trust: true },
  'add-client-certificate': { dialogue: true, trust: true },
  'combine-options': { trust: true },
  'combine-key': { dialogue: true, trust: true },
  'order-file': { trust: true },
  'repair-file': { trust: true },
  'convert-file': { dialogue: true, trust: true },
  'restrict-file': { trust: true },
  'srv-to-standard': { trust: true },
  'standard-to-srv': { dialogue: true, trust: true },
} as const satisfies Readonly<Record<string, CommandNeeds>>;

export type CommandFixId = keyof typeof commandFixes;

/** A fix that is run at the place of its finding. */
export function commandFix(id: CommandFixId, title: string): Fix {
  return { title, safe: false, edits: [], command: { id, arguments: [] } };
}

/** Another file for an option. */
export function chooseFile(option: string): Fix {
  return commandFix('choose-file', `Choose another file for ${option}…`);
}

/** A CA file in the place of an option that switches checks off. */
export function chooseCaFix(option: string): Fix {
  return commandFix('choose-ca', `Check against a CA: choose the file for ${option}…`);
}

/** What a command needs; undefined for one that is not known. */
export function needsOf(id: string): CommandNeeds | undefined {
  return Object.hasOwn(commandFixes, id) ? commandFixes[id as CommandFixId] : undefined;
}
