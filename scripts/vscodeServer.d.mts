/** Types of vscodeServer.mjs, for the tests. */
export const version: string;
export const supported: boolean;
export function present(): boolean;
export function install(): void;
export function start(options: {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly vsix?: string;
  readonly args?: readonly string[];
  /** `HOME` is the user's own unless it is named here; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly port?: number;
}): Promise<{
  readonly base: string;
  readonly exited: Promise<number | null>;
  stop(): Promise<void>;
}>;
