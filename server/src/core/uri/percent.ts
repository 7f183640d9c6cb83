/** Percent-encoding as the connection-string specification has it. */

/** True when a `%` is not followed by two hex digits. */
export function hasBadEscape(text: string): boolean {
  return /%(?![0-9A-Fa-f]{2})/.test(text);
}

/** Decodes; text with bad escapes or bad UTF-8 comes back as it is. */
export function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Encodes a value for the options part or the user information of a URI. */
export function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => '%' + c.charCodeAt(0).toString(16).toUpperCase(),
  );
}

/** Encodes a file path for the options part: readable, with `/` and `:` kept, which every driver takes literally there. */
export function encodePath(path: string): string {
  return encode(path).replaceAll('%2F', '/').replaceAll('%3A', ':');
}
