/** Code in documents: fences, directives and indented blocks of Markdown, reStructuredText and AsciiDoc. */
import { MappedTextBuilder } from '../../text/mappedText';
import type { MappedText, Span } from '../../types';

export type Markup = 'markdown' | 'restructuredtext' | 'asciidoc';

export interface CodeBlock {
  /** What the document says about the language; empty when nothing. */
  readonly tag: string;
  /** File name that the document gives the block (`title="compose.yml"`). */
  readonly file?: string;
  /** The code without its indentation, quotes and prompts. */
  readonly text: MappedText;
  readonly span: Span;
}

interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The blocks of code of a document, in order. */
export function codeBlocks(text: string, markup: Markup): readonly CodeBlock[] {
  const lines = linesOf(text);
  const blocks: CodeBlock[] = [];
  const add = (from: number, to: number, indent: number, tag: string, quote: boolean): void => {
    if (to <= from) return;
    const file =
      /(?:title|filename|name|file)=["']?([\w./-]+\.\w+)/.exec(tag)?.[1] ?? fileAbove(lines, from - 2);
    const prompts =
      /^[\s{.]*(?:console|terminal|shell-?session|sh|bash|shell|zsh|pycon|text|)\b/i.test(tag) || tag === '';
    blocks.push({
      tag,
      ...(file !== undefined ? { file } : {}),
      text: codeText(text, lines.slice(from, to), indent, quote, prompts),
      span: { start: lines[from]!.start, end: lines[to - 1]!.end },
    });
  };
  let i = 0;
  while (i < lines.length) {
    const line = lines[i]!.text;
    const fence =
      markup === 'restructuredtext'
        ? null
        : /^((?:[ \t]|>|(?:[-*+]|\d+[.)])[ \t])*)(`{3,}|~{3,})[ \t]*([^`\r\n]*)$/.exec(line);
    if (fence) {
      const quote = fence[1]!.includes('>');
      const indent = quote ? fence[1]!.replace(/[^ \t]/g, '').length : fence[1]!.length;
      const closer = new RegExp(`^[ \\t>]*${fence[2]![0] === '~' ? '~' : '`'}{${fence[2]!.length},}[ \\t]*$`);
      let end = i + 1;
      while (end < lines.length && !closer.test(lines[end]!.text)) end++;
      add(i + 1, end, indent, fence[3]!.trim(), quote);
      i = end + 1;
      continue;
    }
    if (markup === 'asciidoc') {
      const delimiter = /^(-{4,}|\.{4,}|={4,}source)[ \t]*$/.exec(line);
      if (delimiter) {
        let above = i - 1;
        while (above >= 0 && /^\.\S/.test(lines[above]!.text)) above--;
        const attributes = /^\[\s*(?:source|listing)?%?\w*\s*,?\s*([^\]]*)\]/.exec(lines[above]?.text ?? '');
        let end = i + 1;
        while (end < lines.length && lines[end]!.text.trimEnd() !== delimiter[1]) end++;
        add(i + 1, end, 0, attributes?.[1] ?? '', false);
        i = end + 1;
        continue;
      }
    }
    if (markup === 'restructuredtext') {
      const directive =
        /^([ \t]*)\.\.[ \t]+(?:code-block|code|sourcecode|highlight|literalinclude|prompt|parsed-literal|io-code-block|input|console)::[ \t]*(.*)$/.exec(
          line,
        );
      const literal = directive ? null : /^([ \t]*)(?!\.\.[ \t]).*::[ \t]*$/.exec(line);
      if (directive || literal) {
        const base = (directive ?? literal)![1]!.length;
        let from = i + 1;
        while (
          from < lines.length &&
          (lines[from]!.text.trim() === '' || /^\s+:[\w-]+:/.test(lines[from]!.text))
        )
          from++;
        const indent = from < lines.length ? /^[ \t]*/.exec(lines[from]!.text)![0].length : 0;
        if (indent > base) {
          let end = from;
          while (
            end < lines.length &&
            (lines[end]!.text.trim() === '' || /^[ \t]*/.exec(lines[end]!.text)![0].length >= indent)
          )
            end++;
          add(from, end, indent, directive?.[2] ?? '', false);
          i = end;
          continue;
        }
      }
    }
    if (
      markup === 'markdown' &&
      /^(?: {4}|\t)\s*\S/.test(line) &&
      (i === 0 || lines[i - 1]!.text.trim() === '') &&
      !insideList(lines, i)
    ) {
      let end = i;
      while (end < lines.length && (lines[end]!.text.trim() === '' || /^(?: {4}|\t)/.test(lines[end]!.text)))
        end++;
      while (lines[end - 1]!.text.trim() === '') end--;
      add(i, end, line[0] === '\t' ? 1 : 4, '', false);
      i = end;
      continue;
    }
    i++;
  }
  return blocks;
}

/** `**docker-compose.yml**:` or `# .env` right above a fence names it. */
function fileAbove(lines: readonly Line[], at: number): string | undefined {
  for (let i = at; i >= 0 && i >= at - 1; i--) {
    const match =
      /(?:^|[\s`*(>"'/])((?:\.env(?:\.\w+)?|[\w.-]+\.(?:ya?ml|json|toml|properties|ini|conf|env|xml|tf)|Dockerfile))[`*)"']*:?[`*]*[ \t]*:?$/.exec(
        lines[i]!.text.trim(),
      );
    if (match) return match[1];
    if (lines[i]!.text.trim() !== '') return undefined;
  }
  return undefined;
}

/** Indented text under a list item is the item's text. */
function insideList(lines: readonly Line[], at: number): boolean {
  for (let i = at - 1; i >= 0 && i > at - 40; i--) {
    const line = lines[i]!.text;
    if (line.trim() === '') continue;
    if (/^\s{0,3}(?:[-*+]|\d+[.)])\s/.test(line)) return true;
    if (/^\S/.test(line)) return false;
  }
  return false;
}

function codeText(
  text: string,
  lines: readonly Line[],
  indent: number,
  quote: boolean,
  prompts: boolean,
): MappedText {
  const builder = new MappedTextBuilder();
  const python = lines.some((l) => /^\s*>>> /.test(l.text));
  const dollar =
    prompts && lines.some((l) => /^\s*(?:\$|%|PS [^>]*>|[\w.-]+@[\w.-]+[^$#]*[$#]|>) /.test(l.text));
  lines.forEach((line, index) => {
    let at = line.start;
    if (quote) at += /^[ \t]*>[ \t]?/.exec(line.text)?.[0].length ?? 0;
    const blank = /^[ \t]*/.exec(text.slice(at, line.end))![0].length;
    at += Math.min(blank, indent);
    const rest = text.slice(at, line.end);
    if (python) at += /^\s*(?:>>>|\.\.\.)(?: |$)/.exec(rest)?.[0].length ?? 0;
    else if (dollar)
      at += /^\s*(?:\$|%|PS [^>]*>|[\w.-]+@[\w.-]+[^$#]*[$#]|>)[ \t]+/.exec(rest)?.[0].length ?? 0;
    builder.verbatim(text, at, line.end);
    if (index < lines.length - 1) {
      const next = text.indexOf('\n', line.end);
      builder.verbatim(text, next, next + 1);
    }
  });
  return builder.build();
}

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  while (start <= text.length) {
    let end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    const stop = text[end - 1] === '\r' && end > start ? end - 1 : end;
    lines.push({ start, end: stop, text: text.slice(start, stop) });
    start = end + 1;
  }
  return lines;
}
