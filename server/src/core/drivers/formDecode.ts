/** Decoding of `application/x-www-form-urlencoded` text, as Python's `unquote_plus` and WHATWG's URLSearchParams do it. */

/** `+` is a space, `%XX` a byte of UTF-8; whatever cannot be decoded stays or becomes U+FFFD. Never throws. */
export function decodeForm(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  return spaced.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => {
        const byte = Number.parseInt(hex, 16);
        return byte < 0x80 ? String.fromCharCode(byte) : '\ufffd';
      });
    }
  });
}
