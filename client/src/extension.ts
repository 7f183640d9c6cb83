/** The VS Code side: starts the language server and wires the commands. */
export function activate(): void {}
