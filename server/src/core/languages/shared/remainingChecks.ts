/**
 * What trust managers and certificate callbacks written in this file leave checked of the server: an empty
 * `checkServerTrusted`, a callback that only returns true or lets a wrong name pass. Silent wherever the text does not show it for certain.
 */
import type { RemainingCheck } from '../../types';
import { visibleDefinitions } from './collect';
import { answerOf, answerOfBlock, type Answer } from './functionAnswers';
import { WORD } from './lexer';
import type { Range, Syntax } from './syntax';

/** Options whose value holds trust managers. */
const contexts = /^(?:context|sslContext|ssl_context|socketFactory)$/;

/** What the value of option `name` leaves checked; undefined when the text does not show it or the option is no such thing. */
export function remainingChecks(s: Syntax, name: string, value: Range): RemainingCheck | undefined {
  if (name === 'ServerCertificateValidationCallback') return callbackChecks(s, value);
  // Node.js reads an answer without an error as a match.
  if (name === 'checkServerIdentity') {
    const answer = answerOf(s, value);
    return answer === null || answer === false ? 'chain' : undefined;
  }
  // Go: no error is a yes (crypto/tls, Config.VerifyPeerCertificate and VerifyConnection).
  if (/^Verify(?:PeerCertificate|Connection)$/.test(name))
    return answerOf(s, value) === null ? 'nothing' : undefined;
  return contexts.test(name) ? trustOf(s, value) : undefined;
}

const closed = (s: Syntax, open: number): boolean => s.t.match[open]! > open;

/** The faults that .NET reports to a callback (dotnet/runtime, System.Net.Primitives, SslPolicyErrors.cs). */
const policyErrors = {
  None: 0,
  RemoteCertificateNotAvailable: 1,
  RemoteCertificateNameMismatch: 2,
  RemoteCertificateChainErrors: 4,
} as const;

/** What a callback leaves checked: what it answers to a wrong name alone, and to a bad chain alone. */
function callbackChecks(s: Syntax, value: Range): RemainingCheck | undefined {
  const answerTo = (errors: number): Answer =>
    answerOf(s, value, { parameter: 3, value: errors, names: policyErrors });
  const name = answerTo(policyErrors.RemoteCertificateNameMismatch);
  const chain = answerTo(policyErrors.RemoteCertificateChainErrors);
  if (typeof name !== 'boolean' || typeof chain !== 'boolean') return undefined;
  if (name) return chain ? 'nothing' : 'chain';
  return chain ? 'hostname' : 'everything';
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

/** Statements that only write down what happened. */
const logging = /^(?:log|logger|LOG|LOGGER|Log|Timber|System|println|print)$/;

/** What a `catch` must name to catch what a trust manager throws. */
const caught = /^(?:CertificateException|GeneralSecurityException|Exception|Throwable)$/;

/** True for statements that let everything pass: none, a log, a `try` whose `catch` drops the refusal. */
function neverThrows(s: Syntax, from: number, to: number): boolean {
  const { t } = s;
  for (let i = from; i < to; ) {
    if (s.punct(i) === ';') i++;
    else if (t.at(i) === 'return') return s.punct(i + 1) === ';' || i + 1 === to;
    else if (t.kind[i] === WORD && logging.test(t.at(i))) i = Math.max(i + 1, s.statementEnd(i));
    else if (t.at(i) === 'try' && s.punct(i + 1) === '{' && closed(s, i + 1)) {
      let drops = false;
      for (i = t.match[i + 1]! + 1; t.at(i) === 'catch' && closed(s, i + 1); ) {
        const end = t.match[i + 1]!;
        for (let k = i + 2; k < end; k++) drops ||= t.kind[k] === WORD && caught.test(t.at(k));
        if (!closed(s, end + 1) || !neverThrows(s, end + 2, t.match[end + 1]!)) return false;
        i = t.match[end + 1]! + 1;
      }
      if (!drops || t.at(i) === 'finally') return false;
    } else return false;
  }
  return true;
}

/** True when no `checkServerTrusted` in the body of a class refuses anything. */
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
      (brace === '(' && t.match[body] === body + 1) ||
      (brace === '{' && closed(s, body) && neverThrows(s, body + 1, t.match[body]!));
    if (!empty) return false;
  }
  return count > 0;
}

/** `loadTrustMaterial(null, (chain, type) -> true)`: a strategy that trusts every chain. */
function acceptingStrategy(s: Syntax, token: number): boolean {
  const { t } = s;
  if (s.punct(token + 1) !== '(' || !closed(s, token + 1)) return false;
  return s.items(token + 1).some((argument) => {
    if (answerOf(s, argument) === true) return true;
    for (let i = argument.from; i < argument.to; i++) {
      if (t.at(i) !== 'isTrusted' || s.punct(i + 1) !== '(' || !closed(s, i + 1)) continue;
      let body = t.match[i + 1]! + 1;
      while (body < argument.to && s.punct(body) !== '{') body++;
      return answerOfBlock(s, body) === true;
    }
    return false;
  });
}
