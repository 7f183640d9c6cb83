/** Messages of real drivers print the connection string; ours must not carry its password. */

/** The connection string with `<credentials>` for everything before its last `@`: an unescaped password may hold any character. */
export function withoutUser(uri: string): string {
  const at = uri.lastIndexOf('@');
  const start = uri.indexOf('://');
  return at < 0 ? uri : `${start < 0 ? '' : uri.slice(0, start + 3)}<credentials>${uri.slice(at)}`;
}

/** A part of the connection string, unless an `@` follows it: then it may be a part of a password. */
export function unlessSecret(uri: string, part: string): string {
  return uri.lastIndexOf('@') > uri.indexOf(part) ? '<credentials>' : part;
}

/**
 * Takes the pieces of a password with unescaped characters out of a text: a driver that splits such a string wrongly prints a piece of
 * it as a port, a database or an option.
 */
export function withoutPieces(uri: string, text: string): string {
  const start = uri.indexOf('://');
  const colon = uri.indexOf(':', start + 3);
  const at = uri.lastIndexOf('@');
  if (start < 0 || colon < 0 || at < colon) return text;
  const password = uri.slice(colon + 1, at);
  // A well-formed password is never taken for something else.
  if (!/[/?#@:,[\]]/.test(password)) return text;
  let clean = text;
  for (const piece of password.split(/[/?#@:,[\]&=;]+/))
    if (piece.length > 2) clean = clean.replaceAll(piece, '<credentials>');
  return clean;
}
