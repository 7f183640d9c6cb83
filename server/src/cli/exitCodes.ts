/** What the command line's exit codes mean. */
export const exitCodes = { clean: 0, findings: 1, wrongUse: 2, couldNotTest: 3 } as const;
