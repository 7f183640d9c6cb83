/**
 * Reads DER: tags, lengths and the simple values inside them, with every length checked against its parent.
 * Our own because the ASN.1 library builds objects for everything: 45 to 115 ms for the 144 certificates of a system
 * bundle, where this takes about 5. The library is used where structures are written or decrypted (host/certificates).
 */

/** One element: its tag byte, and where its content starts and ends. */
export interface Element {
  readonly tag: number;
  readonly start: number;
  readonly from: number;
  readonly to: number;
}

/** Thrown inside pem/ for anything that is not DER; the public functions catch it. */
export class DerError extends Error {}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  enumerated: 0x0a,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The element at `at`, which must end before `limit`. Only definite lengths and low tag numbers: DER of X.509 has no others. */
export function elementAt(bytes: Uint8Array, at: number, limit: number): Element {
  if (at + 2 > limit) throw new DerError('truncated');
  const tag = bytes[at]!;
  if ((tag & 0x1f) === 0x1f) throw new DerError('high tag number');
  let length = bytes[at + 1]!;
  let from = at + 2;
  if (length & 0x80) {
    const count = length & 0x7f;
    if (count === 0 || count > 4 || from + count > limit) throw new DerError('bad length');
    length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + bytes[from++]!;
  }
  if (from + length > limit) throw new DerError('length runs out of its parent');
  return { tag, start: at, from, to: from + length };
}

/** The elements inside `parent`. Refuses more than `max`: nothing in a certificate has that many. */
export function children(bytes: Uint8Array, parent: Element, max = 1000): Element[] {
  const found: Element[] = [];
  for (let at = parent.from; at < parent.to; ) {
    if (found.length >= max) throw new DerError('too many elements');
    const element = elementAt(bytes, at, parent.to);
    found.push(element);
    at = element.to;
  }
  return found;
}

/** How many elements are inside `parent`, without keeping them. */
export function countChildren(bytes: Uint8Array, parent: Element): number {
  let count = 0;
  for (let at = parent.from; at < parent.to; count++) at = elementAt(bytes, at, parent.to).to;
  return count;
}

/** `element`, when it is there and has the tag. */
export function expect(element: Element | undefined, tag: number): Element {
  if (element?.tag !== tag) throw new DerError('unexpected tag');
  return element;
}

/** The whole input as one element; what follows it is ignored when `exact` is false (openssl appends nothing, but tools do). */
export function root(bytes: Uint8Array): Element {
  return elementAt(bytes, 0, bytes.length);
}

export function hex(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let i = from; i < to; i++) text += HEX[bytes[i]!]!;
  return text;
}
const HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0').toUpperCase());

/** An object identifier in dots. Parts above 2^53 are refused. */
export function oid(bytes: Uint8Array, element: Element): string {
  expect(element, TAG.oid);
  const parts: number[] = [];
  let part = 0;
  for (let i = element.from; i < element.to; i++) {
    const byte = bytes[i]!;
    part = part * 128 + (byte & 0x7f);
    if (part > Number.MAX_SAFE_INTEGER || element.to - element.from > 64)
      throw new DerError('object identifier too long');
    if (byte & 0x80) continue;
    if (parts.length === 0) {
      const first = Math.min(2, Math.floor(part / 40));
      parts.push(first, part - first * 40);
    } else parts.push(part);
    part = 0;
  }
  return parts.join('.');
}

/** A small non-negative INTEGER. */
export function smallInteger(bytes: Uint8Array, element: Element): number {
  expect(element, TAG.integer);
  if (element.to - element.from > 6 || element.to === element.from || bytes[element.from]! & 0x80)
    throw new DerError('bad integer');
  let value = 0;
  for (let i = element.from; i < element.to; i++) value = value * 256 + bytes[i]!;
  return value;
}

/** UTCTime or GeneralizedTime as ISO 8601 to the second. RFC 5280: years 50..99 of UTCTime are 19xx. */
export function time(bytes: Uint8Array, element: Element | undefined): string {
  if (!element) throw new DerError('no time');
  const written = ascii(bytes, element.from, element.to);
  let m: RegExpExecArray | null;
  let year: string;
  if (element.tag === TAG.utcTime) {
    m = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?Z$/.exec(written);
    year = m ? (Number(m[1]) >= 50 ? '19' : '20') + m[1]! : '';
  } else if (element.tag === TAG.generalizedTime) {
    m = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:\.\d{1,9})?Z$/.exec(written);
    year = m?.[1] ?? '';
  } else throw new DerError('not a time');
  if (!m) throw new DerError('bad time');
  const iso = `${year}-${m[2]}-${m[3]}T${m[4]}:${m[5]}:${m[6] ?? '00'}Z`;
  if (Number.isNaN(Date.parse(iso))) throw new DerError('no such date');
  return iso;
}

/** Bytes as Latin-1 text. */
export function ascii(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let i = from; i < to; i++) text += String.fromCharCode(bytes[i]!);
  return text;
}

/** Any of the string types of ASN.1 as text. Bytes that are not valid UTF-8 are read as Latin-1, as OpenSSL's printing does for T61String. */
export function text(bytes: Uint8Array, element: Element): string {
  const { from, to } = element;
  switch (element.tag & 0x1f) {
    case 0x0c:
      return utf8(bytes, from, to);
    case 0x1e: {
      let out = '';
      for (let i = from; i + 1 < to; i += 2) out += String.fromCharCode(bytes[i]! * 256 + bytes[i + 1]!);
      return out;
    }
    case 0x1c: {
      let out = '';
      for (let i = from; i + 3 < to; i += 4) {
        const code = ((bytes[i]! * 256 + bytes[i + 1]!) * 256 + bytes[i + 2]!) * 256 + bytes[i + 3]!;
        out += code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
      }
      return out;
    }
    default:
      return ascii(bytes, from, to);
  }
}

function utf8(bytes: Uint8Array, from: number, to: number): string {
  let plain = true;
  for (let i = from; i < to && plain; i++) plain = bytes[i]! < 0x80;
  if (plain) return ascii(bytes, from, to);
  let escaped = '';
  for (let i = from; i < to; i++) escaped += '%' + HEX[bytes[i]!]!;
  try {
    return decodeURIComponent(escaped);
  } catch {
    return ascii(bytes, from, to);
  }
}
