/** Where a command writes: the process's streams, or a test's. */
export interface Streams {
  out(text: string): void;
  err(text: string): void;
}
