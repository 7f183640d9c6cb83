/** Which options of a connection name files, what for, and what is known of those files. */
import { fileFact, type FileFact, type FileFacts } from '../facts';
import { catalogueOption, meaning, optionsAbout } from '../model/meaning';
import type {
  DriverId,
  FactRequest,
  Facts,
  Outlook,
  RuleInput,
  SettingKey,
  SourceDocument,
  Span,
  WrittenOption,
} from '../types';
import { decode } from '../uri/percent';

export interface FileReference {
  readonly option: WrittenOption;
  /** As the driver gets it: decoded from a URI, not expanded. */
  readonly path: string;
  readonly role: FactRequest['role'];
  readonly base?: 'file';
  /** The path in the document, without quotes. */
  readonly span: Span;
  /** `contents`: the code reads the file itself and hands over what is in it. */
  readonly how: 'path' | 'contents';
}

const roles: Readonly<Partial<Record<SettingKey, FactRequest['role']>>> = {
  caFile: 'ca',
  certificateKeyFile: 'certificateKey',
  certificateFile: 'certificate',
  keyFile: 'key',
  crlFile: 'crl',
};

/** The files that a connection's options name by a path that can be read off the text. Unknown values are left out. */
export function fileReferences(outlook: Outlook, document: SourceDocument): readonly FileReference[] {
  let byDocument = references.get(outlook);
  if (!byDocument) references.set(outlook, (byDocument = new WeakMap()));
  let found = byDocument.get(document);
  if (!found) byDocument.set(document, (found = findReferences(outlook, document)));
  return found;
}

/** Thirty rules ask for the same references. An outlook may outlive the text in which it was made. */
const references = new WeakMap<Outlook, WeakMap<SourceDocument, readonly FileReference[]>>();

function findReferences(outlook: Outlook, document: SourceDocument): readonly FileReference[] {
  const found: FileReference[] = [];
  for (const option of outlook.options) {
    if (outlook.site.dropped?.includes(option.name)) continue;
    const role = roleOf(outlook, option);
    if (!role || isFolderOption(option.name)) continue;
    const written = document.text.slice(option.valueSpan.start, option.valueSpan.end);
    if (option.value.known) {
      const { value } = option.value;
      if (typeof value !== 'string' || !takesPath(outlook, option)) continue;
      const path = option.place === 'uri' ? decodeForDriver(value, outlook.driver?.id) : value;
      found.push({ option, path, role, span: insideQuotes(option.valueSpan, written), how: 'path' });
      continue;
    }
    const call = readCall(written);
    if (!call || call.reads === takesPath(outlook, option)) continue;
    const start = option.valueSpan.start + call.at;
    found.push({
      option,
      path: call.path,
      role,
      ...(call.fromFile ? { base: 'file' } : {}),
      span: { start, end: start + call.length },
      how: call.reads ? 'contents' : 'path',
    });
  }
  return found;
}

/** A reference with what is known of its file. */
export interface ReferencedFile {
  readonly reference: FileReference;
  readonly fact: FileFact;
}

/** The files of a connection of which something is known. Nothing when TLS is off: the driver reads none of them then. */
export function referencedFiles(
  input: Pick<RuleInput, 'outlook' | 'document' | 'facts'>,
): readonly ReferencedFile[] {
  const { outlook, document, facts } = input;
  if (outlook.tls.known && !outlook.tls.value) return [];
  const references = fileReferences(outlook, document);
  if (references.length === 0) return [];
  const before = referenced.get(facts);
  if (before?.references === references) return before.found;
  const found = references.flatMap((reference) => {
    const { path, role, base } = reference;
    if (pathForm(path)) return [];
    const fact = fileFact(facts, { kind: 'file', path, role, ...(base ? { base } : {}) });
    return fact ? [{ reference, fact }] : [];
  });
  if (facts.still) referenced.set(facts, { references, found });
  return found;
}

/** Thirty rules ask for the same files; answers do not change while one connection is judged. */
const referenced = new WeakMap<
  Facts,
  { readonly references: readonly FileReference[]; readonly found: readonly ReferencedFile[] }
>();

/** The PEM files of a connection that could be read: key stores are left out. */
export function readFiles(
  input: Pick<RuleInput, 'outlook' | 'document' | 'facts'>,
): readonly { readonly reference: FileReference; readonly fact: FileFacts }[] {
  return referencedFiles(input).flatMap(({ reference, fact }) =>
    fact.kind === 'file' && reference.role !== 'truststore' && reference.role !== 'pkcs12'
      ? [{ reference, fact }]
      : [],
  );
}

/** What keeps a path from being one, whatever is on the disk. */
export type PathForm = 'pemText' | 'fileUrl' | 'tilde' | 'variable' | 'quotes';

/** Drivers hand the text to open() as it is: nothing is expanded (run with PyMongo 4 and Node 5 to 7). */
export function pathForm(path: string): PathForm | undefined {
  if (/-----BEGIN /.test(path)) return 'pemText';
  if (/^file:\/\//i.test(path)) return 'fileUrl';
  if (/^~[\w.-]*[\\/]/.test(path)) return 'tilde';
  if (/^(?:\$(?:[A-Z_][A-Z0-9_]*|\{[A-Z_][A-Z0-9_]*\})|%[A-Z_][A-Z0-9_]*%)[\\/]/.test(path))
    return 'variable';
  if (/^(["']).*\1$/s.test(path) && path.length > 1) return 'quotes';
  return undefined;
}

/** A path that stands for another one until somebody fills it in. */
export function isPlaceholderPath(path: string): boolean {
  return (
    /[<>{}\ufffc]|\$\(|\.\.\./.test(path) ||
    /^\/?(?:absolute\/|full\/|some\/)?path\/to\//i.test(path) ||
    /^(?:\/|\.\/)?path\/(?:[\w-]+\/)?[\w.-]+$/i.test(path) ||
    /(?:^|[\\/_-])(?:your|my|change[-_]?me|example|placeholder|xxx+|todo)(?:$|[\\/._-])/i.test(path)
  );
}

function roleOf(outlook: Outlook, option: WrittenOption): FactRequest['role'] | undefined {
  const about = meaning(outlook, option);
  const role = about && roles[about.key];
  // Key stores, not PEM.
  if (/\.trustStore$/.test(option.name)) return role && 'truststore';
  if (/\.keyStore$|^pfx$/.test(option.name)) return role && 'pkcs12';
  // The server's own certificate: other usages are wanted of it.
  if (role === 'certificateKey' && outlook.driver?.id === 'mongod') return 'serverCertificate';
  // Beside a file with only the certificate (Node before 6.0) it needs to hold only the key.
  if (role === 'certificateKey' && optionsAbout(outlook, 'certificateFile').length > 0) return 'key';
  // Python's load_cert_chain takes the key from the certificate's file when it is given no other.
  if (
    role === 'certificate' &&
    pythonDrivers.has(outlook.driver?.id) &&
    !outlook.site.open &&
    optionsAbout(outlook, 'keyFile').length === 0
  )
    return 'certificateKey';
  return role;
}

const pythonDrivers: ReadonlySet<DriverId | undefined> = new Set(['pymongo', 'motor', 'mongoengine']);

/** Options that name a folder of certificates (`ca_dir`, `SSL_ca_path`), which is not looked into. */
function isFolderOption(name: string): boolean {
  return /(?:ca|cert)_?(?:dir|path)$/i.test(name);
}

/** False for options that take the contents of a file (`ca`, `cert` of Node's tls). */
function takesPath(outlook: Outlook, option: WrittenOption): boolean {
  const known = outlook.driver && catalogueOption(outlook.driver, option);
  return known ? known.type === 'path' : true;
}

/** Drivers whose option values keep `+`: all others read it as a space, as HTML forms do. */
const plusKept: ReadonlySet<DriverId> = new Set(['c', 'cxx', 'php', 'swift', 'rust', 'csharp', 'ruby']);

function decodeForDriver(raw: string, driver: DriverId | undefined): string {
  return decode(driver && !plusKept.has(driver) ? raw.replaceAll('+', ' ') : raw);
}

function insideQuotes(span: Span, written: string): Span {
  const m = /^[a-zA-Z@$]{0,2}("""|'''|["'`])/.exec(written);
  if (!m || !written.endsWith(m[1]!) || written.length < m[0].length + m[1]!.length) return span;
  return { start: span.start + m[0].length, end: span.end - m[1]!.length };
}

/** Calls that read a whole file, by the end of their name: Node, Python, Go, Ruby, PHP, Rust, Deno. */
const reading =
  /(?:readFileSync|readFile|readTextFileSync|ReadFile|File\.(?:binread|read)|file_get_contents|fs::read(?:_to_string)?|open)\s*\(\s*$/;
const joining = /(?:path\.(?:join|resolve)|os\.path\.join|File\.(?:join|expand_path)|filepath\.Join)\s*\(\s*/;
const ownFolder =
  /(?:__dirname|import\.meta\.dirname|os\.path\.dirname\(\s*(?:os\.path\.abspath\(\s*)?__file__\s*\)?\s*\)|__DIR__)/;

/** A literal path inside one call that reads a file or joins paths: `fs.readFileSync('x')`, `path.join(__dirname, 'certs', 'x')`. */
function readCall(
  code: string,
): { path: string; at: number; length: number; reads: boolean; fromFile: boolean } | undefined {
  if (code.length > 500 || /[\ufffc;]/.test(code)) return undefined;
  const literals = [...code.matchAll(/(["'])((?:[^\\"'\n]|\\.)*)\1/g)];
  const first = literals[0];
  if (!first || literals.some((l) => l[2]!.includes('\\'))) return undefined;
  const before = code.slice(0, first.index);
  const join = joining.exec(before);
  const start = join ? before.slice(0, join.index) : before;
  const reads = reading.test(start);
  if (!reads && !(join && start.trim() === '')) return undefined;
  const between = join ? before.slice(join.index + join[0].length) : '';
  const own = ownFolder.exec(between);
  if (join && between.replace(ownFolder, '').replace(/[\s,]/g, '') !== '') return undefined;
  // Without a join only the first literal is the path: the next is an encoding or a mode.
  const parts = join ? joined(code, literals) : [first];
  if (!parts) return undefined;
  const last = parts.at(-1)!;
  return {
    path: parts.map((p) => p[2]!).join('/'),
    at: first.index + 1,
    length: last.index + last[0].length - 1 - (first.index + 1),
    reads,
    fromFile: own !== null,
  };
}

/** The literals of the join call itself: separated by commas and nothing else. */
function joined(code: string, literals: readonly RegExpExecArray[]): readonly RegExpExecArray[] | undefined {
  const parts = [literals[0]!];
  for (const next of literals.slice(1)) {
    const last = parts.at(-1)!;
    const gap = code.slice(last.index + last[0].length, next.index);
    if (gap.includes(')')) break;
    if (gap.trim() !== ',') return undefined;
    parts.push(next);
  }
  const last = parts.at(-1)!;
  return /^\s*\)/.test(code.slice(last.index + last[0].length)) ? parts : undefined;
}
