/**
 * Finds many literals in one pass over a text (Aho and Corasick, 1975): the time grows with the text and the number
 * of places found, never with the number of literals. Reads through what terminals and loggers do to a text: colours,
 * JSON escapes, quote marks at the start of lines, white space and line breaks in the middle.
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
   * All places of all literals. `joinLines`: a line break is nothing instead of a space, for texts that a terminal
   * has cut in the middle of a word. At most `limit` hits are returned per literal, the first ones.
   */
  scan(text: string, options?: { readonly joinLines?: boolean; readonly limit?: number }): readonly Hit[];
}

const SPACE = 32;
const BACKSLASH = 92;
const ESCAPE = 27;
/** Longer than any literal; a power of two, so that a position wraps with a mask. */
const RING = 512;

/** Lower-case literals with single spaces. */
export function createScanner(literals: readonly string[]): Scanner {
  const classOf = new Uint8Array(128);
  let classes = 1;
  for (const literal of literals) {
    if (literal.length >= RING) throw new RangeError('a literal is too long');
    for (let i = 0; i < literal.length; i++) {
      const code = literal.charCodeAt(i);
      if (code > 127) throw new RangeError(`a literal has a character beyond ASCII: ${literal}`);
      if (classOf[code] === 0) classOf[code] = classes++;
    }
  }
  for (let code = 65; code <= 90; code++) classOf[code] = classOf[code + 32]!;

  // A trie in one table: row = node, column = class of the character.
  let size = 1;
  for (const literal of literals) size += literal.length;
  const next = new Int32Array(size * classes);
  const ends: number[][] = [[]];
  let nodes = 1;
  literals.forEach((literal, number) => {
    let node = 0;
    for (let i = 0; i < literal.length; i++) {
      const at = node * classes + classOf[literal.charCodeAt(i)]!;
      if (next[at] === 0) {
        next[at] = nodes++;
        ends.push([]);
      }
      node = next[at]!;
    }
    ends[node]!.push(number);
  });
  // Breadth first: a missing edge becomes the edge of the longest proper suffix, so that scanning never goes back.
  const fail = new Int32Array(nodes);
  const queue: number[] = [];
  for (let c = 1; c < classes; c++) if (next[c] !== 0) queue.push(next[c]!);
  for (let head = 0; head < queue.length; head++) {
    const node = queue[head]!;
    const suffix = fail[node]!;
    if (ends[suffix]!.length > 0) ends[node] = [...ends[node]!, ...ends[suffix]!];
    for (let c = 1; c < classes; c++) {
      const at = node * classes + c;
      const child = next[at]!;
      if (child === 0) next[at] = next[suffix * classes + c]!;
      else {
        fail[child] = next[suffix * classes + c]!;
        queue.push(child);
      }
    }
  }

  return {
    scan(text, { joinLines = false, limit = 40 } = {}) {
      const hits: Hit[] = [];
      const found = new Uint16Array(literals.length);
      const starts = new Int32Array(RING);
      const afterLetter = new Uint8Array(RING);
      let letter = 0;
      let read = 0;
      let node = 0;
      let spaced = true;
      let lineStart = true;
      for (let i = 0; i < text.length; i++) {
        let code = text.charCodeAt(i);
        const at = i;
        if (code === ESCAPE) {
          i = endOfAnsi(text, i);
          continue;
        }
        if (code === BACKSLASH && i + 1 < text.length) {
          const after = text.charCodeAt(i + 1);
          if (after === 110 || after === 114 || after === 116) {
            // \n, \r, \t in a JSON string or a repr.
            code = after === 110 ? 10 : SPACE;
            i++;
          } else if (after === 34 || after === 39 || after === 47 || after === BACKSLASH) {
            code = after;
            i++;
          } else if (after === 117) {
            const escaped = Number.parseInt(text.slice(i + 2, i + 6), 16);
            if (escaped >= 0) {
              code = escaped;
              i += 5;
            }
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
        }
        // Typographic quotes count as plain ones.
        if (code === 0x2018 || code === 0x2019) code = 39;
        else if (code === 0x201c || code === 0x201d) code = 34;
        starts[read & (RING - 1)] = at;
        afterLetter[read & (RING - 1)] = letter;
        letter = (code | 32) >= 97 && (code | 32) <= 122 ? 1 : 0;
        read++;
        const kind = code < 128 ? classOf[code]! : 0;
        node = kind === 0 ? 0 : next[node * classes + kind]!;
        if (node !== 0) {
          const ended = ends[node]!;
          for (let e = 0; e < ended.length; e++) {
            const literal = ended[e]!;
            if (found[literal]! >= limit) continue;
            found[literal]!++;
            const first = (read - literals[literal]!.length) & (RING - 1);
            hits.push({ literal, start: starts[first]!, end: i + 1, insideWord: afterLetter[first] === 1 });
          }
        }
      }
      return hits;
    },
  };
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
