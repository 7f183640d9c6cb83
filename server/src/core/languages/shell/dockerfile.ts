/** Dockerfiles: ENV and ARG, and the commands of RUN, CMD, ENTRYPOINT and HEALTHCHECK in shell and exec form. */
import { MappedTextBuilder } from '../../text/mappedText';
import type { ConnectionSite, SiteDriver } from '../../types';
import { commandLineSite, type Word } from '../shared/commandLine';
import { outerSites } from '../shared/embedded';
import { shellSites, type ShellContext } from '../shared/shellSites';
import { imageReader } from '../shared/variableReaders';
import { logicalLines } from './lines';

/** The sites of a Dockerfile. */
export function dockerSites(text: string, context: Omit<ShellContext, 'dialect'>): readonly ConnectionSite[] {
  const shell: ShellContext = { ...context, dialect: 'sh' };
  const escape = /^\s*#\s*escape\s*=\s*`/im.test(text.slice(0, 400)) ? '`' : '\\';
  const sites: ConnectionSite[] = [];
  let server = false;
  // A stage that is built on another one (`FROM base AS final`) has its image.
  const stages = new Map<string, SiteDriver | undefined>();
  let reader: SiteDriver | undefined;
  const variables = (found: readonly ConnectionSite[]): void => {
    for (const site of found)
      sites.push(reader && site.defines && site.driver.id === 'unknown' ? { ...site, driver: reader } : site);
  };
  for (const line of logicalLines(text, escape)) {
    const match = /^(\s*(?:ONBUILD\s+)?([A-Za-z]+)\s+)(?:((?:--\S+\s+)+)(?:CMD\s+)?|CMD\s+)?/.exec(
      text.slice(line.start, line.end),
    );
    if (!match) {
      if (/^\s*#/.test(text.slice(line.start, line.end)))
        sites.push(...shellSites(text, shell, line.start, line.end));
      continue;
    }
    const instruction = match[2]!.toUpperCase();
    const at = line.start + match[0].length;
    if (instruction === 'FROM') {
      const from = text.slice(at, line.end);
      server =
        /(?:^|\/)(?:mongo|mongodb-(?:community|enterprise)-server|percona-server-mongodb)(?:[:@\s]|$)/.test(
          from,
        );
      const [image = '', as, name] = from.trim().split(/\s+/);
      reader = stages.has(image) ? stages.get(image) : imageReader(image);
      if (as?.toUpperCase() === 'AS' && name !== undefined) stages.set(name, reader);
    } else if (instruction === 'ENV' || instruction === 'ARG') {
      const old = /^([A-Za-z_]\w*)[ \t]+(?!=)/.exec(text.slice(at, line.end));
      if (old && instruction === 'ENV') {
        // `ENV NAME value` takes the rest of the line.
        const builder = new MappedTextBuilder()
          .verbatim(text, at, at + old[1]!.length)
          .escape('=', at + old[1]!.length, at + old[0].length);
        const inner = builder.verbatim(text, at + old[0].length, line.end).build();
        variables(outerSites(inner, shellSites(inner.text, shell)));
      } else variables(shellSites(text, shell, at, line.end));
    } else if (/^(?:RUN|CMD|ENTRYPOINT|HEALTHCHECK|SHELL)$/.test(instruction)) {
      const list = execForm(text, at, line.end);
      if (!list) {
        // A here-document of RUN goes on behind the line.
        const heredoc = /<<-?\s*["']?(\w+)["']?/.exec(text.slice(at, line.end));
        let end = line.end;
        if (heredoc) {
          const closer = new RegExp(`^\\s*${heredoc[1]!}\\s*$`, 'm').exec(text.slice(line.end));
          if (closer) end = line.end + closer.index + closer[0].length;
        }
        sites.push(...shellSites(text, shell, at, end));
        continue;
      }
      const first = list[0]!;
      const words: readonly Word[] =
        server && first.text.text.startsWith('-')
          ? [
              {
                text: new MappedTextBuilder().escape('mongod', first.span.start, first.span.start).build(),
                span: { start: first.span.start, end: first.span.start },
              },
              ...list,
            ]
          : list;
      const site = commandLineSite(words, { finder: context.finder, join: 'array', ampersand: '&' });
      if (site) sites.push(site);
      else
        for (const word of list)
          if (/\s/.test(word.text.text))
            sites.push(...outerSites(word.text, shellSites(word.text.text, shell)));
    }
  }
  return sites;
}

/** Words of `["a", "b"]`; undefined when it is no such list. */
function execForm(text: string, from: number, to: number): readonly Word[] | undefined {
  if (text[from] !== '[') return undefined;
  const words: Word[] = [];
  let i = from + 1;
  while (i < to && text[i] !== ']') {
    if (text[i] !== '"') {
      if (!/[\s,\\`]/.test(text[i]!)) return undefined;
      i++;
      continue;
    }
    const start = i++;
    const builder = new MappedTextBuilder();
    while (i < to && text[i] !== '"') {
      const variable = /^\$(?:\{\w+\}|[A-Za-z_]\w*)/.exec(text.slice(i, Math.min(to, i + 80)));
      if (variable) {
        builder.hole(i, i + variable[0].length);
        i += variable[0].length;
      } else if (text[i] === '\\' && i + 1 < to) {
        builder.escape(text[i + 1]!, i, i + 2);
        i += 2;
      } else {
        builder.verbatim(text, i, i + 1);
        i++;
      }
    }
    i = Math.min(i + 1, to);
    words.push({ text: builder.build(), span: { start, end: i } });
  }
  return words.length > 0 ? words : undefined;
}
