/** A strict and small reader of DER (X.690): enough for what node:crypto does not tell about certificates. */

/** One element: `tag` is the identifier octet, `value` its contents, `raw` with the header. */
export interface DerNode {
  readonly tag: number;
  readonly value: Buffer;
  readonly raw: Buffer;
}

/** Raised for anything that is not DER; never leaves the folder, callers turn it into "cannot be read". */
export class DerError extends Error {}

/** Reads the element at `offset`. */
export function readDer(bytes: Buffer, offset = 0): DerNode {
  if (offset + 2 > bytes.length) throw new DerError('truncated');
  const tag = bytes[offset]!;
  if ((tag & 0x1f) === 0x1f) throw new DerError('long tag');
  let length = bytes[offset + 1]!;
  let start = offset + 2;
  if (length === 0x80) throw new DerError('indefinite length');
  if (length > 0x80) {
    const size = length & 0x7f;
    if (size > 4 || start + size > bytes.length) throw new DerError('bad length');
    length = bytes.readUIntBE(start, size);
    start += size;
  }
  if (start + length > bytes.length) throw new DerError('truncated');
  return { tag, value: bytes.subarray(start, start + length), raw: bytes.subarray(offset, start + length) };
}

/** The elements inside a constructed one. */
export function children(node: DerNode | Buffer): DerNode[] {
  const bytes = Buffer.isBuffer(node) ? node : node.value;
  const found: DerNode[] = [];
  for (let at = 0; at < bytes.length; ) {
    const child = readDer(bytes, at);
    found.push(child);
    at += child.raw.length;
  }
  return found;
}

/** `1.2.840.…` of an OBJECT IDENTIFIER. */
export function objectIdentifier(node: DerNode): string {
  if (node.tag !== 0x06 || node.value.length === 0) throw new DerError('not an object identifier');
  const numbers: number[] = [];
  let number = 0;
  for (const byte of node.value) {
    number = number * 128 + (byte & 0x7f);
    if (byte & 0x80) continue;
    if (numbers.length === 0) {
      const first = Math.min(2, Math.floor(number / 40));
      numbers.push(first, number - first * 40);
    } else numbers.push(number);
    number = 0;
  }
  return numbers.join('.');
}

/** UTCTime or GeneralizedTime in milliseconds. */
export function time(node: DerNode): number {
  const text = node.value.toString('latin1');
  const match =
    node.tag === 0x17
      ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text)
      : node.tag === 0x18
        ? /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/.exec(text)
        : null;
  if (!match) throw new DerError('not a time');
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [
    number, number, number, number, number, number,
  ];
  const full = node.tag === 0x17 ? (year < 50 ? 2000 + year : 1900 + year) : year;
  return Date.UTC(full, month - 1, day, hour, minute, second);
}
