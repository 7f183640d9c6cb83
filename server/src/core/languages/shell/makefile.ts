/** Makefiles: variables and recipes. */
import { MappedTextBuilder } from '../../text/mappedText';
import type { ConnectionSite } from '../../types';
import type { Word } from '../shared/commandLine';
import { namesProgram, shellSites, type ShellContext } from '../shared/shellSites';
import { shellScript } from '../shared/shellWords';
import { siteUri } from '../shared/uriLiteral';
import { logicalLines } from './lines';

/** The sites of a makefile (and of a justfile, whose recipes look the same). */
export function makeSites(text: string, context: Omit<ShellContext, 'dialect'>): readonly ConnectionSite[] {
  const sites: ConnectionSite[] = [];
  const lists = new Map<string, readonly Word[]>();
  const shell: ShellContext = { ...context, dialect: 'make', lists };
  const lines = logicalLines(text, '\\');
  const assignment = /^\s*(?:export\s+|override\s+)*([A-Za-z_][\w.-]*)\s*(?:\?=|::?=|\+=|=|!=)[ \t]*/;
  for (const line of lines) {
    const content = text.slice(line.start, line.end);
    const match = content.startsWith('\t') ? null : assignment.exec(content);
    if (!match) continue;
    const start = line.start + match[0].length;
    const words = shellScript(text, 'make', start, line.end).commands.flatMap((c) => c.words);
    if (
      words.some((w) => /^--?(?:tls|ssl)/i.test(w.text.text)) &&
      !words.some((w) => namesProgram(w.text.text))
    )
      lists.set(match[1]!, words);
  }
  for (const line of lines) {
    const content = text.slice(line.start, line.end);
    if (/^\s*#/.test(content)) {
      sites.push(...shellSites(text, shell, line.start, line.end));
      continue;
    }
    const match = content.startsWith('\t') ? null : assignment.exec(content);
    if (match) {
      const start = line.start + match[0].length;
      const uri = makeUri(text, start, line.end);
      const nameStart = line.start + match[0].indexOf(match[1]!);
      if (uri)
        sites.push({
          kind: 'uri',
          finder: context.finder,
          span: uri.span,
          uri,
          options: [],
          open: false,
          driver: { id: 'unknown', because: 'nothing near the URI names a driver' },
          defines: { variable: match[1]!, span: { start: nameStart, end: nameStart + match[1]!.length } },
        });
      else if (namesProgram(content)) sites.push(...shellSites(text, shell, start, line.end));
      continue;
    }
    if (/^\s/.test(content)) {
      const prefix = /^\s*[@+-]*\s*/.exec(content)![0].length;
      sites.push(...shellSites(text, shell, line.start + prefix, line.end));
    } else if (/mongodb(?:\+srv)?:\/\//i.test(content)) {
      // `target: VAR = mongodb://…`, a recipe behind `;`.
      const colon = content.indexOf(':');
      sites.push(...shellSites(text, shell, line.start + colon + 1, line.end));
    }
  }
  return sites;
}

function makeUri(text: string, start: number, end: number): ReturnType<typeof siteUri> {
  const quoted = /^["']/.test(text[start] ?? '');
  const from = quoted ? start + 1 : start;
  const stop = quoted
    ? Math.max(from, text.lastIndexOf(text[start]!, end - 1))
    : from + (/[ \t]#|[ \t]*$/.exec(text.slice(from, end))?.index ?? end - from);
  const builder = new MappedTextBuilder();
  let at = from;
  for (const match of text.slice(from, stop).matchAll(/\$\([\w.-]+\)|\$\{[\w.-]+\}|\$\$\{?\w+\}?/g)) {
    const i = from + match.index;
    builder.verbatim(text, at, i).hole(i, i + match[0].length);
    at = i + match[0].length;
  }
  const mapped = builder.verbatim(text, at, stop).build();
  return /\s/.test(mapped.text.trim()) ? undefined : siteUri(mapped, '&');
}
