/** How soon the engine optimises what runs once a keystroke. */
import { setFlagsFromString } from 'node:v8';

/**
 * V8 optimises a function after it has run a number of bytecodes that suits programs which are busy all the time (67,584, in
 * several steps). What runs once a keystroke reaches that after thousands of keystrokes: until then the analysis of an edit
 * takes about an eighth longer (1.9 to 2.0 ms for 1.7 to 1.8, 2,000 lines, Node 20.20.2, caches emptied before each). Called at the first edit: what the server's start runs is run once, and optimising it would
 * delay the first diagnostics. Node leaves V8's flags open for this function (`--no-freeze-flags-after-init`, src/node.cc),
 * in Electron too; an engine that does not know the flag says so on the error stream and goes on.
 */
export function compileSooner(): void {
  setFlagsFromString('--interrupt-budget=5000');
}
