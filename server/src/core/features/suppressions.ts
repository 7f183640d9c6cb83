/**
 * Comments that switch diagnostics off, in any language's comment syntax:
 * `mongodb-tls-ignore-next-line [rule, rule] [-- reason]`, `-ignore-line`, `-ignore-start` … `-ignore-end`, `-ignore-file`.
 */
import { LineIndex } from '../text/lines';
import type { SourceDocument, Span, TextEdit } from '../types';

export interface Suppression {
  readonly kind: 'next-line' | 'line' | 'start' | 'end' | 'file';
  /** Rule ids; empty means all. */
  readonly rules: readonly string[];
  readonly reason: string | undefined;
  readonly span: Span;
  /** Lines that it covers, both inclusive, from 0. */
  readonly lines: { readonly from: number; readonly to: number };
}

const pattern = /mongodb-tls-ignore-(next-line|line|start|end|file)\b([^\r\n]*)/g;

/** Every suppression of a text, in order. A `start` without `end` reaches to the end of the text. */
export function findSuppressions(text: string): readonly Suppression[] {
  if (!text.includes('mongodb-tls-ignore-')) return [];
  const lines = new LineIndex(text);
  const found: Suppression[] = [];
  for (const match of text.matchAll(pattern)) {
    const kind = match[1] as Suppression['kind'];
    const rest = match[2]!.replace(/\s*(?:\*\/|-->|%>|\*\)|#\}).*$/, '');
    const split = rest.indexOf('--');
    const reason = split < 0 ? undefined : rest.slice(split + 2).trim() || undefined;
    const ids = (split < 0 ? rest : rest.slice(0, split)).match(/[a-z0-9]+(?:-[a-z0-9]+)+/g) ?? [];
    const line = lines.position(match.index).line;
    const covers = {
      'next-line': { from: line + 1, to: line + 1 },
      line: { from: line, to: line },
      start: { from: line, to: lines.lineCount },
      end: { from: line, to: line },
      file: { from: 0, to: lines.lineCount },
    }[kind];
    found.push({
      kind,
      rules: ids,
      reason,
      span: { start: match.index, end: match.index + match[0].trimEnd().length },
      lines: covers,
    });
  }
  // Each end closes the nearest start before it that names the same rules.
  const result = [...found];
  for (const end of found.filter((s) => s.kind === 'end')) {
    const index = result.findLastIndex(
      (s) =>
        s.kind === 'start' &&
        s.span.start < end.span.start &&
        s.lines.to === lines.lineCount &&
        s.rules.join() === end.rules.join(),
    );
    if (index >= 0)
      result[index] = { ...result[index]!, lines: { from: result[index]!.lines.from, to: end.lines.from } };
  }
  return result.filter((s) => s.kind !== 'end');
}

/** True when the suppression covers a diagnostic of `rule` that begins on `line` (from 0). */
export function covers(suppression: Suppression, rule: string, line: number): boolean {
  return (
    (suppression.rules.length === 0 || suppression.rules.includes(rule)) &&
    line >= suppression.lines.from &&
    line <= suppression.lines.to
  );
}

const hashLanguages =
  /(?:^|\/)(?:dockerfile[^/]*|makefile|gemfile|rakefile|\.env[^/]*|[^/]*\.(?:py|pyi|rb|sh|bash|zsh|fish|ya?ml|toml|pl|pm|r|ex|exs|jl|conf|cfg|properties|env|tf|hcl|ps1|mk|service|nix|cmake|gitignore|ini))$/i;
const slashLanguages =
  /\.(?:[cm]?[jt]sx?|java|kts?|scala|sc|groovy|gradle|cs|fsx?|go|php|rs|c|h|cc|cpp|cxx|hpp|swift|dart|jsonc|json5|prisma|conf|hocon|vue|svelte)$/i;

/** How a line comment is written in the document's language; undefined where the language has none (JSON). */
export function lineComment(
  document: SourceDocument,
): { readonly open: string; readonly close: string } | undefined {
  const path = document.path.toLowerCase();
  if (hashLanguages.test(path)) return { open: '# ', close: '' };
  if (slashLanguages.test(path)) return { open: '// ', close: '' };
  if (/\.(?:lua|hs|sql|elm)$/.test(path)) return { open: '-- ', close: '' };
  if (/\.(?:erl|hrl|tex)$/.test(path)) return { open: '% ', close: '' };
  if (/\.(?:clj|cljs|cljc|edn|lisp|el)$/.test(path)) return { open: ';; ', close: '' };
  if (/\.(?:vb|bas)$/.test(path)) return { open: "' ", close: '' };
  if (/\.(?:bat|cmd)$/.test(path)) return { open: 'REM ', close: '' };
  if (/\.(?:xml|html?|md|markdown|config|csproj|svg)$/.test(path)) return { open: '<!-- ', close: ' -->' };
  if (/\.(?:adoc|asciidoc)$/.test(path)) return { open: '// ', close: '' };
  return {
    python: { open: '# ', close: '' },
    yaml: { open: '# ', close: '' },
    shellscript: { open: '# ', close: '' },
    dotenv: { open: '# ', close: '' },
    javascript: { open: '// ', close: '' },
    typescript: { open: '// ', close: '' },
  }[document.languageId ?? ''];
}

/** The edit of "ignore here": a comment on a line of its own above the diagnostic, indented like it. */
export function ignoreEdit(document: SourceDocument, rule: string, at: Span): TextEdit | undefined {
  const comment = lineComment(document);
  if (!comment) return undefined;
  const lines = new LineIndex(document.text);
  const { line } = lines.position(at.start);
  const start = lines.lineStart(line);
  // A line that continues the one before it cannot have a comment above it.
  if (line > 0 && /\\$/.test(lines.lineText(line - 1))) return undefined;
  const indent = /^[ \t]*/.exec(document.text.slice(start))![0];
  const eol = document.text.includes('\r\n') ? '\r\n' : '\n';
  return {
    span: { start, end: start },
    newText: `${indent}${comment.open}mongodb-tls-ignore-next-line ${rule}${comment.close}${eol}`,
  };
}
