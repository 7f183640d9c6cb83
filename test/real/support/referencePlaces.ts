/** URIs, option keys and flags of a file as its reference parser sees them, next to what the finder says. */
import ts from 'typescript';
import { parseUri } from '../../../server/src/core/uri/parseUri';
import { sitesOf } from '../../support/sites';
import { parseAll, referenceOf, type Range, type Reference, type Seen } from './references';

/** What is compared: where URIs stand, where names of options stand, where flags of programs stand. */
export interface Places {
  readonly uris: readonly Range[];
  /** Every name that is given a value. */
  readonly keys: readonly Range[];
  /** Those of them that are names of TLS options. */
  readonly options: readonly Range[];
  readonly flags: readonly Range[];
}

/** Names of TLS options in any language; `enabled`, `mode` and such count below a `tls` or `ssl`. */
const optionName =
  /^(?:(?:use)?(?:tls|ssl)$|tls[A-Z_]\w+|ssl[A-Z_]\w+|UseTls|UseSsl|AllowInsecureTls|VerifySslCertificate|CheckCertificateRevocation|EnabledSslProtocols|ServerCertificateValidationCallback|ClientCertificates|InsecureSkipVerify|SetTLSConfig|invalidHostNameAllowed|checkServerIdentity|rejectUnauthorized|allow_invalid_\w+|weak_cert_validation|pem_file|ca_file|crl_file|ca_file_path|cert_key_file_path|tls_opts|SSL_\w+|verify|insecure_skip_verify)$/;
/** Containers of options and calls that take them all: no options themselves. */
const container =
  /^(?:ssl_opts|sslSettings|ssl_options|tlsOptions|tls_options|tlsConfig|NODE_TLS_REJECT_UNAUTHORIZED)$/i;
const below =
  /(?:^|[._-])(?:tls|ssl)[._-](?:enabled|mode|ca|cafile|certificatekeyfile|pemkeyfile|allow\w+|bundle|insecure|\w+)$/i;
const flag = /--?-?(?:tls|ssl)\w*/g;
/** `\\:` is how a .properties file may write a colon; an escaped quote ends a URI. */
const connection = /mongodb(?:\+srv)?\\?:\/\/(?:\\(?!["'])|\{\{.*?\}\}|[^\s"'`<>\\]|(?="\$\{))+/g;
/** `mongodb://` and `mongodb+srv://` in base64, as a Kubernetes secret holds them. */
const encoded = /^(?:bW9uZ29kYjov|bW9uZ29kYitzcnY6)/;
/** A text that runs a program of MongoDB's. */
const command = /\b(?:mongo(?:sh|d|s|dump|restore|export|import|stat|top|files)?|atlas)\b.*\s/;

/** Other products on the same line: their options are not ours. */
export const otherProduct =
  /redis|postgres|\bpg\b|mysql|mariadb|kafka|smtp|mail|elastic|rabbit|amqp|ldap|grpc|https?\b|curl|nginx|server\.|ingress|axios|requests|influx|nats|vault|minio|memcached|cassandra|messaging/i;

/** A value that is none. */
const unset = /^["']?\s*[=:]\s*(?:None|null|~)?[ \t]*(?:[,#\n]|$)/;
/** What is said to people is no connection, nor what a program of the user's own is given. */
const said =
  /(?<![./-])\b(?:print(?:ln|f)?|console\.log|log|info|warn|error|echo|puts|say|Write-Host)\b["']?[ (]|\/usr\/local\/bin\/check-/;

const lineOf = (text: string, at: number): string =>
  text.slice(
    text.lastIndexOf('\n', at - 1) + 1,
    (text.indexOf('\n', at) + text.length + 1) % (text.length + 1),
  );

/** The content of a literal: without prefix and quotes. */
function content(text: string, [start, end]: Range): Range {
  const raw = text.slice(start, end);
  const lead =
    /^(?:[rR]"\w*-*\(|\[=*\[|[a-zA-Z$@]{0,3}(?:"""|'''|["'`])|[rR]#*"|%[qQ]?[({[]|~[sS]?(?:"""|[("'])|q[qw]?[({])/.exec(
      raw,
    )?.[0] ?? '';
  const tail =
    lead === '' ? '' : (/(?:\)\w*"|\]=*\]|"""|'''|"#+|["'`)}\]])$/.exec(raw.slice(lead.length))?.[0] ?? '');
  return [start + lead.length, end - tail.length];
}

/** A pattern, a bare scheme or a question (`startsWith`) is no connection; a scheme joined with something is. */
function isConnection(text: string, [start, end]: Range, after: number): boolean {
  const value = text.slice(start, end).trimStart();
  if (/^mongodb(?:\+srv)?:\/\/[^(\s]/.test(value)) return true;
  if (/\(str\s+"$/.test(text.slice(0, start))) return /^mongodb(?:\+srv)?:\/\/$/.test(value);
  return (
    /^mongodb(?:\+srv)?:\/\/$/.test(value) &&
    /^\)?\s*(?:\+\+?|%|\.\.|\.|&|<>|\^|~|,|\*)\s*[^)]/.test(text.slice(after, after + 12))
  );
}

function places(text: string, seen: Seen, kind: Reference['kind']): Places {
  const commented = (at: number): boolean => seen.comments.some(([a, b]) => a <= at && at < b);
  const keys = seen.keys.map(([a, b]): Range => [a, b]);
  const options = seen.keys
    .filter(([a, b, where]) => {
      const name = text.slice(a, b);
      if (commented(a) || container.test(name) || where === '?' || unset.test(text.slice(b, b + 40)))
        return false;
      const product = otherProduct.test(where ?? '') || otherProduct.test(lineOf(text, a));
      return !product && (optionName.test(name) || below.test(where ?? name));
    })
    .map(([a, b]): Range => [a, b]);
  const within =
    kind === 'program'
      ? seen.strings
      : [...seen.strings, ...seen.values.filter((v): v is Range => typeof v !== 'string')];
  const uris: Range[] = [];
  const flags: Range[] = [];
  if (kind === 'program') {
    for (const s of within) {
      const c = content(text, s);
      if (isConnection(text, c, s[1])) {
        const lead = /^\s*/.exec(text.slice(...c))![0].length;
        uris.push([c[0] + lead, c[0] + text.slice(...c).trimEnd().length]);
      } else if (command.test(text.slice(...c)))
        for (const m of text.slice(...c).matchAll(connection))
          uris.push([c[0] + m.index, c[0] + m.index + m[0].length]);
    }
  } else
    for (const m of text.matchAll(connection)) {
      // A parser that gives nothing but values: only there.
      const value =
        seen.values.length === 0 ||
        seen.comments.length + seen.keys.length > 0 ||
        within.some(([a, b]) => a <= m.index && m.index < b);
      if (value && !commented(m.index)) uris.push([m.index, m.index + m[0].length]);
    }
  for (const v of within) if (encoded.test(text.slice(...v))) uris.push(v);
  for (const m of text.matchAll(flag)) {
    const inside =
      kind === 'program' ? within.some(([a, b]) => a <= m.index && m.index < b) : !commented(m.index);
    if (
      inside &&
      !otherProduct.test(lineOf(text, m.index)) &&
      !said.test(lineOf(text, m.index)) &&
      /[\s"'`,=(\[}]|^$/.test(text.charAt(m.index - 1))
    )
      flags.push([m.index + /^-+/.exec(m[0])![0].length, m.index + m[0].length]);
  }
  return { uris, keys, options, flags };
}

/** What the finder says of a text. */
export function foundPlaces(file: string, text: string): Places {
  const sites = sitesOf(file, text).filter((s) => !s.context || s.context === 'code' || s.context === 'test');
  const uris = sites.flatMap((s): Range[] =>
    s.uri && parseUri(s.uri.mapped) ? [[s.uri.span.start, s.uri.span.end]] : [],
  );
  const written = sites.flatMap((s) => s.options);
  const named = written
    .filter((o) => o.place !== 'flag' && o.place !== 'uri')
    .map((o): Range => [o.nameSpan.start, o.nameSpan.end]);
  return {
    uris,
    keys: named,
    options: named,
    flags: written
      .filter((o) => o.place === 'flag' && /^(?:tls|ssl)/.test(o.name))
      .map((o): Range => [o.nameSpan.start, o.nameSpan.end]),
  };
}

// -- documents: blocks in languages of their own ---------------------------------------------------------------------

const byName: Readonly<Record<string, readonly [parser: string, kind: Reference['kind']]>> = {
  python: ['python', 'program'],
  py: ['python', 'program'],
  js: ['typescript:js', 'program'],
  javascript: ['typescript:js', 'program'],
  ts: ['typescript:ts', 'program'],
  typescript: ['typescript:ts', 'program'],
  java: ['java', 'program'],
  go: ['go', 'program'],
  ruby: ['ruby', 'program'],
  php: ['php', 'program'],
  csharp: ['csharp', 'program'],
  yaml: ['yaml', 'text'],
  yml: ['yaml', 'text'],
  json: ['json', 'text'],
  toml: ['toml', 'text'],
  ini: ['ini', 'text'],
  properties: ['properties', 'text'],
  bash: ['bash', 'text'],
  sh: ['bash', 'text'],
  shell: ['bash', 'text'],
  console: ['bash', 'text'],
};

/** A part of a document: its text, and where each of its characters stands. */
interface Part {
  readonly parser: string | undefined;
  readonly kind: Reference['kind'];
  readonly text: string;
  readonly at: readonly number[];
}

/** A part without the indentation that its lines share and without prompts. */
function part(language: string, text: string, range: Range): Part {
  const lines = text.slice(...range).split('\n');
  const indents = lines.filter((l) => l.trim() !== '').map((l) => /^[ \t]*/.exec(l)![0].length);
  const indent = Math.min(...indents, 80);
  const prompted = lines.some((l) => /^\s*>>> /.test(l));
  const out: string[] = [];
  const at: number[] = [];
  let start = range[0];
  for (const line of lines) {
    const cut = prompted ? Math.min(indent + 4, line.length) : Math.min(indent, line.length);
    out.push(line.slice(cut));
    for (let i = cut; i <= line.length; i++) at.push(start + i);
    start += line.length + 1;
  }
  const [parser, kind] = byName[prompted ? 'python' : language] ?? [undefined, 'text'];
  return { parser, kind, text: out.join('\n'), at };
}

/** Code cells of a notebook; lines of magics and of the shell apart, for CPython does not know them. */
function cells(text: string): Part[] {
  const source = ts.parseJsonText('x.json', text);
  const parts: Part[] = [];
  const property = (node: ts.Node, name: string): ts.Expression | undefined =>
    ts.isObjectLiteralExpression(node)
      ? node.properties
          .filter(ts.isPropertyAssignment)
          .find((p) => ts.isStringLiteral(p.name) && p.name.text === name)?.initializer
      : undefined;
  const root = source.statements[0]!.expression;
  const list = property(root, 'cells');
  for (const cell of list && ts.isArrayLiteralExpression(list) ? list.elements : []) {
    const type = property(cell, 'cell_type');
    const code = property(cell, 'source');
    if (!type || !ts.isStringLiteral(type) || type.text !== 'code' || !code) continue;
    let python = '';
    let shell = '';
    const at: number[] = [];
    let magic = false;
    for (const line of ts.isArrayLiteralExpression(code) ? code.elements : [code]) {
      if (!ts.isStringLiteral(line)) continue;
      const decoded = line.text;
      for (let i = line.getStart(source) + 1, n = 0; n < decoded.length; n++) {
        at.push(i);
        i += text[i] === '\\' ? (text[i + 1] === 'u' ? 6 : 2) : 1;
      }
      if (/^%%(?:bash|sh)/.test(decoded)) magic = true;
      const isShell = magic || /^\s*[!%]/.test(decoded);
      const blank = decoded.replace(/[^\n]/g, ' ');
      python += isShell ? blank : decoded;
      shell += isShell ? decoded : blank;
    }
    at.push((at[at.length - 1] ?? 0) + 1);
    parts.push(
      { parser: 'python', kind: 'program', text: python, at },
      { parser: 'bash', kind: 'text', text: shell, at },
    );
  }
  return parts;
}

const nothing: Seen = { errors: 0, comments: [], strings: [], keys: [], values: [] };

/** The places of every text, by its reference; and how many faults the reference finds in it. */
export function referencePlaces(
  files: readonly { readonly file: string; readonly text: string }[],
): readonly (Places & { readonly errors: number })[] {
  const known = files.map((f) => referenceOf(f.file)!);
  const whole = parseAll(
    files.map((f, i) => [known[i]!.parser === 'notebook' ? 'none' : known[i]!.parser, f.text]),
  );
  const parts = files.map((f, i): readonly Part[] => {
    const { kind, parser } = known[i]!;
    if (kind !== 'document') return [];
    if (parser === 'notebook') return cells(f.text);
    const { strings, values } = whole[i]!;
    if (parser.startsWith('scripts:'))
      return strings.map((r) => ({
        parser: 'typescript:ts',
        kind: 'program',
        text: f.text.slice(...r),
        at: Array.from({ length: r[1] - r[0] + 1 }, (_, n) => r[0] + n),
      }));
    return strings.map((r, n) => part(String(values[n] ?? ''), f.text, r));
  });
  const flat = parts.flat();
  const inner = parseAll(flat.map((p) => [p.parser ?? 'none', p.text]));
  let next = 0;
  return files.map((f, i) => {
    if (known[i]!.kind !== 'document')
      return { ...places(f.text, whole[i]!, known[i]!.kind), errors: whole[i]!.errors };
    const of = parts[i]!.map((p) => {
      const seen = inner[next++] ?? nothing;
      const back = (rs: readonly Range[]): Range[] => rs.map(([a, b]) => [p.at[a]!, (p.at[b - 1] ?? 0) + 1]);
      const found = places(p.text, seen, p.kind);
      return {
        uris: back(found.uris),
        keys: back(found.keys),
        options: back(found.options),
        flags: back(found.flags),
        errors: seen.errors,
      };
    });
    return {
      uris: of.flatMap((o) => o.uris),
      keys: of.flatMap((o) => o.keys),
      options: of.flatMap((o) => o.options),
      flags: of.flatMap((o) => o.flags),
      errors: whole[i]!.errors + of.reduce((n, o) => n + o.errors, 0),
    };
  });
}
