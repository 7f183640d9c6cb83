/** Texts that are put together in more ways than operators: joins, builders, `+=` on the lines that follow, wrapping calls. */
import { MappedTextBuilder } from '../../text/mappedText';
import type { MappedText } from '../../types';
import { WORD } from './lexer';
import { holePlaceholders } from './uriLiteral';
import type { Definition, Range, Syntax } from './syntax';

/** A text with the string tokens that it is made of. */
export interface BuiltText extends Range {
  readonly text: MappedText;
}

/** Calls that put their arguments together. */
const joiningCalls =
  /^(?:paste0|paste|str|string|concat|CONCAT|Concat|StrCat|strcat|Sprint|concatenate|mkString|unwords|implode|join|Join|joinToString)$/;

/** Calls that give back the one text that they are given. */
const wrappingCalls =
  /^(?:string|String|str|QString|from|S|u8string|Text|StringBuilder|StringBuffer|TEXT|_T|new|Cow|c_str|toString)$/;

/** The whole text of which string token `i` is the beginning; `limit` bounds it to its statement or item. */
export function builtText(s: Syntax, i: number, limit: Range): BuiltText | undefined {
  const joined = joinedText(s, i);
  if (joined) return joined;
  const wrapped = wrappedText(s, i, limit);
  if (wrapped) return wrapped;
  const range = s.textRange(i, limit);
  const text = s.readText(range);
  return text && { ...range, text };
}

/** `std::string("a") + b`, `String::from("a") + &b`: the call stands for its argument. */
function wrappedText(s: Syntax, i: number, limit: Range): BuiltText | undefined {
  const { t } = s;
  const open = t.parent[i]!;
  const close = open >= 0 ? t.match[open]! : -1;
  if (s.punct(open) !== '(' || open !== i - 1 || close !== i + 1 || !s.isConcat(close + 1)) return undefined;
  const callee = s.callee(open);
  if (!callee || callee.chained || !wrappingCalls.test(callee.name)) return undefined;
  const end = Math.max(limit.to, s.statementEnd(callee.from));
  return continued(s, i, close + 1, end, callee.from);
}

/** The literal `i` and what is joined to it from token `sign` on. */
function continued(s: Syntax, i: number, sign: number, limit: number, from = i): BuiltText {
  const out = new MappedTextBuilder().append(s.t.decode(i));
  let k = sign;
  while (k < limit && s.isConcat(k)) {
    const end = s.operandEnd(k + 1, limit);
    appendOperand(s, out, { from: k + 1, to: end });
    k = end;
  }
  return { from, to: k, text: out.build() };
}

/** A text with the operands of a range behind it. */
export function continuedText(s: Syntax, base: MappedText, rest: Range): MappedText {
  const out = new MappedTextBuilder().append(base);
  for (let k = rest.from; k < rest.to; ) {
    const end = Math.max(k + 1, s.operandEnd(k, rest.to));
    appendOperand(s, out, { from: k, to: end });
    k = s.isConcat(end) ? end + 1 : end;
  }
  return out.build();
}

/** What a range adds to a text: its literals, and a hole for what is no literal. */
function appendOperand(s: Syntax, out: MappedTextBuilder, range: Range): void {
  if (range.to <= range.from) return;
  const text = s.readText(range) ?? formattedText(s, range) ?? mixedText(s, range);
  if (text) out.append(text);
  else out.hole(s.t.start[range.from]!, s.t.end[range.to - 1]!);
}

/** `fmt.Sprintf("?tls=%t", on)`, `String.format("…", x)`: the literal with holes for what is filled in. */
function formattedText(s: Syntax, range: Range): MappedText | undefined {
  const { t } = s;
  const close = range.to - 1;
  const open = t.match[close]!;
  if (s.punct(close) !== ')' || !(open > range.from)) return undefined;
  const callee = s.callee(open);
  if (
    callee?.from === range.from &&
    wrappingCalls.test(callee.name) &&
    close === open + 2 &&
    t.isString(open + 1)
  )
    return t.decode(open + 1);
  if (
    !callee ||
    callee.from !== range.from ||
    !/^(?:S?[Pp]rintf|format|Format|sprintf|asprintf)$/.test(callee.name)
  )
    return undefined;
  const first = s.items(open).find((item) => t.isString(item.from));
  const text = first && s.readText(first);
  return text && holePlaceholders(text);
}

/** `user + ":" + password`: literals among operands that are none. */
function mixedText(s: Syntax, range: Range): MappedText | undefined {
  const out = new MappedTextBuilder();
  let any = false;
  let k = range.from;
  while (k < range.to) {
    const end = Math.max(k + 1, s.operandEnd(k, range.to));
    if (s.t.isString(k)) {
      out.append(s.t.decode(k));
      any = true;
    } else out.hole(s.t.start[k]!, s.t.end[end - 1]!);
    k = end;
    if (k < range.to && !s.isConcat(k)) return undefined;
    k++;
  }
  return any ? out.build() : undefined;
}

/** `"".join(["a", b])`, `['a', b].join('')`, `paste0("a", b)`, `(str "a" b)`: literal `i` is the first of what is joined. */
function joinedText(s: Syntax, i: number): BuiltText | undefined {
  const { t } = s;
  const open = t.parent[i]!;
  if (open < 0 || !(t.match[open]! > open)) return undefined;
  const close = t.match[open]!;
  if (s.grammar.pairs) {
    if (t.at(open + 1) !== 'str' || i !== open + 2) return undefined;
    return join(s, s.split(i, close), '', { from: open, to: close + 1 });
  }
  if (s.punct(open) === '(') {
    const callee = s.callee(open);
    if (!callee || !joiningCalls.test(callee.name)) return undefined;
    const items = s.items(open);
    const whole = { from: callee.from, to: close + 1 };
    if (/^(?:join|implode)$/i.test(callee.name)) {
      // `join('', 'a', $b)` of Perl and `String.join("", a, b)`: the separator comes first.
      if (items.length < 3 || items[1]!.from !== i || !t.isString(items[0]!.from)) return undefined;
      return join(s, items.slice(1), t.decode(items[0]!.from).text, whole);
    }
    if (items[0]?.from !== i || items.length < 2 || items[0].to !== i + 1) return undefined;
    const separator = items.find((item) => t.at(item.from) === 'sep' && s.punct(item.from + 1) === '=');
    if (callee.name === 'paste' && !separator) return undefined;
    return join(
      s,
      items.filter((item) => item !== separator),
      separator && t.isString(separator.from + 2) ? t.decode(separator.from + 2).text : '',
      whole,
    );
  }
  if (s.punct(open) !== '[' && s.punct(open) !== '{') return undefined;
  // Only the first of them begins a text: a long list is not taken apart for each of its literals.
  if (i !== open + 1) return undefined;
  const items = s.items(open);
  if (items[0]?.from !== i || items.length < 2) return undefined;
  // `['a', b].join('')`
  if (s.isMember(close + 1) && t.at(close + 2) === 'join') {
    const bracket = close + 3;
    if (s.punct(bracket) === '(' && t.match[bracket] === bracket + 2 && t.isString(bracket + 1))
      return join(s, items, t.decode(bracket + 1).text, { from: open, to: bracket + 3 });
    if (s.punct(bracket) !== '(') return join(s, items, '', { from: open, to: bracket });
    return undefined;
  }
  // `"".join([…])`, `strings.Join([]string{…}, "")`, `implode("", […])`, `String.Join("", new[] {…})`
  const outer = t.parent[open]!;
  const callee = s.punct(outer) === '(' ? s.callee(outer) : undefined;
  if (!callee || !/^(?:join|Join|implode)$/.test(callee.name)) return undefined;
  const whole = { from: callee.from, to: t.match[outer]! + 1 };
  const receiver = callee.from - 2 >= 0 && s.isMember(callee.from - 1) ? callee.from - 2 : callee.from - 1;
  if (callee.chained && t.isString(receiver))
    return join(s, items, t.decode(receiver).text, { from: receiver, to: whole.to });
  const separator = s.items(outer).find((item) => t.isString(item.from) && item.to === item.from + 1);
  return separator ? join(s, items, t.decode(separator.from).text, whole) : undefined;
}

function join(s: Syntax, items: readonly Range[], separator: string, whole: Range): BuiltText {
  const out = new MappedTextBuilder();
  for (const [n, item] of items.entries()) {
    if (n > 0 && separator) {
      const at = s.t.start[item.from]!;
      out.escape(separator, at, at);
    }
    appendOperand(s, out, item);
  }
  return { ...whole, text: out.build() };
}

/** What the statements after a definition add to the text of a variable (`uri += "…"`, `sb.append("…")`) before token `until`; with the string tokens among it. */
export function withAppended(
  s: Syntax,
  base: MappedText,
  definition: Definition,
  until: number,
): { readonly text: MappedText; readonly tokens: readonly number[] } | undefined {
  const pieces = appendedPieces(s, definition, until);
  if (pieces.length === 0) return undefined;
  const { t } = s;
  const out = new MappedTextBuilder().append(base);
  const tokens: number[] = [];
  for (const piece of pieces) {
    if (nested(s, definition.from, piece.from)) {
      out.hole(t.start[piece.value.from]!, t.end[piece.value.to - 1]!);
      continue;
    }
    appendOperand(s, out, piece.value);
    for (let i = piece.value.from; i < piece.value.to; i++) if (t.isString(i)) tokens.push(i);
  }
  return { text: out.build(), tokens };
}

interface Piece {
  readonly from: number;
  readonly value: Range;
}

/** Methods by which builders and mutable texts grow. */
const growing =
  /^(?:append|Append|concat|write|WriteString|write_str|push_str|push|add|AppendFormat|appendf)$/;

function appendedPieces(s: Syntax, definition: Definition, until: number): Piece[] {
  const { t } = s;
  const pieces: Piece[] = [];
  const path = definition.path;
  const scope = s.scope(definition.from);
  const inside = (token: number): boolean =>
    token > definition.nameToken &&
    t.start[token]! < scope.end &&
    // What is appended where the text is used belongs to it: `return b.append("/app").toString()`.
    (until < definition.nameToken || token <= until);
  // Another text from here on.
  const next = s
    .definitions(path)
    .find(
      (d) =>
        inside(d.nameToken) && d.nameToken > definition.nameToken && d.value.from !== definition.value.from,
    );
  const before = (token: number): boolean => inside(token) && (!next || token < next.nameToken);
  for (const d of s.appends(path)) if (before(d.nameToken)) pieces.push({ from: d.from, value: d.value });
  const word = path.slice(path.lastIndexOf('.') + 1);
  let count = 0;
  for (const i of s.occurrences(word, t.end[definition.nameToken], scope.end)) {
    if (count++ >= 100) break;
    const token = t.tokenAt(i);
    if (token < 0 || t.kind[token] !== WORD || t.at(token).replace(/^[$@]+/, '') !== word || !before(token))
      continue;
    for (
      let m = token + 2;
      s.isMember(m - 1) && growing.test(t.at(m)) && s.punct(m + 1) === '(' && t.match[m + 1]! > m + 2;
      m = t.match[m + 1]! + 2
    ) {
      const args = s.items(m + 1);
      if (args.length === 1) pieces.push({ from: token, value: args[0]! });
      else if (args.length > 1) pieces.push({ from: token, value: { from: m + 2, to: t.match[m + 1]! } });
    }
  }
  return pieces.sort((a, b) => a.value.from - b.value.from);
}

/** True when token `inner` stands deeper than token `outer`: under a condition, in a loop. */
function nested(s: Syntax, outer: number, inner: number): boolean {
  if (s.grammar.blocks === 'braces') return s.t.parent[inner] !== s.t.parent[outer] || s.conditional(inner);
  return s.lineIndent(inner) !== s.lineIndent(outer) || s.conditional(inner);
}
