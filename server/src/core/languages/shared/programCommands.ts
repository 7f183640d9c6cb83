/** Command lines in program text: argv arrays (`spawn("mongodump", ["--uri", uri])`), and commands written in one string. */
import { HOLE, MappedTextBuilder, sliceMapped, sourceSpan } from '../../text/mappedText';
import type { ConnectionSite } from '../../types';
import { commandLineSite, programDriver, withImpliedProgram, type Word } from './commandLine';
import { outerSites } from './embedded';
import { WORD } from './lexer';
import { namesProgram, shellSites } from './shellSites';
import type { Reading } from './reading';
import type { Range, Syntax } from './syntax';

const candidate =
  /mongo(?:sh|d|s|dump|restore|export|import|stat|top|files)?(?:\.exe)?(?=["'`\s])|bsondump(?=["'`\s])|["'`][ \t]?--(?:tls|ssl)(?:[A-Z]\w+)?(?=["'`=\s])/g;

/** Finds the command lines of a program text and claims the string tokens that belong to one. */
export function programCommands(s: Syntax, finder: string, reading: Reading): void {
  const { t, text } = s;
  const { sites, claimed } = reading;
  const find = (): readonly ConnectionSite[] => [];
  const done = new Set<number>();
  /** Sites of flags that are added to one list, by the list. */
  const parts = new Map<string, { readonly index: number; readonly token: number }>();
  const addPart = (part: ConnectionSite, key: string | undefined, token: number, maybe: boolean): void => {
    const before = key === undefined ? undefined : parts.get(key);
    const added = maybe ? under(part) : part;
    if (before) {
      const deeper = maybe || isDeeper(s, before.token, token);
      sites[before.index] = together(sites[before.index]!, deeper ? under(part) : part);
      return;
    }
    if (key !== undefined) parts.set(key, { index: sites.length, token });
    sites.push(added);
  };
  for (const match of reading.matches(candidate)) {
    const token = t.tokenAt(match.index + (/["'`]/.test(match.text[0]!) ? 1 : 0));
    if (token < 0 || !t.isString(token) || claimed.has(token) || done.has(token)) continue;
    done.add(token);
    const value = t.decode(token);
    if (programDriver(value.text) !== undefined || /^\s?--(?:tls|ssl)/.test(value.text)) {
      const open = t.parent[token]!;
      const fragment = /^\s?--\S+\s/.test(value.text) ? fragmentSite(s, token, finder) : undefined;
      if (fragment) {
        reading.entangled = true;
        addPart(fragment.site, fragment.key, token, false);
        claimed.add(token);
        continue;
      }
      if (/\s/.test(value.text) || open < 0 || t.match[open]! < 0) continue;
      // A lone `--tls` says too little.
      if (/^--(?:tls|ssl)$/.test(value.text)) continue;
      const callee = s.punct(open) === '(' ? s.callee(open) : undefined;
      if (callee && otherCalls.test(callee.name)) continue;
      const items = s.items(open);
      const first = items.findIndex((i) => i.from <= token && token < i.to);
      if (first < 0) continue;
      const isProgram = programDriver(value.text) !== undefined;
      const list = argv(s, isProgram ? items.slice(first) : items, done);
      const words =
        isProgram || list.some((w) => programDriver(w.text.text)) ? list : withImpliedProgram(list);
      if (words.length === 0) continue;
      const site = commandLineSite(words, { finder, join: 'array', ampersand: '&', document: text });
      if (!site) continue;
      for (let i = open + 1; i < t.match[open]!; i++) if (t.isString(i)) claimed.add(i);
      if (isProgram) {
        sites.push(site);
        continue;
      }
      // Flags alone: the rest of the command is put together elsewhere.
      reading.entangled = true;
      const grownList = callee ? grown(s, callee.path, items) : growsList(s, open);
      addPart(
        { ...site, open: true },
        grownList === undefined ? undefined : `${s.scope(token).start} ${grownList}`,
        token,
        // `addIf(args, "--tls", wanted)`: the function may leave the flag out.
        callee !== undefined && !callee.path.includes('.') && callee.name !== 'append',
      );
    } else if (
      /\s/.test(value.text) &&
      namesProgram(value.text) &&
      /--(?:tls|ssl)|mongodb(?:\+srv)?:\/\/|--host|\s-h\s/i.test(value.text)
    ) {
      const found = shellSites(value.text, { finder, dialect: 'sh', find }).filter((x) => x.kind === 'cli');
      if (found.length === 0) continue;
      claimed.add(token);
      sites.push(...outerSites(value, found).map(({ insertion: _, ...x }) => x));
    }
  }
}

/** Calls that declare a flag, ask for one or talk about it. */
const otherCalls =
  /^(?:add_argument|addArgument|add_option|option|addOption|requiredOption|Option|option!|flag|Flag|arg|long|\w*Var|Bool|String|StringVarP|includes?|indexOf|contains?|Contains|has|startsWith|startswith|HasPrefix|starts_with|describe|it|print\w*|Print\w*|log|info|warn|error|Error|Errorf|get|Get|parse|Arg|Parameter|Parameters|Names?|equals|match)$/;

/** The list that a call adds to: what the method hangs on, or the first argument (`addFlag(args, "--tls")`). */
function grown(s: Syntax, callee: string, items: readonly Range[]): string {
  const dot = callee.lastIndexOf('.');
  if (dot > 0) return callee.slice(0, dot);
  const first = items[0];
  return (first && s.pathOf(first)) ?? callee;
}

/** `args += ["--tlsCAFile", ca]`, `args << […]`: the variable of the list that grows. */
function growsList(s: Syntax, open: number): string | undefined {
  const sign = open - 1;
  if (!/^(?:\+=|<<|=|\+)$/.test(s.punct(sign))) return undefined;
  const path = s.pathEndingAt(sign - 1);
  return path && s.normal(path.path);
}

/** Flags in a text that is added to a command: `command += " --tls --tlsCAFile " + ca`. Nothing else stands in it. */
function fragmentSite(
  s: Syntax,
  token: number,
  finder: string,
): { readonly site: ConnectionSite; readonly key: string | undefined } | undefined {
  const start = s.statementStart(token);
  const range = s.textRange(token, { from: start, to: Math.max(token + 1, s.statementEnd(token)) });
  const text = range.from === token ? (s.readText(range) ?? s.t.decode(token)) : s.t.decode(token);
  const words: Word[] = [];
  let value = false;
  for (const m of text.text.matchAll(/\S+/g)) {
    const word = m[0];
    if (!word.startsWith('-') && !value) return undefined;
    if (/^(?:or|and|is|to|with)$/i.test(word)) return undefined;
    if (/^[[<(]|[\])>]$/.test(word)) return undefined;
    value = word.startsWith('-') && !word.includes('=');
    const part = sliceMapped(text, m.index, m.index + word.length);
    words.push({ text: part, span: sourceSpan(part, 0, part.text.length) });
  }
  const call = s.t.parent[token]!;
  const callee = call >= 0 && s.punct(call) === '(' ? s.callee(call) : undefined;
  if (callee && otherCalls.test(callee.name)) return undefined;
  const site = commandLineSite(withImpliedProgram(words), { finder, join: 'array', ampersand: '&' });
  if (!site) return undefined;
  const path = s.pathEndingAt(start);
  let end = start;
  while (end < token && !/^(?:\+=|<<|=|:=|\.=)$/.test(s.punct(end))) end++;
  const target = end < token ? s.pathEndingAt(end - 1) : path;
  return {
    site: { ...site, open: true },
    key: target && `${s.scope(token).start} ${s.normal(target.path)}`,
  };
}

/** The same flags, which may be there or not. */
function under(part: ConnectionSite): ConnectionSite {
  return { ...part, options: part.options.map((o) => ({ ...o, conditional: true })) };
}

/** True when token `later` is reached only under a condition that token `first` does not stand under. */
function isDeeper(s: Syntax, first: number, later: number): boolean {
  const a = s.statementStart(outermost(s, first));
  const b = s.statementStart(outermost(s, later));
  if (s.grammar.blocks === 'braces') return s.t.parent[a] !== s.t.parent[b];
  if (s.lineIndent(a) !== s.lineIndent(b)) return true;
  const end = s.statementEnd(b);
  for (let i = b; i < end; i++) if (s.t.kind[i] === WORD && /^(?:if|unless)$/.test(s.t.at(i))) return true;
  return false;
}

/** The bracket at the level of statements that holds a token, or the token itself. */
function outermost(s: Syntax, token: number): number {
  let at = token;
  for (let open = s.t.parent[at]!; open >= 0 && !s.isBlock(open); open = s.t.parent[at]!) at = open;
  return at;
}

/** Two sites whose flags end up in one list. */
function together(a: ConnectionSite, b: ConnectionSite): ConnectionSite {
  const { insertion: _, ...rest } = a;
  return {
    ...rest,
    // Flags that only a server has say who reads the others.
    driver: b.driver.id === 'mongod' ? b.driver : a.driver,
    span: { start: Math.min(a.span.start, b.span.start), end: Math.max(a.span.end, b.span.end) },
    options: [...a.options, ...b.options],
  };
}

/** Words of a list's items; a nested list (`spawn(name, [args])`) is opened, what is no literal is a hole. */
function argv(s: Syntax, items: readonly Range[], done: Set<number>): readonly Word[] {
  const { t } = s;
  const words: Word[] = [];
  for (const item of items) {
    if (words.length > 200) break;
    // `[…]`, `new[] {…}`, `List.of(…)`, `[]string{…}`, `[…].concat(…)`: the list inside.
    let open = -1;
    for (let i = item.from; i < item.to && i < item.from + 6; i++)
      if (s.isOpen(i) && /[[({]/.test(s.punct(i)) && t.match[i]! > i + 1) {
        // `config['file']` is one value.
        if (s.punct(i) === '[' && i > item.from && (t.kind[i - 1] === WORD || /^[)\]]$/.test(s.punct(i - 1))))
          break;
        open = i;
        break;
      }
    const span = s.span(item.from, item.to);
    const suffix = t.isString(item.from) && item.to > item.from + 1 && s.isMember(item.from + 1);
    if (t.isString(item.from) && (item.to === item.from + 1 || suffix)) {
      done.add(item.from);
      words.push({ text: t.decode(item.from), span: { start: t.start[item.from]!, end: t.end[item.from]! } });
    } else if (open >= 0 && words.length <= 2 && t.isString(open + 1)) {
      words.push(...argv(s, s.items(open), done));
    } else {
      const read = s.readText({ from: item.from, to: item.to });
      const word = item.to === item.from + 1 && t.isWord(item.from) ? t.at(item.from) : undefined;
      words.push({
        text: read && read.text !== HOLE ? read : new MappedTextBuilder().hole(span.start, span.end).build(),
        span,
        ...(word !== undefined ? { variable: word } : {}),
      });
    }
  }
  return words;
}
