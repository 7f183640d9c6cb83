/** Base64 as Kubernetes writes it: the core has no platform to ask. */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const digits = new Map([...alphabet].map((c, i) => [c, i]));

/** The text that `encoded` (white space allowed) stands for; undefined when it is no base64 of printable UTF-8. */
export function decodeBase64(encoded: string): string | undefined {
  const clean = encoded.replace(/\s+/g, '').replace(/=+$/, '');
  if (clean.length === 0 || clean.length % 4 === 1) return undefined;
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const c of clean) {
    const digit = digits.get(c);
    if (digit === undefined) return undefined;
    bits = ((bits << 6) | digit) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push((bits >> count) & 0xff);
    }
  }
  try {
    const text = decodeURIComponent(bytes.map((b) => '%' + b.toString(16).padStart(2, '0')).join(''));
    return /[\0-\x08\x0e-\x1f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
