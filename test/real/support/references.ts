/** Which parser that is not ours judges which language of the corpus, and what it sees there, in one form for all. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import ts from 'typescript';

/** Offsets in UTF-16; a key of a configuration format comes with its path. */
export type Range = readonly [start: number, end: number];
export type Key = readonly [start: number, end: number, path?: string];

/** What a parser sees: `strings` with their quotes, `keys` without. */
export interface Seen {
  readonly errors: number;
  readonly comments: readonly Range[];
  readonly strings: readonly Range[];
  readonly keys: readonly Key[];
  readonly values: readonly (Range | string)[];
}

export interface Reference {
  /** As docs/languages.md names it. */
  readonly title: string;
  /** As reference.py knows it; `typescript` and `none` are not its. */
  readonly parser: string;
  /** Programs hold URIs in string literals; texts hold them anywhere but in comments. */
  readonly kind: 'program' | 'text' | 'document';
}

const treeSitter = (grammar: string, kind: Reference['kind'] = 'program'): Reference => ({
  title: `tree-sitter-${grammar}`,
  parser: grammar,
  kind,
});

const javascript: Reference = { title: 'the TypeScript parser', parser: 'typescript:js', kind: 'program' };

/** By folder of the corpus. */
export const references: Readonly<Record<string, Reference>> = {
  asciidoc: { title: 'Asciidoctor', parser: 'asciidoc', kind: 'document' },
  batch: { title: "Pygments' lexer", parser: 'pygments:batch', kind: 'text' },
  c: treeSitter('c'),
  clojure: treeSitter('clojure'),
  cpp: treeSitter('cpp'),
  csharp: treeSitter('csharp'),
  conf: { title: "crossplane, nginx's own reader", parser: 'nginx', kind: 'text' },
  dart: treeSitter('dart'),
  dockerfile: treeSitter('dockerfile', 'text'),
  elixir: treeSitter('elixir'),
  env: { title: 'python-dotenv', parser: 'dotenv', kind: 'text' },
  erlang: treeSitter('erlang'),
  fish: treeSitter('fish', 'text'),
  fsharp: treeSitter('fsharp'),
  go: treeSitter('go'),
  groovy: treeSitter('groovy'),
  haskell: treeSitter('haskell'),
  hcl: treeSitter('hcl', 'text'),
  hocon: { title: 'pyhocon', parser: 'hocon', kind: 'text' },
  html: { title: 'tree-sitter-html and the TypeScript parser', parser: 'scripts:html', kind: 'document' },
  ini: treeSitter('ini', 'text'),
  java: treeSitter('java'),
  javascript,
  json: treeSitter('json', 'text'),
  julia: treeSitter('julia'),
  kotlin: treeSitter('kotlin'),
  lua: treeSitter('lua'),
  makefile: treeSitter('make', 'text'),
  markdown: { title: 'tree-sitter-markdown and the parser of each block', parser: 'markdown', kind: 'document' },
  mongodconf: { title: 'PyYAML', parser: 'yaml', kind: 'text' },
  notebook: { title: "TypeScript's JSON reader and CPython's parser", parser: 'notebook', kind: 'document' },
  perl: treeSitter('perl'),
  php: treeSitter('php'),
  powershell: treeSitter('powershell', 'text'),
  prisma: { title: '@mrleebo/prisma-ast', parser: 'prisma-ast', kind: 'text' },
  properties: treeSitter('properties', 'text'),
  python: { title: "CPython's own parser", parser: 'python', kind: 'program' },
  r: treeSitter('r'),
  restructuredtext: { title: 'docutils and the parser of each block', parser: 'rst', kind: 'document' },
  ruby: treeSitter('ruby'),
  rust: treeSitter('rust'),
  scala: treeSitter('scala'),
  shell: treeSitter('bash', 'text'),
  svelte: { title: 'tree-sitter-svelte and the TypeScript parser', parser: 'scripts:svelte', kind: 'document' },
  swift: treeSitter('swift'),
  toml: treeSitter('toml', 'text'),
  typescript: javascript,
  vb: { title: "Pygments' lexer", parser: 'pygments:vbnet', kind: 'program' },
  vue: { title: 'tree-sitter-vue and the TypeScript parser', parser: 'scripts:vue', kind: 'document' },
  xml: treeSitter('xml', 'text'),
  yaml: { title: 'PyYAML', parser: 'helm', kind: 'text' },
}; // prettier-ignore

/** The reference of a file of the corpus: by its folder, YAML with ERB apart. */
export function referenceOf(file: string): Reference | undefined {
  const folder = file.split('/')[2]!;
  const reference = references[folder];
  if (!reference) return undefined;
  const parser = /\.tsx$/.test(file)
    ? 'typescript:tsx'
    : /\.[mc]?ts$/.test(file)
      ? 'typescript:ts'
      : /mongoid\.yml(?:\.erb)?$/.test(file)
        ? 'erb-yaml'
        : reference.parser;
  return { ...reference, parser };
}

const home = path.resolve('.cache/references');
export const pythonProgram = path.join(home, 'bin/python');

/** Why the parsers cannot be asked; undefined when they can. */
export function missingParsers(): string | undefined {
  return existsSync(path.join(home, 'installed'))
    ? undefined
    : 'needs the parsers of many languages: node scripts/setup.mjs references (into .cache/references)';
}

/** What the parsers see in each text, in one run of them. */
export function parseAll(requests: readonly (readonly [parser: string, text: string])[]): readonly Seen[] {
  const asked = requests.filter(([parser]) => !here[parser]);
  const answers =
    asked.length === 0
      ? []
      : (JSON.parse(
          execFileSync(pythonProgram, ['test/real/support/reference.py'], {
            input: JSON.stringify(asked),
            encoding: 'utf8',
            maxBuffer: 1e9,
          }),
        ) as Seen[]);
  let next = 0;
  return requests.map(([parser, text]) => here[parser]?.(text) ?? answers[next++]!);
}

/** Parsers that run in this process. */
const here: Readonly<Record<string, (text: string) => Seen>> = {
  'typescript:ts': (text) => typeScript(text, 'x.ts', ts.ScriptKind.TS),
  'typescript:tsx': (text) => typeScript(text, 'x.tsx', ts.ScriptKind.TSX),
  'typescript:js': (text) => typeScript(text, 'x.jsx', ts.ScriptKind.JSX),
  none: () => ({ errors: 0, comments: [], strings: [], keys: [], values: [] }),
  'prisma-ast': prisma,
  asciidoc,
};

/** Strings, keys and faults as TypeScript's parser sees them. */
function typeScript(text: string, fileName: string, kind: ts.ScriptKind): Seen {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true, kind);
  const strings: Range[] = [];
  const keys: Range[] = [];
  const key = (node: ts.Node): void => {
    const quoted = ts.isStringLiteral(node) ? 1 : 0;
    keys.push([node.getStart(source) + quoted, node.getEnd() - quoted]);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node))
      strings.push([node.getStart(source), node.getEnd()]);
    if (
      ts.isPropertyAssignment(node) ||
      ts.isShorthandPropertyAssignment(node) ||
      ts.isMethodDeclaration(node)
    )
      key(node.name);
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      if (ts.isPropertyAccessExpression(node.left)) key(node.left.name);
      else if (ts.isElementAccessExpression(node.left)) key(node.left.argumentExpression);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  const { diagnostics = [] } = ts.transpileModule(text, {
    fileName,
    reportDiagnostics: true,
    compilerOptions: { allowJs: true, jsx: ts.JsxEmit.Preserve, target: ts.ScriptTarget.ESNext },
  });
  return { errors: diagnostics.length, comments: [], strings, keys, values: [] };
}

const load = createRequire(path.join(home, 'package.json'));

interface PrismaBlock {
  readonly type: string;
  readonly assignments?: readonly { readonly key?: string; readonly value?: unknown }[];
}

/** Assignments of data sources. The parser gives no places: the value is looked for behind its key. */
function prisma(text: string): Seen {
  const { getSchema } = load('@mrleebo/prisma-ast') as { getSchema(text: string): { list: PrismaBlock[] } };
  const nothing: Seen = { errors: 0, comments: [], strings: [], keys: [], values: [] };
  let list: readonly PrismaBlock[];
  try {
    ({ list } = getSchema(text));
  } catch {
    return { ...nothing, errors: 1 };
  }
  const values = list
    .filter((b) => b.type === 'datasource')
    .flatMap((b) => b.assignments ?? [])
    .flatMap(({ key, value }): Range[] => {
      if (key === undefined || typeof value !== 'string') return [];
      const name = new RegExp(`^\\s*${key}\\s*=\\s*`, 'm').exec(text);
      const start = name ? text.indexOf(value, name.index + name[0].length) : -1;
      return start < 0 ? [] : [[start, start + value.length]];
    });
  return { ...nothing, values };
}

interface AsciiBlock {
  getLineNumber(): number | undefined;
  getSource(): string;
  getAttribute(name: string): string | undefined;
}

/** Source and listing blocks: `strings` holds their places, `values` their languages. */
function asciidoc(text: string): Seen {
  const make = load('@asciidoctor/core') as () => {
    load(text: string, options: object): { findBy(what: object): AsciiBlock[] };
  };
  const blocks = (['listing', 'literal'] as const).flatMap((context) =>
    make().load(text, { sourcemap: true }).findBy({ context }),
  );
  const strings: Range[] = [];
  const values: string[] = [];
  for (const block of blocks) {
    const first = block.getSource().split('\n')[0]!;
    const line = text
      .split('\n')
      .slice(0, (block.getLineNumber() ?? 1) - 1)
      .join('\n').length;
    const start = text.indexOf(first, line);
    strings.push([start, start + block.getSource().length]);
    values.push(block.getAttribute('language') ?? '');
  }
  return { errors: 0, comments: [], strings, keys: [], values };
}
