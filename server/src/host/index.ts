/** Reads what the core asked for. */
export {};
