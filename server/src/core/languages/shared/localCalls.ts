/** Calls of functions that the file declares itself: what each parameter is given. */
import { WORD } from './lexer';
import type { Range, Syntax } from './syntax';

/** One call, seen from inside the function. */
export interface LocalCall extends Range {
  /** What a parameter stands for: its argument, or its default where no argument is given. */
  readonly given: ReadonlyMap<string, Range>;
  /** The parameter that collects arguments by name (`**extra`), and those that it collects. */
  readonly rest?: { readonly name: string; readonly items: readonly Range[] };
}

interface Parameter {
  readonly name: string;
  readonly kind: 'one' | 'list' | 'rest';
  readonly fallback?: Range;
}

/** The bracket that opens the parameters of the function whose declaration has its name at `token`; -1 when there is none. */
function parameterList(s: Syntax, token: number): number {
  const { t } = s;
  let open = token + 1;
  if (s.isAssign(open)) {
    open++;
    while (t.kind[open] === WORD && /^(?:async|function)$/.test(t.at(open))) open++;
  } else if (s.punct(open) === '<') while (open < token + 20 && s.punct(open) !== '(') open++;
  return s.punct(open) === '(' && t.match[open]! > open ? open : -1;
}

function parameterOf(s: Syntax, item: Range): Parameter | undefined {
  const { t } = s;
  let k = item.from;
  const mark = s.punct(k);
  if (/^(?:\*\*?|\.\.\.)$/.test(mark)) k++;
  while (k < item.to - 1 && t.kind[k] === WORD && /^(?:public|private|protected|readonly)$/.test(t.at(k)))
    k++;
  // A type before the name belongs to languages in which nothing is bound.
  if (t.kind[k] !== WORD || t.kind[k + 1] === WORD) return undefined;
  const name = s.normal(t.at(k));
  if (mark === '**') return { name, kind: 'rest' };
  if (mark === '*' || mark === '...') return { name, kind: 'list' };
  for (let i = k + 1; i < item.to; i++) {
    if (t.match[i]! > i) i = t.match[i]!;
    else if (s.punct(i) === '=') return { name, kind: 'one', fallback: { from: i + 1, to: item.to } };
  }
  return { name, kind: 'one' };
}

/**
 * What the call whose arguments begin at bracket `open` gives to the function that is declared at `token`; `end` is the last
 * token of the function that is of interest. Undefined where the text does not show what is given.
 */
export function localCall(s: Syntax, token: number, open: number, end: number): LocalCall | undefined {
  const { t } = s;
  const list = parameterList(s, token);
  if (list < 0) return undefined;
  const given = new Map<string, Range>();
  const parameters: Parameter[] = [];
  for (const [n, item] of s.items(list).entries()) {
    // The object itself is no argument.
    if (n === 0 && item.to === item.from + 1 && /^(?:self|cls)$/.test(t.at(item.from))) continue;
    // `*` and `/` only say how the others are given.
    if (item.to === item.from + 1 && t.kind[item.from] !== WORD) continue;
    const parameter = parameterOf(s, item);
    if (!parameter) return undefined;
    parameters.push(parameter);
  }
  const positional = parameters.filter((p) => p.kind !== 'rest');
  const rest: Range[] = [];
  let next = 0;
  for (const item of s.items(open)) {
    // What is spread may be any of them.
    if (/^(?:\*\*?|\.\.\.)$/.test(s.punct(item.from))) return undefined;
    const entry = s.entry(item);
    if (entry && entry.nameToken === item.from && t.kind[item.from] === WORD && !entry.shorthand) {
      if (parameters.some((p) => p.kind === 'one' && p.name === entry.name))
        given.set(entry.name, entry.value);
      else rest.push(item);
    } else if (positional[next]?.kind === 'one') given.set(positional[next++]!.name, item);
  }
  for (const { name, fallback } of parameters) if (fallback && !given.has(name)) given.set(name, fallback);
  const collected = parameters.find((p) => p.kind === 'rest');
  return {
    from: list,
    to: end,
    given,
    ...(collected ? { rest: { name: collected.name, items: rest } } : {}),
  };
}
