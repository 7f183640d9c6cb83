/**
 * The finders against parsers: every URI literal and every option key that CPython, TypeScript or tree-sitter sees in the
 * corpus is found at the same place, and nothing else is.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { Language, Parser } from 'web-tree-sitter';
import type { Node } from 'web-tree-sitter';
import { parseUri } from '../../server/src/core/uri/parseUri';
import { sitesOf } from '../support/sites';

const root = 'test/corpus';

/** Grammar of tree-sitter-wasms by ending. */
const grammars: Readonly<Record<string, string>> = {
  '.py': 'python', '.java': 'java', '.kt': 'kotlin',
  '.scala': 'scala', '.cs': 'c_sharp', '.go': 'go', '.php': 'php', '.rb': 'ruby', '.rs': 'rust', '.c': 'c', '.cpp': 'cpp', '.swift': 'swift',
  '.ex': 'elixir', '.lua': 'lua', '.dart': 'dart',
}; // prettier-ignore

/** What counts as an option key when it stands where a name is given a value, in any language of the corpus. */
const optionKey =
  /^(?:tls|ssl|tls[A-Z]\w+|ssl_\w+|ssl[A-Z]\w+|UseTls|UseSsl|AllowInsecureTls|VerifySslCertificate|CheckCertificateRevocation|EnabledSslProtocols|ServerCertificateValidationCallback|InsecureSkipVerify|SetTLSConfig|enabled|invalidHostNameAllowed|checkServerIdentity|allow_invalid_certificates|weak_cert_validation|pem_file|tls_opts|SSL_\w+|verify|ca)$/;

interface Places {
  readonly uris: number[];
  readonly keys: number[];
}

function corpusFiles(): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => path.join(e.parentPath, e.name))
    .sort();
}

/** What the finder says: where URI literals begin and where option names stand. */
function found(file: string, text: string): Places {
  const sites = sitesOf(file, text).filter((s) => !s.context || s.context === 'code' || s.context === 'test');
  const uris = new Set<number>();
  for (const s of sites) if (s.uri && parseUri(s.uri.mapped)) uris.add(s.uri.span.start);
  return {
    uris: [...uris].sort((a, b) => a - b),
    keys: [
      ...new Set(
        sites.flatMap((s) => s.options.filter((o) => optionKey.test(o.name)).map((o) => o.nameSpan.start)),
      ),
    ].sort((a, b) => a - b),
  };
}

/** A place as people can read it. */
function shown(text: string, places: readonly number[]): string[] {
  return places.map((p) => `${text.slice(0, p).split('\n').length}: ${text.slice(p, p + 30).split('\n')[0]}`);
}

/** A bare scheme, a pattern or a question (`startsWith`) is no connection. */
function isConnection(content: string): boolean {
  return /^mongodb(?:\+srv)?:\/\/./.test(content) && !/^mongodb(?:\+srv)?:\/\/\(/.test(content);
}

// -- tree-sitter -------------------------------------------------------------------------------------------------------

const stringType =
  /^(?:string|string_literal|interpreted_string_literal|raw_string_literal|template_string|encapsed_string|interpolated_string_expression|interpolated_string|line_string_literal|verbatim_string_literal|string_value|multi_line_string_literal|char_literal)$/;

async function parseWith(grammar: string, text: string): Promise<Places> {
  const loaded = await language(grammar);
  const parser = new Parser();
  parser.setLanguage(loaded);
  const tree = parser.parse(text)!;
  const uris: number[] = [];
  const keys: number[] = [];
  const visit = (node: Node): void => {
    if (/comment/.test(node.type)) return;
    // A macro's value is text to the grammar.
    const macro = node.type === 'preproc_arg' ? /"(?=mongodb)/.exec(node.text) : null;
    if (macro) uris.push(node.startIndex + macro.index + 1);
    if (stringType.test(node.type)) {
      const raw = text.slice(node.startIndex, node.endIndex);
      const lead = /^(?:R"\w*\(|\[=*\[|[a-zA-Z$@]{0,3}(?:"""|'''|["'`])|[rR]#*")/.exec(raw)?.[0] ?? '';
      const content = raw.slice(lead.length);
      if (isConnection(content.replace(/["'`\])]+$/, '')) || /^mongodb(?:\+srv)?:\/\/["'`]?$/.test(content))
        uris.push(node.startIndex + lead.length);
      const name = content.replace(/["'`]$/, '');
      if (optionKey.test(name) && isKey(text, node.endIndex, node)) keys.push(node.startIndex + lead.length);
      for (const child of node.namedChildren)
        if (child && /interpolation|substitution/.test(child.type)) visit(child);
      return;
    }
    if (node.childCount === 0 || /^(?:simple_symbol|hash_key_symbol|keyword|atom)$/.test(node.type)) {
      const raw = text.slice(node.startIndex, node.endIndex);
      const name = /^:?(\w+)/.exec(raw)?.[1] ?? '';
      if (optionKey.test(name) && isKey(text, node.startIndex + raw.indexOf(name) + name.length, node))
        keys.push(node.startIndex + raw.indexOf(name));
      return;
    }
    for (const child of node.children) if (child) visit(child);
  };
  visit(tree.rootNode);
  return { uris: uris.sort((a, b) => a - b), keys: [...new Set(keys)].sort((a, b) => a - b) };
}

/** A name in front of what gives it a value: decided by the text behind the leaf and the leaf's place in the tree. */
function isKey(text: string, end: number, node: Node): boolean {
  const after = text.slice(end, end + 40);
  if (
    /parameter|formal|variable_declarator|short_var|let_declaration|init_declarator|local_declaration|import|namespace|package|using|type_/.test(
      node.parent?.type ?? '',
    )
  )
    return false;
  return /^(?:\s*\]?\s*(?:=>|:(?![:=/])|=(?![=>])|<-)|\s*\(|\s*\?\s*:)/.test(after);
}

const languages = new Map<string, Promise<Language>>();
let ready: Promise<void> | undefined;
function language(name: string): Promise<Language> {
  const require = createRequire(path.resolve('package.json'));
  ready ??= Parser.init();
  let loading = languages.get(name);
  if (!loading)
    languages.set(
      name,
      (loading = ready.then(() =>
        Language.load(readFileSync(require.resolve(`tree-sitter-wasms/out/tree-sitter-${name}.wasm`))),
      )),
    );
  return loading;
}

// -- TypeScript ----------------------------------------------------------------------------------------------------------

function parseTypeScript(file: string, text: string): Places {
  const kind = file.endsWith('.tsx')
    ? ts.ScriptKind.TSX
    : /\.m?js$/.test(file)
      ? ts.ScriptKind.JS
      : ts.ScriptKind.TS;
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind);
  const uris: number[] = [];
  const keys: number[] = [];
  const key = (node: ts.Node): void => {
    const quoted = ts.isStringLiteral(node);
    const name = quoted ? node.text : node.getText(source);
    if (optionKey.test(name)) keys.push(node.getStart(source) + (quoted ? 1 : 0));
  };
  const visit = (node: ts.Node): void => {
    if (
      ts.isStringLiteral(node) ||
      ts.isNoSubstitutionTemplateLiteral(node) ||
      ts.isTemplateExpression(node)
    ) {
      const content = text.slice(node.getStart(source) + 1, node.getEnd() - 1);
      const joined =
        node.parent &&
        ts.isBinaryExpression(node.parent) &&
        node.parent.operatorToken.kind === ts.SyntaxKind.PlusToken;
      if (isConnection(content) || (joined && /^mongodb(?:\+srv)?:\/\/$/.test(content)))
        uris.push(node.getStart(source) + 1);
    }
    if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) key(node.name);
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      if (ts.isPropertyAccessExpression(node.left)) key(node.left.name);
      else if (ts.isElementAccessExpression(node.left)) key(node.left.argumentExpression);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { uris: uris.sort((a, b) => a - b), keys: keys.sort((a, b) => a - b) };
}

// -- CPython -----------------------------------------------------------------------------------------------------------------

const pythonProgram = String.raw`
import ast, json, sys
out = {}
for path in sys.argv[1:]:
    text = open(path, encoding="utf-8").read()
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    lines = text.split("\n")
    def at(line, col):
        return starts[line - 1] + len(lines[line - 1].encode()[:col].decode())
    uris, keys, inside = [], [], set()
    tree = ast.parse(text)
    docs = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            docs.add(id(node.value))
        if isinstance(node, ast.JoinedStr):
            for v in node.values:
                inside.add(id(v))
    def quoted(node):
        begin = at(node.lineno, node.col_offset)
        i = begin
        while text[i] not in "\"'":
            i += 1
        return i + (3 if text[i:i + 3] in ('"""', "'''") else 1)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs and id(node) not in inside:
            uris.append((quoted(node), node.value))
        if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
            uris.append((quoted(node), node.values[0].value + "x"))
        if isinstance(node, ast.keyword) and node.arg:
            keys.append((at(node.lineno, node.col_offset), node.arg))
        if isinstance(node, ast.Dict):
            for k in node.keys:
                if isinstance(k, ast.Constant) and isinstance(k.value, str):
                    keys.append((quoted(k), k.value))
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        for t in targets:
            if isinstance(t, ast.Subscript) and isinstance(t.slice, ast.Constant) and isinstance(t.slice.value, str):
                keys.append((quoted(t.slice), t.slice.value))
            if isinstance(t, ast.Attribute):
                keys.append((at(t.end_lineno, t.end_col_offset) - len(t.attr), t.attr))
        if isinstance(node, ast.ClassDef):
            for s in node.body:
                if isinstance(s, ast.Assign) and isinstance(s.targets[0], ast.Name):
                    keys.append((at(s.lineno, s.col_offset), s.targets[0].id))
    out[path] = {"uris": uris, "keys": keys}
print(json.dumps(out))
`;

/** A literal that only ends in a scheme and is joined with something is a URI; the rest must hold one. */
function connections(text: string, literals: readonly (readonly [number, string])[]): number[] {
  return literals
    .filter(
      ([at, value]) =>
        isConnection(value.trimStart()) ||
        (/^mongodb(?:\+srv)?:\/\/$/.test(value) && /^["']\s*[+%]/.test(text.slice(at + value.length))),
    )
    .map(([at]) => at)
    .sort((a, b) => a - b);
}

// -- the comparison --------------------------------------------------------------------------------------------------------------

function compare(
  file: string,
  text: string,
  reference: Places,
): { missed: number; surplus: number; right: number } {
  const ours = found(file, text);
  const tally = { missed: 0, surplus: 0, right: 0 };
  for (const [mine, theirs] of [
    [ours.uris, reference.uris],
    [ours.keys, reference.keys],
  ] as const) {
    const a = new Set(mine);
    const b = new Set(theirs);
    tally.missed += [...b].filter((x) => !a.has(x)).length;
    tally.surplus += [...a].filter((x) => !b.has(x)).length;
    tally.right += [...b].filter((x) => a.has(x)).length;
  }
  return tally;
}

/** Options of other products are keys to a parser: the reference for these files is silence. Flags of commands are no keys to it. */
const silent = (file: string): boolean => /\/tempting\/|\/(?:commands\.py|backup\.js)$/.test(file);

test('finds in Python exactly what CPython sees', (t) => {
  if (spawnSync('python3', ['--version']).status !== 0)
    return t.skip('needs python3: apt-get install python3');
  const files = corpusFiles().filter((f) => f.endsWith('.py') && !silent(f));
  const seen = JSON.parse(
    execFileSync('python3', ['-c', pythonProgram, ...files], { encoding: 'utf8' }),
  ) as Record<string, { uris: [number, string][]; keys: [number, string][] }>;
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    const ours = found(file, text);
    const keys = seen[file]!.keys.filter(([, name]) => optionKey.test(name))
      .map(([at]) => at)
      .sort((a, b) => a - b);
    assert.deepEqual(
      shown(text, ours.uris),
      shown(text, connections(text, seen[file]!.uris)),
      `URIs of ${file}`,
    );
    assert.deepEqual(shown(text, ours.keys), shown(text, keys), `options of ${file}`);
  }
});

test('finds in JavaScript and TypeScript exactly what the TypeScript parser sees', () => {
  for (const file of corpusFiles().filter((f) => /\.(?:m?js|tsx?)$/.test(f) && !silent(f))) {
    const text = readFileSync(file, 'utf8');
    const ours = found(file, text);
    const reference = parseTypeScript(file, text);
    assert.deepEqual(shown(text, ours.uris), shown(text, reference.uris), `URIs of ${file}`);
    assert.deepEqual(shown(text, ours.keys), shown(text, reference.keys), `options of ${file}`);
  }
});

test('finds in every other language what tree-sitter sees: precision and recall at least 0.99', async () => {
  let missed = 0;
  let surplus = 0;
  let right = 0;
  const wrong: string[] = [];
  for (const file of corpusFiles()) {
    const grammar = grammars[path.extname(file)];
    if (!grammar || silent(file) || !existsSync(file)) continue;
    const text = readFileSync(file, 'utf8');
    const all = await parseWith(grammar, text);
    // The one line of the good and bad files that is another product's.
    const reference = {
      ...all,
      keys: all.keys.filter((k) => !/'driver' => 'mysql'/.test(text.slice(text.lastIndexOf('\n', k), k))),
    };
    const tally = compare(file, text, reference);
    missed += tally.missed;
    surplus += tally.surplus;
    right += tally.right;
    if (tally.missed || tally.surplus) {
      const ours = found(file, text);
      wrong.push(
        `${file}\n  ours   ${shown(text, [...ours.uris, ...ours.keys]).join(' | ')}\n  parser ${shown(text, [...reference.uris, ...reference.keys]).join(' | ')}`,
      );
    }
  }
  assert.ok(right > 100, `only ${right} places compared`);
  assert.ok(
    right / (right + missed) >= 0.99 && right / (right + surplus) >= 0.99,
    `right ${right}, missed ${missed}, surplus ${surplus}\n${wrong.join('\n')}`,
  );
});
