/** Writes bytes as a PEM block, without making a string of them: strings cannot be wiped. */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const codes = Uint8Array.from(alphabet, (c) => c.charCodeAt(0));
const newline = 0x0a;
const padding = 0x3d;

/** `der` as the ASCII bytes of a PEM block with lines of 64 characters, ending in a newline. */
export function encodePem(label: string, der: Uint8Array): Uint8Array {
  const begin = `-----BEGIN ${label}-----\n`;
  const end = `-----END ${label}-----\n`;
  const digits = Math.ceil(der.length / 3) * 4;
  const out = new Uint8Array(begin.length + digits + Math.ceil(digits / 64) + end.length);
  let at = 0;
  const put = (text: string) => {
    for (let i = 0; i < text.length; i++) out[at++] = text.charCodeAt(i);
  };
  put(begin);
  for (let i = 0, column = 0; i < der.length; i += 3) {
    const left = der.length - i;
    const group = (der[i]! << 16) | ((der[i + 1] ?? 0) << 8) | (der[i + 2] ?? 0);
    out[at++] = codes[group >> 18]!;
    out[at++] = codes[(group >> 12) & 63]!;
    out[at++] = left > 1 ? codes[(group >> 6) & 63]! : padding;
    out[at++] = left > 2 ? codes[group & 63]! : padding;
    column += 4;
    if (column === 64 || left <= 3) {
      out[at++] = newline;
      column = 0;
    }
  }
  put(end);
  return out;
}
