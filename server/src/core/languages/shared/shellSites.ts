/** Sites in shell text: command lines of MongoDB's programs, URIs in assignments and arguments, here-documents. */
import { HOLE, MappedTextBuilder, sliceMapped, verbatimText } from '../../text/mappedText';
import type { ConnectionSite, MappedText, SiteUri, SourceDocument, Span } from '../../types';
import { commandLineSite, impliedDriver, programDriver, withImpliedProgram, type Word } from './commandLine';
import { outerSites } from './embedded';
import { fileOfTag, fileOfText } from './guessLanguage';
import { uriRanges } from './runningText';
import { shellScript, type ShellCommand, type ShellDialect } from './shellWords';
import { siteUri } from './uriLiteral';
import { variableReader } from './variableReaders';

export interface ShellContext {
  readonly finder: string;
  readonly dialect: ShellDialect;
  /** Finds sites in a text of another language (here-documents); the list of finders, passed in to keep families apart. */
  readonly find: (doc: SourceDocument) => readonly ConnectionSite[];
  readonly depth?: number;
  /** Flags known from elsewhere, by variable (a makefile's variables). */
  readonly lists?: ReadonlyMap<string, readonly Word[]>;
}

const assignment = /^(?:--?[\w-]+=)?([A-Za-z_][\w.]*)\+?=/;
/** Characters with which a list of flags can begin. */
const flags = /(?:^|\s)--?(?:tls|ssl)\w*/i;

/** Sites of `text` from `from` to `to`. */
export function shellSites(
  text: string,
  context: ShellContext,
  from = 0,
  to = text.length,
): readonly ConnectionSite[] {
  const script = shellScript(text, context.dialect, from, to);
  const sites: ConnectionSite[] = [];
  const lists = flagVariables(script.commands, context);
  const used = new Set(script.commands.flatMap((c) => c.words.flatMap((w) => w.variable ?? [])));
  for (const command of script.commands) {
    const words = [...expanded(command.words, lists), ...(command.array ? command.array.words : [])];
    const site = commandLineSite(words, {
      finder: context.finder,
      join: 'shell',
      document: text,
      ...ampersandOf(text, context.dialect, undefined),
    });
    const end = command.words[command.words.length - 1]?.span.end ?? 0;
    const whole = site && end > site.span.end ? { ...site, span: { ...site.span, end } } : site;
    const shown = whole && withAmpersand(whole, text, context.dialect);
    if (shown) sites.push(shown);
    command.words.forEach((word, i) => sites.push(...wordSites(word, i, command, shown, text, context)));
    for (const word of command.array?.words ?? [])
      if (!shown?.uri || shown.uri.span.start < word.span.start || shown.uri.span.end > word.span.end)
        sites.push(...wordSites(word, -1, command, shown, text, context));
    for (const heredoc of command.heredocs) {
      if ((context.depth ?? 0) > 4) continue;
      const path = heredocFile(command, heredoc.file ?? command.file, heredoc.body.text);
      sites.push(...outerSites(heredoc.body, context.find({ path, text: heredoc.body.text })));
    }
  }
  for (const [name, words] of lists)
    if (!used.has(name) && !context.lists?.has(name)) sites.push(...flagsAlone(words, context, text));
  for (const comment of script.comments) sites.push(...commentSites(text, comment, context));
  return sites;
}

function heredocFile(command: ShellCommand, file: string | undefined, body: string): string {
  if (
    file !== undefined &&
    /\.\w+$|\/[\w.-]+$|^[\w.-]+$/.test(file) &&
    !file.includes(HOLE) &&
    file !== '/dev/null'
  )
    return file;
  for (const word of command.words) {
    const name = word.text.text.replace(/^.*\//, '');
    if (/^mongo(?:sh)?$/.test(name)) return 'x.js';
    const known = /^(?:python[\d.]*|node|bash|sh|zsh|ruby|perl|php|Rscript)$/.test(name)
      ? fileOfTag(name.replace(/[\d.]+$/, ''))
      : undefined;
    if (known) return known;
    if (name === 'tee') {
      const target = command.words.find((w) => /^[\w./-]+\.\w+$/.test(w.text.text));
      if (target) return target.text.text;
    }
  }
  return fileOfText(body) ?? 'x.txt';
}

/** Flags that scripts collect in variables: `OPTS="--tls --tlsCAFile x"`, `OPTS="$OPTS --tls"`, `ARGS+=(--tls)`. */
function flagVariables(
  commands: readonly ShellCommand[],
  context: ShellContext,
): ReadonlyMap<string, readonly Word[]> {
  const lists = new Map<string, Word[]>(
    [...(context.lists ?? [])].map(([name, words]) => [name, [...words]]),
  );
  const add = (name: string, words: readonly Word[], conditional: boolean): void => {
    const list = lists.get(name) ?? [];
    if (list.length > 200) return;
    list.push(...words.map((w) => (conditional ? { ...w, conditional: true } : w)));
    lists.set(name, list);
  };
  for (const command of commands) {
    if (command.array)
      add(
        command.array.name,
        command.array.words.filter((w) => w.variable !== command.array!.name),
        command.conditional,
      );
    command.words.forEach((word, i) => {
      const match = /^([A-Za-z_]\w*)\+?=/.exec(word.text.text);
      let name = match?.[1];
      let value: MappedText | undefined = match
        ? sliceMapped(word.text, match[0].length, word.text.text.length)
        : undefined;
      if (
        name === undefined &&
        word.variable !== undefined &&
        /^\+?=$/.test(command.words[i + 1]?.text.text ?? '')
      ) {
        // PowerShell: `$opts = "--tls …"`, `$opts = @("--tls", …)`.
        const rest = command.words.slice(i + 2);
        if (rest.length > 1 || (rest[0] && !/\s/.test(rest[0].text.text))) {
          add(word.variable, rest, command.conditional);
          return;
        }
        name = word.variable;
        value = rest[0]?.text;
      } else if (
        name === undefined &&
        i > 0 &&
        command.words[0]!.text.text === 'set' &&
        /^[A-Za-z_]\w*$/.test(command.words[i - 1]!.text.text)
      ) {
        name = command.words[i - 1]!.text.text;
        value = word.text;
      }
      if (name === undefined || !value || !flags.test(value.text) || namesProgram(value.text)) return;
      // The value is words of its own; their places are found through the mapping.
      const inner = shellScript(value.text, context.dialect === 'make' ? 'sh' : context.dialect);
      const words = inner.commands
        .flatMap((c) => c.words)
        .filter((w) => !w.text.text.includes(HOLE) || /^-/.test(w.text.text) || w.text.text.length > 1);
      add(
        name,
        words.map((w) => outerWord(value, w)),
        command.conditional || words.length === 0,
      );
    });
  }
  return lists;
}

/** A word found in `value.text`, moved to where `value` stands in the document. */
function outerWord(value: MappedText, word: Word): Word {
  const moved = (mapped: MappedText): MappedText => {
    const builder = new MappedTextBuilder();
    for (const s of mapped.segments) builder.append(sliceMapped(value, s.source.start, s.source.end));
    const built = builder.build();
    return built.text === mapped.text
      ? built
      : {
          text: mapped.text,
          segments: built.segments
            .slice(0, 1)
            .map((x) => ({ ...x, at: 0, length: mapped.text.length, kind: 'escape' })),
        };
  };
  const text = moved(word.text);
  const first = sliceMapped(value, word.span.start, word.span.end).segments;
  const span =
    first.length > 0
      ? { start: first[0]!.source.start, end: first[first.length - 1]!.source.end }
      : { start: 0, end: 0 };
  return { ...word, text, span };
}

/** The words with the flags of collected variables in the place of the variables. */
function expanded(words: readonly Word[], lists: ReadonlyMap<string, readonly Word[]>): readonly Word[] {
  if (lists.size === 0 || !words.some((w) => w.variable !== undefined && lists.has(w.variable))) return words;
  return words.flatMap((w) => {
    const list = w.variable !== undefined ? lists.get(w.variable) : undefined;
    return list && w.text.text.trim() === HOLE && list.some((l) => l.text.text.startsWith('-')) ? list : [w];
  });
}

/** How an unquoted or quoted word writes `&`. */
function ampersandOf(text: string, dialect: ShellDialect, word: Span | undefined): { ampersand?: string } {
  if (!word) return { ampersand: '&' };
  const last = text[word.end - 1];
  if (last === '"' || (last === "'" && dialect !== 'batch')) return { ampersand: '&' };
  if (dialect === 'batch') return { ampersand: '^&' };
  return dialect === 'powershell' ? {} : { ampersand: '\\&' };
}

function withAmpersand(site: ConnectionSite, text: string, dialect: ShellDialect): ConnectionSite {
  if (!site.uri) return site;
  const after = text[site.uri.span.end];
  const quoted = after === '"' || after === "'";
  const { ampersand: _, ...uri } = site.uri;
  return {
    ...site,
    uri: {
      ...uri,
      ...ampersandOf(text, dialect, quoted ? { start: 0, end: site.uri.span.end + 1 } : site.uri.span),
    },
  };
}

function wordSites(
  word: Word,
  index: number,
  command: ShellCommand,
  site: ConnectionSite | undefined,
  text: string,
  context: ShellContext,
): readonly ConnectionSite[] {
  const value = word.text.text;
  const depth = context.depth ?? 0;
  if (
    depth < 4 &&
    /\s/.test(value) &&
    /\bmongo(?:sh|[ds]|dump|restore|export|import|stat|top|files)?(?:\.exe)?\s/.test(value)
  ) {
    // `bash -c "mongosh … --tls"`: a command line inside a word.
    const name = /^[A-Za-z_]\w*\+?=/.exec(value)?.[0].length ?? 0;
    const part = sliceMapped(word.text, name, value.length);
    const inner = shellSites(part.text, { ...context, dialect: 'sh', depth: depth + 1 });
    if (inner.some((s) => s.kind === 'cli' || s.uri)) return outerSites(part, inner);
  }
  if (!/mongodb(?:\+srv)?:\/\//i.test(value)) return [];
  if (/^\s*[{[]\s*["{]/.test(value)) {
    // A JSON document as an argument (`curl -d '{…}'`).
    return outerSites(word.text, context.find({ path: 'x.json', text: value })).map(
      ({ insertion: _, ...s }) => s,
    );
  }
  const ranges = uriRanges(value);
  const first = command.words[0]?.text.text ?? '';
  const prose =
    /^(?:echo|printf|Write-Host|Write-Output|log|info|warn|error|die|fail|usage|success|msg)$/i.test(first) &&
    command.file === undefined &&
    !command.words.some((w) => /^\|/.test(w.text.text));
  return ranges.flatMap((range): ConnectionSite[] => {
    const uri = siteUri(sliceMapped(word.text, range.start, range.end), undefined);
    if (!uri || (site?.uri && site.uri.span.start === uri.span.start)) return [];
    const defines = definition(value, range.start, word, index, command);
    return [
      uriSite(
        withUriAmpersand(uri, text, word, context.dialect),
        context.finder,
        defines,
        prose ? 'prose' : undefined,
      ),
    ];
  });
}

function withUriAmpersand(uri: SiteUri, text: string, word: Word, dialect: ShellDialect): SiteUri {
  return { ...uri, ...ampersandOf(text, dialect, word.span) };
}

function definition(
  value: string,
  uriStart: number,
  word: Word,
  index: number,
  command: ShellCommand,
): ConnectionSite['defines'] {
  const before = value.slice(0, uriStart).replace(/["']$/, '');
  const match = assignment.exec(before);
  if (match && match[0] === before) {
    const nameAt = before.length - 1 - match[1]!.length - (before.endsWith('+=') ? 1 : 0);
    const mapped = sliceMapped(word.text, nameAt, nameAt + match[1]!.length);
    const s = mapped.segments[0]?.source;
    return { variable: match[1]!, span: s ?? word.span };
  }
  const previous = command.words[index - 1];
  if (previous && before === '') {
    if (previous.text.text === '=' || previous.text.text === '+=') {
      const name = command.words[index - 2];
      if (name?.variable !== undefined) return { variable: name.variable, span: name.span };
    }
    if (
      /^(?:set|setenv|setx)$/i.test(command.words[0]!.text.text) &&
      /^[A-Za-z_]\w*$/.test(previous.text.text)
    )
      return { variable: previous.text.text, span: previous.span };
  }
  return undefined;
}

function uriSite(
  uri: SiteUri,
  finder: string,
  defines: ConnectionSite['defines'],
  context: ConnectionSite['context'],
): ConnectionSite {
  return {
    kind: 'uri',
    finder,
    span: uri.span,
    uri,
    options: [],
    open: false,
    driver: (defines && variableReader(defines.variable)) ?? {
      id: 'unknown',
      because: 'nothing near the URI names a driver',
    },
    ...(defines ? { defines } : {}),
    ...(context ? { context } : {}),
  };
}

/** Flags that only MongoDB has, in a variable that another script uses. */
function flagsAlone(
  words: readonly Word[],
  context: ShellContext,
  document: string,
): readonly ConnectionSite[] {
  const site = commandLineSite(withImpliedProgram(words), {
    finder: context.finder,
    join: 'shell',
    document,
  });
  if (!site || site.options.length === 0) return [];
  const { insertion: _, ...bare } = site;
  return [{ ...bare, driver: impliedDriver(site) }];
}

/** Commented-out commands and URIs. */
function commentSites(text: string, comment: Span, context: ShellContext): readonly ConnectionSite[] {
  const body = text.slice(comment.start, comment.end);
  if (/mongodb(?:\+srv)?:\/\//i.test(body) || (programWord.test(body) && flags.test(body))) {
    const start = comment.start + (/^(?:@?rem\b|::|<#|#+)/i.exec(body)?.[0].length ?? 0);
    const mapped = verbatimText(text, start, comment.end);
    if ((context.depth ?? 0) < 4) {
      const inner = shellSites(mapped.text, { ...context, depth: (context.depth ?? 0) + 4 });
      return outerSites(mapped, inner).map((s) => ({ ...s, context: 'comment' as const }));
    }
  }
  return [];
}

const programWord = /\bmongo(?:sh|[ds]|dump|restore|export|import|stat|top|files)?\b/;

/** True when a text is worth reading as a command: it names a MongoDB program as a word of its own. */
export function namesProgram(text: string): boolean {
  return programWord.test(text) && text.split(/[\s"'()[\],;|&]+/).some((w) => programDriver(w) !== undefined);
}
