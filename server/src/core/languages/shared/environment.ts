/**
 * Environment variables that change TLS for a whole process, wherever a document sets them: Dockerfiles, .env files,
 * CI jobs, package scripts, program code.
 */
import type { Span } from '../../types';

export interface EnvironmentSetting {
  readonly name: string;
  /** As written, quotes removed; empty when it is set to nothing. */
  readonly value: string;
  /** Name and value with what joins them. */
  readonly span: Span;
}

/** Names that Node.js, OpenSSL, Python, Go and the JVM read. */
const names =
  'NODE_TLS_REJECT_UNAUTHORIZED|NODE_EXTRA_CA_CERTS|NODE_OPTIONS|SSL_CERT_FILE|SSL_CERT_DIR|OPENSSL_CONF|PYTHONHTTPSVERIFY|GODEBUG|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|JAVA_OPTS';

/** Where one of the variables is named. */
export const environmentNames = new RegExp(`(?:${names})(?!\\w)`, 'g');
/** After the name: closing quote and bracket, `=`, `:`, `,` or white space, or a YAML `value:` line; then the value. */
const assignment =
  /^["'\]})]{0,3}[ \t]*(?:=(?![=>~])|:=|=>|:(?!-)|,|[ \t](?=[\w"'/-])|\r?\n[ \t]*["']?value["']?[ \t]*:|,?\s*["']value["']\s*:)[ \t]*(?:"((?:[^"\\\r\n]|\\.)*)"|'([^'\r\n]*)'|([^\s"',;})\]]+))?/;

/** What follows a value in a sentence and begins no command: `NODE_TLS_REJECT_UNAUTHORIZED=0 is dangerous`. */
const sentence =
  /^["'`]? (?:is|are|was|will|would|should|must|can(?:not)?|may|might|makes|means|turns|switches|disables|does|has|to|in|on|and|or|as|but|because|when|while|so|only|without|by|from|here|there|the|this|that)\b(?!-)/;

/** The settings of a document (comments left out), in order. Settings whose value is an expression are left out too. */
export function environmentSettings(doc: { readonly text: string }): readonly EnvironmentSetting[] {
  const { text } = doc;
  const found: EnvironmentSetting[] = [];
  for (const match of text.matchAll(environmentNames)) {
    const start = match.index;
    if (/[\w$]/.test(text[start - 1] ?? ' ')) continue;
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    if (/^\s*(?:#|\/\/|\*|;|--|<!--|::|rem\b)/i.test(text.slice(lineStart, start))) continue;
    const after = start + match[0].length;
    const rest = assignment.exec(text.slice(after, after + 2000));
    if (!rest) continue;
    const value = rest[1] ?? rest[2] ?? rest[3] ?? '';
    // `process.env.X === '0'`, `$X`, `${X}` and calls read it, they do not set it.
    if (rest[3] !== undefined && /[($`{]|^[A-Za-z_][\w.]*$/.test(value) && !/^(?:true|false)$/.test(value))
      continue;
    if (/[=!]=[ \t]*$/.test(rest[0])) continue;
    if (sentence.test(text.slice(after + rest[0].length, after + rest[0].length + 16))) continue;
    found.push({ name: match[0], value, span: { start, end: after + rest[0].length } });
  }
  return found;
}

/** The settings as a record, for a site's `environment`; undefined when there are none. The last one wins. */
export function environmentOf(doc: { readonly text: string }): Readonly<Record<string, string>> | undefined {
  const settings = environmentSettings(doc);
  if (settings.length === 0) return undefined;
  return Object.fromEntries(settings.map((s) => [s.name, s.value]));
}
