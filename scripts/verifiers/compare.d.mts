/** The types of what tests use of compare.mjs. */
export function warned(warnings: readonly string[]): boolean;
export function withoutVolatile(message: string | undefined): string;
