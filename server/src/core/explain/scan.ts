/**
 * Finds many literals in one pass over a text: the time grows with the text and the number of places found, hardly with
 * the number of literals. Of each literal the four characters that fewest others share are looked up at every place;
 * only where they stand is the rest compared (Wu and Manber, 1994, with a chosen anchor instead of the prefix). Making
 * the tables takes about a millisecond, so a cold process is fast as well. Reads through what terminals and loggers do
 * to a text: colours, JSON escapes, quote marks at the start of lines, white space and line breaks in the middle.
 */

/** A literal found: its number, and its place in the text as given. */
export interface Hit {
  readonly literal: number;
  readonly start: number;
  readonly end: number;
  /** A letter stands right before it: the literal may be the tail of a longer word. */
  readonly insideWord: boolean;
}

export interface Scanner {
  /**
   * All places of all literals, in the order of their ends. `joinLines`: a line break is nothing instead of a space, for
   * texts that a terminal has cut in the middle of a word. At most `limit` hits are returned per literal, the first ones.
   */
  scan(text: string, options?: { readonly joinLines?: boolean; readonly limit?: number }): readonly Hit[];
}

const SPACE = 32;
const BACKSLASH = 92;
const ESCAPE = 27;
/** Characters that are looked up together. */
const ANCHOR = 4;
/** So many places of a literal may be its anchor: more would be rarer, and take a cold process longer to choose from. */
const CHOICES = 10;
/** Longer than any literal: what is kept of the block before, and not yet searched of this one. */
const OVERLAP = 256;
/** Characters that are read before they are searched, so that memory does not grow with the text. */
const BLOCK = 1 << 14;
const HASH_BITS = 16;

/** Literals that differ in their lower-case form, with single spaces, of 4 to 255 ASCII characters. */
export function createScanner(literals: readonly string[]): Scanner {
  // All literals in one array; `from[n]` is where literal n starts, `from[n + 1]` where it ends.
  const from = new Int32Array(literals.length + 1);
  literals.forEach((literal, n) => {
    if (literal.length < ANCHOR || literal.length >= OVERLAP)
      throw new RangeError(`the length of a literal does not fit: ${literal}`);
    from[n + 1] = from[n]! + literal.length;
  });
  const letters = new Uint8Array(from[literals.length]!);
  literals.forEach((literal, n) => {
    for (let i = 0; i < literal.length; i++) {
      const code = literal.charCodeAt(i);
      if (code > 127) throw new RangeError(`a literal has a character beyond ASCII: ${literal}`);
      letters[from[n]! + i] = code;
    }
  });

  const shared = new Uint16Array(1 << HASH_BITS);
  const lastChoice = (n: number): number => Math.min(from[n + 1]!, from[n]! + ANCHOR - 1 + CHOICES);
  for (let n = 0; n < literals.length; n++)
    for (let end = from[n]! + ANCHOR - 1; end < lastChoice(n); end++) shared[hashAt(letters, end)]!++;
  // Chains of literals by the hash of their anchor; 0 ends a chain, so numbers are one higher.
  const first = new Uint16Array(1 << HASH_BITS);
  const following = new Uint16Array(literals.length + 1);
  const anchorEnd = new Uint8Array(literals.length + 1);
  for (let n = literals.length - 1; n >= 0; n--) {
    let best = from[n]! + ANCHOR - 1;
    for (let end = best; end < lastChoice(n); end++)
      if (shared[hashAt(letters, end)]! < shared[hashAt(letters, best)]!) best = end;
    const hash = hashAt(letters, best);
    anchorEnd[n + 1] = best - from[n]!;
    following[n + 1] = first[hash]!;
    first[hash] = n + 1;
  }

  /** Finds what has its anchor at `begin` up to `stop` in a block of which `read` characters are there. */
  const search = (block: Block, begin: number, stop: number, read: number, limit: number): void => {
    const { codes, starts, found } = block;
    let word = begin < ANCHOR ? 0 : wordAt(codes, begin - 1);
    for (let end = begin; end < stop; end++) {
      word = (word >>> 8) | (codes[end]! << 24);
      for (let one = first[hashOf(word)]!; one !== 0; one = following[one]!) {
        const n = one - 1;
        const start = end - anchorEnd[one]!;
        const length = from[n + 1]! - from[n]!;
        if (start < 0 || start + length > read || found[n]! >= limit) continue;
        let same = 0;
        const at = from[n]!;
        while (same < length && codes[start + same] === letters[at + same]) same++;
        if (same < length) continue;
        found[n]!++;
        block.hits.push({
          literal: n,
          start: starts[start]!,
          end: endOfCharacter(block.text, starts[start + length - 1]!),
          insideWord: start > 0 && codes[start - 1]! >= 97 && codes[start - 1]! <= 122,
        });
      }
    }
  };

  return {
    scan(text, { joinLines = false, limit = 40 } = {}) {
      const block: Block = {
        text,
        joinLines,
        codes: new Uint8Array(BLOCK),
        starts: new Int32Array(BLOCK),
        found: new Uint16Array(literals.length),
        hits: [],
        next: 0,
        read: 0,
        spaced: true,
        lineStart: true,
      };
      let searched = 0;
      // Block by block: engines make a function quick that is called often sooner than one that runs long.
      for (fill(block); block.next < text.length; fill(block)) {
        search(block, searched, block.read - OVERLAP, block.read, limit);
        const kept = block.read - 2 * OVERLAP;
        block.codes.copyWithin(0, kept);
        block.starts.copyWithin(0, kept);
        block.read -= kept;
        searched = OVERLAP;
      }
      search(block, searched, block.read, block.read, limit);
      return block.hits.sort((a, b) => a.end - b.end || a.start - b.start);
    },
  };
}

/** Reads on until the block is full or the text ends. */
function fill(block: Block): void {
  const { text, joinLines, codes, starts } = block;
  let { read, spaced, lineStart, next: i } = block;
  for (; i < text.length && read < BLOCK; i++) {
    const at = i;
    let code = text.charCodeAt(i);
    const plain = code < 128 ? plainCodes[code]! : 0;
    if (plain !== 0) {
      code = plain;
      spaced = false;
      lineStart = false;
    } else {
      if (code === ESCAPE) {
        i = endOfAnsi(text, i);
        continue;
      }
      if (code === BACKSLASH) {
        const escaped = escapedCode(text, i);
        if (escaped !== undefined) {
          code = escaped;
          i = endOfCharacter(text, i) - 1;
        }
      }
      if (code === 10) {
        lineStart = true;
        if (joinLines) continue;
      }
      const space = code <= SPACE || code === 160 || (code >= 0x2500 && code <= 0x257f) || code === 0xfeff;
      if (space || (lineStart && (code === 62 || code === 124))) {
        // Several spaces, a line break with its indent, a quote mark `>` or a frame `|`: one space.
        if (spaced || (joinLines && lineStart)) continue;
        spaced = true;
        code = SPACE;
      } else {
        spaced = false;
        lineStart = false;
        // Typographic quotes count as plain ones.
        if (code === 0x2018 || code === 0x2019) code = 39;
        else if (code === 0x201c || code === 0x201d) code = 34;
        else code = code > 127 ? 128 : plainCodes[code] || code;
      }
    }
    codes[read] = code;
    starts[read] = at;
    read++;
  }
  block.read = read;
  block.spaced = spaced;
  block.lineStart = lineStart;
  block.next = i;
}

/** Characters as they were read: what they say, and where each began in the text. */
interface Block {
  readonly text: string;
  readonly joinLines: boolean;
  readonly codes: Uint8Array;
  readonly starts: Int32Array;
  readonly hits: Hit[];
  /** How often each literal was found so far. */
  readonly found: Uint16Array;
  /** Offset of the next character of the text, and number of those that are in the block. */
  next: number;
  read: number;
  /** True behind a space, and where nothing but white space stands before on the line. */
  spaced: boolean;
  lineStart: boolean;
}

/** Characters that stand for themselves, letters in lower case; 0 for those that need a closer look. */
const plainCodes = new Uint8Array(128);
for (let code = SPACE + 1; code < 127; code++) {
  if (code === BACKSLASH || code === 62 || code === 124) continue;
  plainCodes[code] = code >= 65 && code <= 90 ? code + 32 : code;
}

/** What an escape of JSON or of a repr stands for; undefined when the backslash at `at` is only a backslash. */
function escapedCode(text: string, at: number): number | undefined {
  switch (text.charCodeAt(at + 1)) {
    case 110:
      return 10;
    case 114:
    case 116:
      return SPACE;
    case 34:
    case 39:
    case 47:
    case BACKSLASH:
      return text.charCodeAt(at + 1);
    case 117: {
      const code = Number.parseInt(text.slice(at + 2, at + 6), 16);
      return code >= 0 ? code : undefined;
    }
    default:
      return undefined;
  }
}

/** Where the character that begins at `at` ends: escapes are longer. */
function endOfCharacter(text: string, at: number): number {
  if (text.charCodeAt(at) !== BACKSLASH || escapedCode(text, at) === undefined) return at + 1;
  return Math.min(text.length, at + (text.charCodeAt(at + 1) === 117 ? 6 : 2));
}

/** The four characters that end at `end`, as one number. */
function wordAt(codes: Uint8Array, end: number): number {
  return codes[end - 3]! | (codes[end - 2]! << 8) | (codes[end - 1]! << 16) | (codes[end]! << 24);
}

/** Spreads the four characters over the table (Knuth's multiplicative hash). */
function hashOf(word: number): number {
  return Math.imul(word, 0x9e3779b1) >>> (32 - HASH_BITS);
}

function hashAt(codes: Uint8Array, end: number): number {
  return hashOf(wordAt(codes, end));
}

/** The offset of the last character of the escape sequence that starts at `start`. */
function endOfAnsi(text: string, start: number): number {
  const kind = text.charCodeAt(start + 1);
  if (kind === 91) {
    // CSI: parameters up to a letter. Longer than 32 characters is no colour.
    for (let i = start + 2; i < text.length && i < start + 34; i++) {
      const code = text.charCodeAt(i);
      if (code >= 64 && code <= 126) return i;
    }
    return start + 1;
  }
  if (kind === 93) {
    // OSC (links, titles): up to BEL or ESC \.
    for (let i = start + 2; i < text.length && i < start + 2048; i++) {
      const code = text.charCodeAt(i);
      if (code === 7) return i;
      if (code === ESCAPE) return i + 1;
    }
  }
  return start;
}

/** A piece of text as the scanner reads it: no colours, escapes undone, white space single. For windows, not for files. */
export function readable(piece: string): string {
  return (
    piece
      // eslint-disable-next-line no-control-regex
      .replace(/\u001b\[[0-9;?]{0,32}[@-~]/g, '')
      .replace(/\\u([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      .replace(/\\[nrt]/g, ' ')
      .replace(/\\(["'/\\])/g, '$1')
      .replace(/[\u2018\u2019]/g, "'")
      .replace(/[\u201c\u201d]/g, '"')
      .replace(/\s+/g, ' ')
  );
}
