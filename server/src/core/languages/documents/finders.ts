/** Finders of documents: prose with code in it. Code is read in its own language, prose as prose. */
import { parseTree, type Node } from 'jsonc-parser';
import { MappedTextBuilder } from '../../text/mappedText';
import type { ConnectionSite, Finder, SourceDocument } from '../../types';
import { jsonString } from '../config/json';
import { findSites } from '../index';
import { outerSites } from '../shared/embedded';
import { fileOfTag, fileOfText } from '../shared/guessLanguage';
import { leftovers } from '../shared/leftovers';
import { namesProgram, shellSites } from '../shared/shellSites';
import { codeBlocks, type Markup } from './blocks';

const interesting = /mongo|tls|ssl|bW9uZ29k/i;

function markupFinder(id: Markup, languageIds: readonly string[], files: readonly string[]): Finder {
  return {
    id,
    languageIds,
    files,
    find(doc): readonly ConnectionSite[] {
      const sites: ConnectionSite[] = [];
      const covered: { start: number; end: number }[] = [];
      for (const block of codeBlocks(doc.text, id)) {
        if (!interesting.test(block.text.text) || /^(?:u?diff|patch)$/i.test(block.tag ?? '')) continue;
        const path =
          fileOfTag(block.tag) ??
          (block.file !== undefined ? block.file : undefined) ??
          fileOfText(block.text.text) ??
          'x.txt';
        sites.push(...outerSites(block.text, findSites({ path, text: block.text.text })));
        covered.push(block.span);
      }
      for (const code of doc.text.matchAll(/`([^`\n]{6,400})`/g)) {
        const start = code.index + 1;
        if (covered.some((c) => c.start <= start && start < c.end) || !namesProgram(code[1]!)) continue;
        const found = shellSites(
          doc.text,
          { finder: id, dialect: 'sh', find: findSites },
          start,
          start + code[1]!.length,
        );
        sites.push(...found.map((s) => ({ ...s, context: 'prose' as const })));
      }
      const rest = leftovers(doc.text, id, sites, () => false);
      return [
        ...sites,
        ...rest.map((s) =>
          covered.some((c) => c.start <= s.span.start && s.span.end <= c.end)
            ? s
            : { ...s, context: 'prose' as const },
        ),
      ];
    },
  };
}

export const markdown = markupFinder(
  'markdown',
  ['markdown', 'mdx', 'quarto', 'prompt'],
  ['.md', '.mdx', '.markdown', '.mkd', '.qmd', '.rmd', '.mdc'],
);
export const restructuredText = markupFinder('restructuredtext', ['restructuredtext'], ['.rst', '.rest']);
export const asciidoc = markupFinder('asciidoc', ['asciidoc'], ['.adoc', '.asciidoc', '.asc']);

/** Jupyter notebooks as files: the cells' lines, joined, with the way back into the JSON strings. */
export const notebook: Finder = {
  id: 'notebook',
  languageIds: [],
  files: ['.ipynb'],
  find(doc): readonly ConnectionSite[] {
    const tree = doc.text.length <= 20_000_000 ? parseTree(doc.text) : undefined;
    const cells = member(tree, 'cells') ?? member(member(tree, 'worksheets')?.children?.[0], 'cells');
    const language =
      text(member(member(member(tree, 'metadata'), 'language_info'), 'name')) ??
      text(member(member(member(tree, 'metadata'), 'kernelspec'), 'language')) ??
      'python';
    return (cells?.children ?? []).flatMap((cell) => cellSites(doc, cell, language));
  },
};

function member(node: Node | undefined, name: string): Node | undefined {
  if (node?.type !== 'object') return undefined;
  return node.children?.find((p) => p.children?.[0]?.value === name)?.children?.[1];
}

function text(node: Node | undefined): string | undefined {
  return typeof node?.value === 'string' ? node.value : undefined;
}

function cellSites(doc: SourceDocument, cell: Node, language: string): readonly ConnectionSite[] {
  const source = member(cell, 'source') ?? member(cell, 'input');
  if (!source) return [];
  const builder = new MappedTextBuilder();
  for (const line of source.type === 'array' ? (source.children ?? []) : [source]) {
    if (line.type !== 'string') continue;
    const closed = line.length > 1 && doc.text[line.offset + line.length - 1] === '"';
    jsonLine(builder, doc.text, line.offset + 1, line.offset + line.length - (closed ? 1 : 0));
  }
  const code = builder.build();
  if (!interesting.test(code.text)) return [];
  const kind = text(member(cell, 'cell_type'));
  if (kind === 'markdown' || kind === 'raw')
    return quoted(outerSites(code, findSites({ path: 'x.md', text: code.text })));
  const own =
    text(member(member(cell, 'metadata'), 'language')) ??
    text(member(member(member(cell, 'metadata'), 'vscode'), 'languageId'));
  const magic = /^\s*%%(\w+)[^\n]*\n/.exec(code.text);
  const magicFile = magic ? fileOfTag(magic[1]!) : undefined;
  if (magic && magicFile) {
    // The magic's line is a comment in every language it can be.
    const blanked = { ...code, text: magic[0].replace(/[^\n]/g, ' ') + code.text.slice(magic[0].length) };
    return quoted(outerSites(code, findSites({ path: magicFile, text: blanked.text })));
  }
  const path = fileOfTag(own ?? language) ?? 'x.txt';
  const shellLines: ConnectionSite[] = [];
  const program = code.text.replace(/^[ \t]*[!%][^\n]*/gm, (line: string, at: number) => {
    const start = at + /^[ \t]*[!%](?:env[ \t]+|set_env[ \t]+|sx[ \t]+|system[ \t]+)?/.exec(line)![0].length;
    shellLines.push(
      ...shellSites(code.text, { finder: 'shell', dialect: 'sh', find: findSites }, start, at + line.length),
    );
    return ' '.repeat(line.length);
  });
  return quoted(outerSites(code, [...findSites({ path, text: program }), ...shellLines]));
}

/** JSON strings: escapes only; `$x` is the cell's own business. */
function jsonLine(builder: MappedTextBuilder, document: string, start: number, end: number): void {
  let at = start;
  for (const match of document.slice(start, end).matchAll(/\\(?:u[0-9a-fA-F]{4}|[\s\S])/g)) {
    const from = start + match.index;
    builder.verbatim(document, at, from);
    jsonString(builder, document, from, from + match[0].length);
    at = from + match[0].length;
  }
  builder.verbatim(document, at, end);
}

/** Inside a JSON string nothing can be written that has quotes of its own. */
function quoted(sites: readonly ConnectionSite[]): readonly ConnectionSite[] {
  return sites.map(({ insertion: _, ...site }) => ({
    ...site,
    options: site.options.map((o) => ({ ...o, syntax: 'other' as const })),
  }));
}

/** Patches repeat what stands elsewhere; both sides of a change would speak. */
export const patch: Finder = {
  id: 'patch',
  languageIds: ['diff', 'patch'],
  files: ['.diff', '.patch', '.rej'],
  find: () => [],
};

export const documentFinders: readonly Finder[] = [markdown, restructuredText, asciidoc, notebook, patch];
