/**
 * What trust managers and certificate callbacks written in this file leave checked of the server: an empty
 * `checkServerTrusted`, a callback that only returns true. Silent wherever the text does not show it for certain.
 */
import type { RemainingCheck } from '../../types';
import { visibleDefinitions } from './collect';
import { WORD } from './lexer';
import type { Range, Syntax } from './syntax';

/** Options whose value is code that decides about the server's certificate. */
const callbacks = /^ServerCertificateValidationCallback$/;
const contexts = /^(?:context|sslContext|ssl_context|socketFactory)$/;

/** What the value of option `name` leaves checked; undefined when the text does not show it or the option is no such thing. */
export function remainingChecks(s: Syntax, name: string, value: Range): RemainingCheck | undefined {
  if (callbacks.test(name)) return constantResult(s, value) === true ? 'nothing' : undefined;
  // Node.js reads an answer without an error as a match.
  if (name === 'checkServerIdentity') {
    const answer = constantResult(s, value);
    return answer === null || answer === false ? 'chain' : undefined;
  }
  return contexts.test(name) ? trustOf(s, value) : undefined;
}

const closed = (s: Syntax, open: number): boolean => s.t.match[open]! > open;

/** The one answer that a function gives whatever it is asked; null for no value, undefined when that is not known. */
function constantResult(s: Syntax, full: Range, depth = 0): boolean | null | undefined {
  const { t } = s;
  let { from, to } = s.skipGrouping(full);
  if (to <= from || depth > 4) return undefined;
  while (
    from < to - 1 &&
    t.kind[from] === WORD &&
    /^(?:new|async|AddressOf|static|@?Suppress)$/.test(t.at(from))
  )
    from++;
  const word = t.kind[from] === WORD ? t.at(from) : '';
  const path = s.pathOf({ from, to });
  if (path !== undefined) {
    if (/(?:^|\.)DangerousAcceptAnyServerCertificateValidator$/.test(path)) return true;
    const definitions = visibleDefinitions(s, path, from).filter((d) => d.kind === 'assignment');
    if (definitions.length === 1) return constantResult(s, definitions[0]!.value, depth + 1);
    return namedFunction(s, path.slice(path.lastIndexOf('.') + 1), from);
  }
  if (word && /Callback$/.test(word) && s.punct(from + 1) === '(' && t.match[from + 1] === to - 1)
    return constantResult(s, { from: from + 2, to: to - 1 }, depth + 1);
  // `delegate { … }`, `function (…) { … }`, `Function(…) True`, `fun _ _ -> true`
  if (/^(?:delegate|function|Function|fun|fn|func)$/.test(word)) {
    let body = from + 1;
    while (body < to && s.punct(body) !== '(' && s.punct(body) !== '{' && s.punct(body) !== '->') body++;
    if (s.punct(body) === '(' && closed(s, body)) body = t.match[body]! + 1;
    if (s.punct(body) === '->' || s.punct(body) === '=>') body++;
    return bodyResult(s, { from: body, to });
  }
  for (let i = from; i < to; i++) {
    if (s.punct(i) === '=>' || s.punct(i) === '->') return bodyResult(s, { from: i + 1, to });
    if (s.punct(i) === '(' && i === from && closed(s, i)) i = t.match[i]!;
    else if (t.kind[i] !== WORD) return undefined;
  }
  return undefined;
}

/** The answer of a body: of a block's `return`s, or of the expression. */
function bodyResult(s: Syntax, body: Range): boolean | null | undefined {
  const { t } = s;
  const { from, to } = s.skipGrouping(body);
  if (s.punct(from) === '{' && t.match[from] === to - 1)
    return blockResult(s, { from: from + 1, to: to - 1 });
  return literalResult(s, { from, to });
}

function literalResult(s: Syntax, range: Range): boolean | null | undefined {
  const { t } = s;
  if (range.to - range.from === 2 && t.at(range.from) === 'void') return null;
  if (range.to !== range.from + 1 || t.kind[range.from] !== WORD) return undefined;
  const word = t.at(range.from);
  return Object.hasOwn(s.grammar.truths, word) ? s.grammar.truths[word] : undefined;
}

/** The one value of all `return`s; null for a block that only ends. Blocks that throw are not known. */
function blockResult(s: Syntax, range: Range): boolean | null | undefined {
  const { t } = s;
  const answers = new Set<boolean | null | undefined>();
  for (let i = range.from; i < range.to; i++) {
    if (t.kind[i] !== WORD || s.isMember(i - 1)) continue;
    if (/^(?:throw|raise|Throw|failwith)$/.test(t.at(i))) return undefined;
    if (!/^[rR]eturn$/.test(t.at(i))) continue;
    const end = Math.min(range.to, s.statementEnd(i));
    answers.add(end > i + 1 ? literalResult(s, { from: i + 1, to: end }) : null);
  }
  if (answers.size === 0) return null;
  return answers.size === 1 ? [...answers][0] : undefined;
}

/** The answer of a function that this file declares by that name, when there is one such function. */
function namedFunction(s: Syntax, name: string, at: number): boolean | null | undefined {
  const { t } = s;
  const found: (boolean | null | undefined)[] = [];
  s.asked?.part(0, s.text.length);
  for (const i of s.occurrences(name)) {
    const token = t.tokenAt(i);
    if (token < 0 || token === at || t.kind[token] !== WORD || t.at(token) !== name) continue;
    if (s.punct(token + 1) !== '(' || !closed(s, token + 1)) {
      // F#: `let accept _ _ _ _ = true`
      if (t.at(token - 1) !== 'let') continue;
      let sign = token + 1;
      while (sign < token + 12 && t.kind[sign] === WORD) sign++;
      if (s.punct(sign) === '=')
        found.push(literalResult(s, { from: sign + 1, to: s.statementEnd(sign + 1) }));
      continue;
    }
    const close = t.match[token + 1]!;
    let body = close + 1;
    if (t.at(body) === 'As') {
      // Visual Basic: `Function Accept(…) As Boolean … End Function`
      let end = body;
      while (end < t.length && t.at(end) !== 'End') end++;
      found.push(blockResult(s, { from: body, to: end }));
      continue;
    }
    while (body < close + 8 && t.kind[body] === WORD) body++;
    if (s.punct(body) === '=>')
      found.push(literalResult(s, { from: body + 1, to: s.statementEnd(body + 1) }));
    else if (s.punct(body) === '{' && closed(s, body))
      found.push(blockResult(s, { from: body + 1, to: t.match[body]! }));
  }
  return found.length === 1 ? found[0] : undefined;
}

// -- the JVM's trust managers ------------------------------------------------------------------------------------------

/** Trust managers of libraries that accept every certificate (Netty, Apache HttpComponents, Spring Boot's tests). */
const trustingClasses = /^(?:InsecureTrustManagerFactory|TrustAllStrategy)$/;

/** Follows the names that a context is made of, to a trust manager that accepts everything. */
function trustOf(s: Syntax, value: Range): RemainingCheck | undefined {
  const { t } = s;
  for (const word of ['TrustManager', 'TrustAllStrategy', 'loadTrustMaterial']) s.asked?.word(word);
  if (
    !/X509(?:Extended)?TrustManager|InsecureTrustManagerFactory|TrustAllStrategy|loadTrustMaterial/.test(
      s.text,
    )
  )
    return undefined;
  // What is followed from here on may stand anywhere.
  s.asked?.part(0, s.text.length);
  const queue: Range[] = [value];
  const seen = new Set<string>();
  for (let n = 0; n < queue.length && n < 40; n++) {
    const range = queue[n]!;
    for (let i = range.from; i < range.to; i++) {
      if (t.kind[i] !== WORD) continue;
      const word = t.at(i);
      if (trustingClasses.test(word) && !s.conditional(i)) return 'hostname';
      if (word === 'loadTrustMaterial' && acceptingStrategy(s, i) && !s.conditional(i)) return 'hostname';
      const direct = trustManagerAt(s, i);
      if (direct) return s.conditional(i) ? undefined : direct;
      if (s.isMember(i - 1) && !/^(?:this|self)$/.test(t.at(i - 2))) continue;
      if (seen.has(word) || Object.hasOwn(s.grammar.truths, word)) continue;
      seen.add(word);
      const declared = declaredTrust(s, word);
      if (declared) return s.conditional(i) ? undefined : declared;
      if (s.punct(i + 1) === '(') {
        const body = functionBody(s, word, i);
        if (body) queue.push(body);
        continue;
      }
      const definitions = visibleDefinitions(s, s.normal(word), i);
      if (definitions.length === 1) queue.push(definitions[0]!.value);
      else if (definitions.length === 0) {
        const members = s.definitions('*.' + word);
        if (members.length === 1) queue.push(members[0]!.value);
      }
      queue.push(...initialisers(s, word, definitions[0]?.from ?? i));
    }
  }
  return undefined;
}

/** Arguments of `name.init(…)` in the function of token `at`. */
function initialisers(s: Syntax, name: string, at: number): Range[] {
  const { t, text } = s;
  const scope = s.scope(at);
  const out: Range[] = [];
  for (
    let i = text.indexOf(name, scope.start);
    i >= 0 && i < scope.end;
    i = text.indexOf(name, i + name.length)
  ) {
    const token = t.tokenAt(i);
    if (token < 0 || t.at(token) !== name || !s.isMember(token + 1) || t.at(token + 2) !== 'init') continue;
    const open = token + 3;
    if (s.punct(open) === '(' && closed(s, open) && !s.conditional(token))
      out.push({ from: open + 1, to: t.match[open]! });
  }
  return out;
}

/** The body of the function that this file declares as `name`. */
function functionBody(s: Syntax, name: string, at: number): Range | undefined {
  const { t, text } = s;
  for (let i = text.indexOf(name); i >= 0; i = text.indexOf(name, i + name.length)) {
    const token = t.tokenAt(i);
    if (token < 0 || token === at || t.kind[token] !== WORD || t.at(token) !== name) continue;
    if (s.isMember(token - 1) || s.punct(token + 1) !== '(' || !closed(s, token + 1)) continue;
    let body = t.match[token + 1]! + 1;
    for (let n = 0; n < 12 && s.punct(body) !== '{' && s.punct(body) !== '=' && s.punct(body) !== ';'; n++)
      body++;
    if (s.punct(body) === '{' && closed(s, body)) return { from: body + 1, to: t.match[body]! };
    if (s.punct(body) === '=') return { from: body + 1, to: s.statementEnd(body + 1) };
  }
  return undefined;
}

/** What a class or object of this file named `name` checks, when it is a trust manager. */
function declaredTrust(s: Syntax, name: string): RemainingCheck | undefined {
  const { t, text } = s;
  for (let i = text.indexOf(name); i >= 0; i = text.indexOf(name, i + name.length)) {
    const token = t.tokenAt(i);
    if (token < 1 || t.at(token) !== name || !/^(?:class|object)$/.test(t.at(token - 1))) continue;
    for (let k = token + 1; k < token + 20 && s.punct(k) !== '{' && s.punct(k) !== ';'; k++) {
      const found = /^X509(Extended)?TrustManager$/.exec(t.at(k));
      if (!found) continue;
      let open = k + 1;
      while (open < k + 12 && s.punct(open) !== '{') open++;
      if (checksNothing(s, open)) return found[1] ? 'nothing' : 'hostname';
    }
  }
  return undefined;
}

/** `new X509TrustManager() { … }`, `object : X509TrustManager { … }` at token `i`. */
function trustManagerAt(s: Syntax, i: number): RemainingCheck | undefined {
  const found = /^X509(Extended)?TrustManager$/.exec(s.t.at(i));
  if (!found) return undefined;
  let open = i + 1;
  if (s.punct(open) === '(' && closed(s, open)) open = s.t.match[open]! + 1;
  return checksNothing(s, open) ? (found[1] ? 'nothing' : 'hostname') : undefined;
}

/** True when every `checkServerTrusted` in the body of a class is empty. */
function checksNothing(s: Syntax, open: number): boolean {
  const { t } = s;
  if (s.punct(open) !== '{' || !closed(s, open)) return false;
  let count = 0;
  for (let i = open + 1; i < t.match[open]!; i++) {
    if (t.kind[i] !== WORD || t.at(i) !== 'checkServerTrusted' || s.isMember(i - 1)) continue;
    if (s.punct(i + 1) !== '(' || !closed(s, i + 1)) continue;
    count++;
    let body = t.match[i + 1]! + 1;
    // `throws X`, `: Unit =`
    while (body < t.match[open]! && (t.kind[body] === WORD || /^[:.,=]$/.test(s.punct(body)))) {
      if (t.kind[body] === WORD && s.punct(body - 1) === '=' && t.at(body) === 'Unit') break;
      body++;
    }
    const brace = s.punct(body);
    const empty =
      t.at(body) === 'Unit' ||
      ((brace === '{' || brace === '(') && t.match[body] === body + 1) ||
      (brace === '{' && t.at(body + 1) === 'return' && t.match[body]! <= body + 3 && closed(s, body));
    if (!empty) return false;
  }
  return count > 0;
}

/** `loadTrustMaterial(null, (chain, type) -> true)`: a strategy that trusts every chain. */
function acceptingStrategy(s: Syntax, token: number): boolean {
  const { t } = s;
  if (s.punct(token + 1) !== '(' || !closed(s, token + 1)) return false;
  return s.items(token + 1).some((argument) => {
    if (constantResult(s, argument) === true) return true;
    for (let i = argument.from; i < argument.to; i++) {
      if (t.at(i) !== 'isTrusted' || s.punct(i + 1) !== '(' || !closed(s, i + 1)) continue;
      let body = t.match[i + 1]! + 1;
      while (body < argument.to && s.punct(body) !== '{') body++;
      return closed(s, body) && blockResult(s, { from: body + 1, to: t.match[body]! }) === true;
    }
    return false;
  });
}
