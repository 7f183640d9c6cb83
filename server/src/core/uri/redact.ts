/** Removes secrets from any text before it is shown, logged or reported. */
import { maskOption } from './secrets';

const uriPattern = /\bmongodb(?:\+srv)?:\/\/[^\s"'`<>|\\]+/gi;

/** A URI as people may see it: the password and secret options are `****`. */
export function redactUri(uri: string): string {
  const scheme = /^mongodb(?:\+srv)?:\/\//i.exec(uri);
  if (!scheme) return uri;
  let rest = uri.slice(scheme[0].length);
  // Up to the last @ before the options: a password may hold unescaped / and @.
  const query = rest.search(/\?[\w.]*=/);
  const limit = query < 0 ? rest.length : query;
  const at = rest.lastIndexOf('@', limit);
  if (at >= 0) {
    const colon = rest.slice(0, at).indexOf(':');
    if (colon >= 0) rest = rest.slice(0, colon + 1) + '****' + rest.slice(at);
  } else {
    rest = rest.replace(/^([^/?,[\]:]*:)(?!\d*(?:[/?,]|$))[^/?,]*/, '$1****');
  }
  return (
    scheme[0] +
    rest.replace(
      /([?&;])([\w.]+)=([^&;]*)/g,
      (_, sep: string, name: string, value: string) =>
        `${sep}${name}=${maskOption(name, value, () => '****')}`,
    )
  );
}

/** Any text: URIs, `name=value` and `name: "value"` pairs of secret options, PEM private keys. */
export function redactText(text: string): string {
  return text
    .replace(
      /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
      '-----PRIVATE KEY REMOVED-----',
    )
    .replace(uriPattern, (uri) => redactUri(uri))
    .replace(
      /\b(\w*(?:passphrase|password|passwd|pwd)\w*)(["']?\s*[:=]\s*)(["']?)([^\s"'&,;)}\]]+)\3/gi,
      '$1$2$3****$3',
    );
}
