/**
 * Cuts a text into PEM blocks, tolerantly: Windows line ends, a byte order mark, `openssl -text` before the block,
 * indentation, everything on one line, broken base64. What a strict reader would not take is reported with its place.
 *
 * Works on character codes (the bytes of a file, or the units of an editor's text), so that a private key never
 * becomes a string: strings cannot be wiped.
 */
import type { BlockProblem } from '../facts';
import type { Span } from '../types';

export interface PemPart {
  readonly label: string;
  /** From the first dash to the last. */
  readonly span: Span;
  /** Between the BEGIN and the END line. */
  readonly body: Span;
  readonly line: number;
  /** Proc-Type header of the old key encryption. */
  readonly encrypted: boolean;
  /** The decoded body; fewer bytes than meant when the base64 is broken. The caller wipes it when it is a key. */
  readonly der: Uint8Array;
  /** False when the base64 is broken or the end is missing. */
  readonly whole: boolean;
}

/** Blocks above this number are not read: a system bundle has 150. */
const maxBlocks = 5000;

const dash = 0x2d;

/** Cuts `codes` (bytes or UTF-16 units) into PEM parts. Linear time. Never throws. */
export function splitPem(codes: ArrayLike<number>): {
  readonly parts: readonly PemPart[];
  readonly problems: readonly BlockProblem[];
} {
  const parts: PemPart[] = [];
  const problems: BlockProblem[] = [];
  const lines = lineCounter(codes);
  if (codes[0] === 0xfeff || (codes[0] === 0xef && codes[1] === 0xbb && codes[2] === 0xbf))
    problems.push({ id: 'byte-order-mark', span: { start: 0, end: codes[0] === 0xfeff ? 1 : 3 }, line: 1 });

  let begin = findMarker(codes, 'BEGIN', 0);
  // Kept from block to block: looking for the end anew would take quadratic time where ends are missing.
  let end = begin && findMarker(codes, 'END', begin.span.end);
  while (begin) {
    if (parts.length >= maxBlocks) {
      problems.push({ id: 'too-many-blocks', span: begin.span, line: lines.at(begin.span.start) });
      break;
    }
    const { label } = begin;
    const line = lines.at(begin.span.start);
    if (end && end.span.start < begin.span.end) end = findMarker(codes, 'END', begin.span.end);
    const next: Marker | undefined = findMarker(codes, 'BEGIN', begin.span.end);
    const ended = end && (!next || end.span.start < next.span.start) ? end : undefined;
    const body = { start: begin.span.end, end: ended?.span.start ?? next?.span.start ?? codes.length };
    const span = { start: begin.span.start, end: ended?.span.end ?? trimmedEnd(codes, body) };
    const lead = indentation(codes, begin.span.start);
    if (lead === 'spaces') problems.push({ id: 'indented', span, line, label });
    if (
      lead === 'text' ||
      !endsLine(codes, begin.span.end) ||
      (ended && indentation(codes, ended.span.start) === 'text')
    )
      problems.push({ id: 'one-line', span, line, label });
    if (!ended) problems.push({ id: 'no-end', span, line, label });
    else if (ended.label !== label)
      problems.push({ id: 'end-differs', span: ended.span, line: lines.at(ended.span.start), label });
    const { from, encrypted } = skipHeaders(codes, body);
    const decoded = decodeBase64(codes, from, body.end);
    // A block without its end is broken there; what follows it is not base64 and not worth a second report.
    if (decoded.bad && ended)
      problems.push({ id: 'bad-base64', span: decoded.bad, line: lines.at(decoded.bad.start), label });
    parts.push({
      label,
      span,
      body,
      line,
      encrypted,
      der: decoded.bytes,
      whole: !decoded.bad && ended !== undefined,
    });
    begin = next;
  }
  return { parts, problems };
}

interface Marker {
  readonly label: string;
  readonly span: Span;
}

/** The next `-----BEGIN LABEL-----` or `-----END LABEL-----` from `from` on. */
function findMarker(codes: ArrayLike<number>, word: 'BEGIN' | 'END', from: number): Marker | undefined {
  const opening = '-----' + word + ' ';
  for (let at = indexOfDash(codes, from); at >= 0; at = indexOfDash(codes, at + 1)) {
    if (!matches(codes, at, opening)) continue;
    const labelFrom = at + opening.length;
    let to = labelFrom;
    while (to < codes.length && to - labelFrom < 64 && isLabelCharacter(codes[to]!) && codes[to] !== dash)
      to++;
    if (to === labelFrom || !matches(codes, to, '-----')) continue;
    let label = '';
    for (let i = labelFrom; i < to; i++) label += String.fromCharCode(codes[i]!);
    return { label, span: { start: at, end: to + 5 } };
  }
  return undefined;
}

function indexOfDash(codes: ArrayLike<number>, from: number): number {
  if (codes instanceof Uint8Array) return codes.indexOf(dash, from);
  for (let i = from; i < codes.length; i++) if (codes[i] === dash) return i;
  return -1;
}

function matches(codes: ArrayLike<number>, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (codes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

function isLabelCharacter(code: number): boolean {
  return code >= 0x20 && code < 0x7f;
}

function isBlank(code: number | undefined): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d || code === 0x0b || code === 0x0c;
}

/** What stands before `at` on its line; a byte order mark is reported on its own. */
function indentation(codes: ArrayLike<number>, at: number): 'none' | 'spaces' | 'text' {
  let i = at - 1;
  while (i >= 0 && isBlank(codes[i]) && codes[i] !== 0x0d) i--;
  const before = codes[i];
  const startsLine =
    i < 0 || before === 0x0a || before === 0x0d || before === 0xfeff || (i === 2 && before === 0xbf);
  if (!startsLine) return 'text';
  return i === at - 1 ? 'none' : 'spaces';
}

function endsLine(codes: ArrayLike<number>, at: number): boolean {
  let i = at;
  while (isBlank(codes[i]) && codes[i] !== 0x0d) i++;
  return i >= codes.length || codes[i] === 0x0a || (codes[i] === 0x0d && codes[i + 1] === 0x0a);
}

function trimmedEnd(codes: ArrayLike<number>, body: Span): number {
  let end = body.end;
  while (end > body.start && (codes[end - 1] === 0x0a || isBlank(codes[end - 1]))) end--;
  return end;
}

/** RFC 1421 headers of an encrypted key (`Proc-Type: 4,ENCRYPTED`, `DEK-Info: …`): lines with a colon up to an empty line. */
function skipHeaders(codes: ArrayLike<number>, body: Span): { from: number; encrypted: boolean } {
  let from = body.start;
  let encrypted = false;
  for (let lines = 0; lines < 20; lines++) {
    let at = from;
    while (at < body.end && (codes[at] === 0x0a || isBlank(codes[at]))) at++;
    let colon = false;
    let to = at;
    for (; to < body.end && codes[to] !== 0x0a && to - at < 1000; to++) colon ||= codes[to] === 0x3a;
    if (!colon) return { from, encrypted };
    encrypted ||= matches(codes, at, 'Proc-Type:') && contains(codes, at, to, 'ENCRYPTED');
    from = to;
  }
  return { from, encrypted };
}

function contains(codes: ArrayLike<number>, from: number, to: number, text: string): boolean {
  for (let i = from; i + text.length <= to; i++) if (matches(codes, i, text)) return true;
  return false;
}

const digits = new Int8Array(128).fill(-1);
for (let i = 0; i < 64; i++)
  digits['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.charCodeAt(i)] = i;

/** Decodes base64, white space skipped. `bad`: the first place that is not base64, or the end when digits are missing. */
export function decodeBase64(
  codes: ArrayLike<number>,
  from: number,
  to: number,
): { bytes: Uint8Array; bad?: Span } {
  const bytes = new Uint8Array(Math.ceil(((to - from) * 3) / 4));
  let length = 0;
  let bits = 0;
  let held = 0;
  let padding = 0;
  let bad: Span | undefined;
  for (let i = from; i < to; i++) {
    const code = codes[i]!;
    if (code === 0x0a || isBlank(code)) continue;
    if (code === 0x3d) {
      padding++;
      continue;
    }
    const digit = code < 128 ? digits[code]! : -1;
    if (digit < 0 || padding > 0) {
      bad = { start: i, end: i + 1 };
      break;
    }
    held = ((held << 6) | digit) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = (held >> bits) & 0xff;
    }
  }
  // 6 bits left over: a digit alone. 2 or 4: one or two `=` complete the group.
  if (!bad && (bits === 6 || padding !== (bits === 4 ? 2 : bits === 2 ? 1 : 0)))
    bad = { start: Math.max(from, to - 1), end: to };
  const exact = bytes.slice(0, length);
  bytes.fill(0);
  return bad ? { bytes: exact, bad } : { bytes: exact };
}

/** Line numbers for offsets that mostly grow. */
function lineCounter(codes: ArrayLike<number>): { at(offset: number): number } {
  let position = 0;
  let line = 1;
  return {
    at(offset) {
      for (; position < offset; position++) if (codes[position] === 0x0a) line++;
      for (; position > offset; position--) if (codes[position - 1] === 0x0a) line--;
      return line;
    },
  };
}
