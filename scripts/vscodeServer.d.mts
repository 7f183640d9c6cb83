/** Types of vscodeServer.mjs, for the tests. */
export const version: string;
export const nodeBin: string;
export const serverMain: string;
export const supported: boolean;
export function present(): boolean;
export function install(): void;
