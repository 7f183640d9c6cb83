/**
 * What a function of the text answers, whatever it is asked: the one value of all its ways, where the text shows it.
 * A number of which the answer depends (the faults that .NET reports to a callback) can be given.
 */
import { visibleDefinitions } from './collect';
import { NUMBER, WORD } from './lexer';
import type { Range, Syntax } from './syntax';

/** null: no value; undefined: not known. */
export type Answer = boolean | null | undefined;

/** A parameter whose value is given, by its place, and the names of numbers that it is compared with. */
export interface Given {
  readonly parameter: number;
  readonly value: number;
  readonly names: Readonly<Record<string, number>>;
}

/** A function that was found: the bracket of its parameters (-1 without one), and its body. */
interface Found {
  readonly parameters: number;
  readonly body: Range;
  readonly kind: 'expression' | 'block';
}

/** What is known while a body is read. */
interface Scope {
  readonly given: Given | undefined;
  readonly name: string | undefined;
  readonly depth: number;
}

const closed = (s: Syntax, open: number): boolean => s.t.match[open]! > open;

/** The one answer that the function `full` gives. */
export function answerOf(s: Syntax, full: Range, given?: Given): Answer {
  const { t } = s;
  const path = s.pathOf(withoutPrefix(s, s.skipGrouping(full)));
  if (path !== undefined && /(?:^|\.)DangerousAcceptAnyServerCertificateValidator$/.test(path)) return true;
  const found = functionOf(s, full, 0);
  if (!found) return undefined;
  const item = given && found.parameters >= 0 ? s.items(found.parameters)[given.parameter] : undefined;
  const name = item && t.kind[item.to - 1] === WORD ? t.at(item.to - 1) : undefined;
  const scope: Scope = { given, name, depth: 0 };
  return found.kind === 'block'
    ? single(answersIn(s, found.body, scope))
    : single({ values: [expression(s, found.body, scope)], goesOn: false });
}

/** The one answer of a body in braces behind `open`. */
export function answerOfBlock(s: Syntax, open: number): Answer {
  return closed(s, open)
    ? single(answersIn(s, { from: open + 1, to: s.t.match[open]! }, nothingGiven))
    : undefined;
}

const nothingGiven: Scope = { given: undefined, name: undefined, depth: 0 };

function withoutPrefix(s: Syntax, range: Range): Range {
  const { t } = s;
  let { from } = range;
  while (
    from < range.to - 1 &&
    t.kind[from] === WORD &&
    /^(?:new|async|AddressOf|static|@?Suppress)$/.test(t.at(from))
  )
    from++;
  return { from, to: range.to };
}

// -- where the function is ----------------------------------------------------------------------------------------------

function functionOf(s: Syntax, full: Range, depth: number): Found | undefined {
  const { t } = s;
  const { from, to } = withoutPrefix(s, s.skipGrouping(full));
  if (to <= from || depth > 4) return undefined;
  const word = t.kind[from] === WORD ? t.at(from) : '';
  const path = s.pathOf({ from, to });
  if (path !== undefined) {
    const definitions = visibleDefinitions(s, path, from).filter((d) => d.kind === 'assignment');
    if (definitions.length === 1) return functionOf(s, definitions[0]!.value, depth + 1);
    return namedFunction(s, path.slice(path.lastIndexOf('.') + 1), from);
  }
  if (word && /Callback$/.test(word) && s.punct(from + 1) === '(' && t.match[from + 1] === to - 1)
    return functionOf(s, { from: from + 2, to: to - 1 }, depth + 1);
  // `delegate { … }`, `function (…) { … }`, `Function(…) True`, `fun _ _ -> true`, `func(…) error { … }`
  if (/^(?:delegate|function|Function|fun|fn|func)$/.test(word)) {
    let body = from + 1;
    while (body < to && s.punct(body) !== '(' && s.punct(body) !== '{' && s.punct(body) !== '->') body++;
    const parameters = s.punct(body) === '(' && closed(s, body) ? body : -1;
    if (parameters >= 0) body = t.match[parameters]! + 1;
    if (s.punct(body) === '->' || s.punct(body) === '=>') body++;
    if (word === 'func' && t.at(body) === 'error') body++;
    return bodyOf(s, parameters, { from: body, to });
  }
  let parameters = -1;
  for (let i = from; i < to; i++) {
    if (s.punct(i) === '=>' || s.punct(i) === '->') return bodyOf(s, parameters, { from: i + 1, to });
    if (s.punct(i) === '(' && i === from && closed(s, i)) {
      parameters = i;
      i = t.match[i]!;
    } else if (t.kind[i] !== WORD) return undefined;
  }
  return undefined;
}

function bodyOf(s: Syntax, parameters: number, range: Range): Found {
  const { from, to } = s.skipGrouping(range);
  return s.punct(from) === '{' && s.t.match[from] === to - 1
    ? { parameters, body: { from: from + 1, to: to - 1 }, kind: 'block' }
    : { parameters, body: { from, to }, kind: 'expression' };
}

/** The function that this file declares by that name, when there is one such function. */
function namedFunction(s: Syntax, name: string, at: number): Found | undefined {
  const { t } = s;
  const found: Found[] = [];
  s.asked?.part(0, s.text.length);
  for (const i of s.occurrences(name)) {
    const token = t.tokenAt(i);
    if (token < 0 || token === at || t.kind[token] !== WORD || t.at(token) !== name) continue;
    const open = token + 1;
    if (s.punct(open) !== '(' || !closed(s, open)) {
      // F#: `let accept _ _ _ _ = true`
      if (t.at(token - 1) !== 'let') continue;
      let sign = open;
      while (sign < token + 12 && t.kind[sign] === WORD) sign++;
      if (s.punct(sign) === '=')
        found.push({
          parameters: -1,
          body: { from: sign + 1, to: s.statementEnd(sign + 1) },
          kind: 'expression',
        });
      continue;
    }
    const close = t.match[open]!;
    let body = close + 1;
    if (t.at(body) === 'As') {
      // Visual Basic: `Function Accept(…) As Boolean … End Function`
      let end = body;
      while (end < t.length && t.at(end) !== 'End') end++;
      found.push({ parameters: open, body: { from: body, to: end }, kind: 'block' });
      continue;
    }
    while (body < close + 8 && t.kind[body] === WORD) body++;
    if (s.punct(body) === '=>')
      found.push({
        parameters: open,
        body: { from: body + 1, to: s.statementEnd(body + 1) },
        kind: 'expression',
      });
    else if (s.punct(body) === '{' && closed(s, body))
      found.push({ parameters: open, body: { from: body + 1, to: t.match[body]! }, kind: 'block' });
  }
  return found.length === 1 ? found[0] : undefined;
}

// -- what it answers ----------------------------------------------------------------------------------------------------

/** The answers of some statements, and whether what stands behind them is reached. */
interface Answers {
  readonly values: readonly Answer[];
  readonly goesOn: boolean;
}

/** What all ways through a body have in common. Where it only ends it answers nothing. */
function single({ values, goesOn }: Answers): Answer {
  if (values.length === 0) return null;
  const all = goesOn && values.includes(null) ? [...values, null] : values;
  return all.every((v) => v === all[0]) ? all[0] : undefined;
}

/** The answers of the statements in a range. What is neither an `if` nor a `return` may happen or not. */
function answersIn(s: Syntax, range: Range, scope: Scope): Answers {
  const { t } = s;
  const values: Answer[] = [];
  for (let i = range.from; i < range.to; i++) {
    if (s.punct(i) === '{' && closed(s, i)) {
      values.push(...answersIn(s, { from: i + 1, to: t.match[i]! }, scope).values);
      i = t.match[i]!;
      continue;
    }
    if (t.kind[i] !== WORD || s.isMember(i - 1)) continue;
    const word = t.at(i);
    const first = i === range.from || /^[;{}]$/.test(s.punct(i - 1));
    const sure = first && s.grammar.blocks === 'braces';
    if (word === 'if' && sure && s.punct(i + 1) === '(' && closed(s, i + 1)) {
      const { answers, end } = branches(s, i, range.to, scope);
      values.push(...answers.values);
      if (!answers.goesOn) return { values, goesOn: false };
      i = end - 1;
    } else if (/^(?:throw|raise|Throw|failwith)$/.test(word)) {
      // Who is asked about a certificate and throws refuses it.
      values.push(scope.given ? false : undefined);
      if (sure) return { values, goesOn: false };
    } else if (/^[rR]eturn$/.test(word)) {
      const end = Math.min(range.to, s.statementEnd(i));
      values.push(end > i + 1 ? expression(s, { from: i + 1, to: end }, scope) : null);
      if (sure) return { values, goesOn: false };
      i = Math.max(i, end - 1);
    }
  }
  return { values, goesOn: true };
}

/** An `if` with its `else`: of a condition that is known only the way that is taken. */
function branches(s: Syntax, at: number, limit: number, scope: Scope): { answers: Answers; end: number } {
  const { t } = s;
  const close = t.match[at + 1]!;
  const condition = expression(s, { from: at + 2, to: close }, scope);
  const then = bodyAt(s, close + 1, limit);
  let end = then.end;
  let otherwise: Answers = { values: [], goesOn: true };
  if (t.at(end) === 'else' && end < limit) {
    if (t.at(end + 1) === 'if' && s.punct(end + 2) === '(' && closed(s, end + 2)) {
      const next = branches(s, end + 1, limit, scope);
      otherwise = next.answers;
      end = next.end;
    } else {
      const other = bodyAt(s, end + 1, limit);
      otherwise = answersIn(s, other.body, scope);
      end = other.end;
    }
  }
  if (condition === false) return { answers: otherwise, end };
  const taken = answersIn(s, then.body, scope);
  if (condition === true) return { answers: taken, end };
  return {
    answers: {
      values: [...taken.values, ...otherwise.values],
      goesOn: taken.goesOn || otherwise.goesOn,
    },
    end,
  };
}

/** A block or one statement, and the token behind it. */
function bodyAt(s: Syntax, from: number, limit: number): { body: Range; end: number } {
  if (s.punct(from) === '{' && closed(s, from)) {
    const to = s.t.match[from]!;
    return { body: { from: from + 1, to }, end: to + 1 };
  }
  const to = Math.min(limit, s.statementEnd(from));
  return { body: { from, to }, end: s.punct(to) === ';' ? to + 1 : to };
}

/** The answer of an expression; numbers are no answers. */
function expression(s: Syntax, full: Range, scope: Scope): Answer {
  const range = s.skipGrouping(full);
  if (range.to - range.from === 2 && s.t.at(range.from) === 'void') return null;
  const value = valueOf(s, range, scope);
  return typeof value === 'number' ? undefined : value;
}

/** Operators of C and its relatives, the weakest first. */
const operators: readonly RegExp[] = [/^\|\|$/, /^&&$/, /^\|$/, /^\^$/, /^&$/, /^(?:===?|!==?)$/];

type Known = Answer | number;

/** The value of an expression over booleans and flags; undefined for whatever is neither. */
function valueOf(s: Syntax, full: Range, scope: Scope): Known {
  const { t } = s;
  const range = s.skipGrouping(full);
  const { from, to } = range;
  if (to <= from || to - from > 60 || scope.depth > 12) return undefined;
  const deeper = { ...scope, depth: scope.depth + 1 };
  if (to === from + 1) return wordValue(s, from, deeper);
  const question = splitAt(s, range, /^\?$/);
  if (question >= 0) {
    const colon = splitAt(s, { from: question + 1, to }, /^:$/);
    if (colon < 0) return undefined;
    const condition = valueOf(s, { from, to: question }, deeper);
    const yes = valueOf(s, { from: question + 1, to: colon }, deeper);
    const no = valueOf(s, { from: colon + 1, to }, deeper);
    return condition === true ? yes : condition === false || yes === no ? no : undefined;
  }
  for (const operator of operators) {
    const at = splitAt(s, range, operator);
    if (at < 0) continue;
    return combined(t.at(at), valueOf(s, { from, to: at }, deeper), valueOf(s, { from: at + 1, to }, deeper));
  }
  const sign = s.punct(from);
  if (sign === '!' || sign === '~') {
    const value = valueOf(s, { from: from + 1, to }, deeper);
    if (sign === '~') return typeof value === 'number' ? ~value : undefined;
    return typeof value === 'boolean' ? !value : undefined;
  }
  const { given, name } = scope;
  if (!given || name === undefined) return undefined;
  // `errors is SslPolicyErrors.None`, `errors is not …`
  if (t.at(from) === name && t.at(from + 1) === 'is') {
    const not = t.at(from + 2) === 'not';
    const flag = flagOf(s, { from: from + (not ? 3 : 2), to }, given);
    return flag === undefined ? undefined : (flag === given.value) !== not;
  }
  // `errors.HasFlag(SslPolicyErrors.None)`
  if (t.at(from) === name && t.at(from + 2) === 'HasFlag' && t.match[from + 3] === to - 1) {
    const flag = flagOf(s, { from: from + 4, to: to - 1 }, given);
    return flag === undefined ? undefined : (given.value & flag) === flag;
  }
  return flagOf(s, range, given);
}

function wordValue(s: Syntax, token: number, scope: Scope): Known {
  const { t } = s;
  if (t.kind[token] === NUMBER) return /^\d+$/.test(t.at(token)) ? Number(t.at(token)) : undefined;
  if (t.kind[token] !== WORD) return undefined;
  const word = t.at(token);
  if (Object.hasOwn(s.grammar.truths, word)) return s.grammar.truths[word];
  if (!scope.given) return undefined;
  if (word === scope.name) return scope.given.value;
  const definitions = visibleDefinitions(s, s.normal(word), token);
  const [definition] = definitions;
  return definitions.length === 1 && definition!.kind === 'assignment' && !s.conditional(definition!.from)
    ? valueOf(s, definition!.value, scope)
    : undefined;
}

function flagOf(s: Syntax, range: Range, given: Given): number | undefined {
  const path = s.pathOf(range);
  const word = path?.slice(path.lastIndexOf('.') + 1);
  return word !== undefined && Object.hasOwn(given.names, word) ? given.names[word] : undefined;
}

function combined(operator: string, left: Known, right: Known): Known {
  if (operator === '&&')
    return left === false || right === false ? false : left === true && right === true ? true : undefined;
  if (operator === '||')
    return left === true || right === true ? true : left === false && right === false ? false : undefined;
  if (left === undefined || right === undefined || typeof left !== typeof right) return undefined;
  if (operator.startsWith('=')) return left === right;
  if (operator.startsWith('!')) return left !== right;
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  return operator === '|' ? left | right : operator === '&' ? left & right : left ^ right;
}

/** The last token of the range's own level that matches and has something on both sides; -1 when there is none. */
function splitAt(s: Syntax, { from, to }: Range, sign: RegExp): number {
  let found = -1;
  for (let i = from; i < to; i++) {
    if (s.t.match[i]! > i) i = s.t.match[i]!;
    else if (i > from && i < to - 1 && sign.test(s.punct(i))) {
      found = i;
      // The condition of `a ? b : c ? d : e` is its first.
      if (s.punct(i) === '?' || s.punct(i) === ':') return i;
    }
  }
  return found;
}
