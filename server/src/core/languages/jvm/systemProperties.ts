/** `System.setProperty("javax.net.ssl.trustStore", …)` beside a MongoDB client: trust and keys of the whole program. */
import type { ConnectionSite, Span, WrittenOption } from '../../types';
import type { Finding } from '../shared/codeFinder';
import { readValue, removalOfStatement } from '../shared/collect';
import { writtenValue } from '../shared/writtenValue';

const mongo = /com\.mongodb|org\.mongodb|litote\.kmongo|data\.mongodb|MongoClient|monger\.|reactivemongo/;

/** Properties that the JVM's TLS reads, whoever connects. */
const property =
  /^(?:javax\.net\.ssl\.(?:trustStore|keyStore)(?:Password|Type)?|com\.sun\.net\.ssl\.checkRevocation|com\.sun\.security\.enableCRLDP|jdk\.tls\.client\.protocols|ocsp\.enable)$/;
/** Where such a property is named. */
export const propertyNames =
  /["'](?:javax\.net\.ssl\.|com\.sun\.net\.ssl\.|com\.sun\.security\.|jdk\.tls\.|ocsp\.enable)/g;

/** Adds one site for each function that sets such properties, where the file is about MongoDB. */
export function systemProperties(finding: Finding): void {
  const { s, doc } = finding;
  const { t } = s;
  if (!mongo.test(doc.text)) return;
  const groups = new Map<number, WrittenOption[]>();
  for (const m of doc.text.matchAll(propertyNames)) {
    const key = t.tokenAt(m.index);
    if (key < 0 || !t.isString(key) || finding.claimed.has(key)) continue;
    const name = t.decode(key).text;
    const setter = property.test(name) ? setterAt(finding, key) : undefined;
    if (!setter) continue;
    finding.claimed.add(key);
    const conditional = s.conditional(key);
    const literal = t.literal(key)!;
    const removeSpan = removalOfStatement(s, setter.from, setter.to);
    const option: WrittenOption = {
      name,
      place: 'environment',
      value: /Password$/.test(name) ? secret(finding, name, setter.value) : readValue(s, setter.value, name),
      syntax: 'setterCall',
      span: s.span(setter.from, setter.to),
      nameSpan: { start: literal.from, end: literal.to },
      valueSpan: s.span(setter.value.from, setter.value.to),
      ...(removeSpan ? { removeSpan } : {}),
      ...(conditional ? { conditional: true } : {}),
    };
    const scope = s.scope(key).start;
    groups.set(scope, [...(groups.get(scope) ?? []), option]);
  }
  for (const options of groups.values()) finding.sites.push(siteOf(finding, options));
}

/** The flags as a JVM would get them, for the connections of the same file; undefined when there are none. */
export function propertyEnvironment(sites: readonly ConnectionSite[]): Record<string, string> | undefined {
  const flags = sites
    .flatMap((site) => site.options)
    .filter((o) => o.place === 'environment' && property.test(o.name) && !o.conditional)
    .map((o) => `-D${o.name}=${o.value.known && typeof o.value.value !== 'object' ? o.value.value : 'x'}`)
    .filter((flag) => !/\s/.test(flag));
  return flags.length > 0 ? { JAVA_TOOL_OPTIONS: flags.join(' ') } : undefined;
}

function siteOf(finding: Finding, options: readonly WrittenOption[]): ConnectionSite {
  const span: Span = {
    start: Math.min(...options.map((o) => o.span.start)),
    end: Math.max(...options.map((o) => o.span.end)),
  };
  return {
    kind: 'options',
    finder: finding.language.id,
    span,
    headSpan: options[0]!.nameSpan,
    options,
    open: true,
    driver: {
      id: 'java',
      because: 'properties of the JVM count for every connection of the program',
    },
  };
}

interface Setter {
  readonly from: number;
  readonly to: number;
  readonly value: { readonly from: number; readonly to: number };
}

/** The call or assignment that gives the property of string token `key` its value. */
function setterAt(finding: Finding, key: number): Setter | undefined {
  const { s } = finding;
  const { t } = s;
  const open = t.parent[key]!;
  if (open < 0 || !(t.match[open]! > open)) return undefined;
  const close = t.match[open]!;
  if (s.grammar.pairs) {
    // Clojure: (System/setProperty "name" value)
    if (!/^System\/setProperty$/.test(t.at(open + 1)) || key !== open + 2 || key + 1 >= close)
      return undefined;
    return { from: open, to: close + 1, value: { from: key + 1, to: close } };
  }
  if (s.punct(open) === '(') {
    const callee = s.callee(open);
    const args = s.items(open);
    if (
      callee &&
      /(?:^|\.)(?:setProperty|put)$/.test(callee.path) &&
      args.length === 2 &&
      args[0]!.from === key
    ) {
      // `System.getProperties().put(…)` hangs on a call.
      if (
        callee.name === 'put' &&
        !/getProperties\s*\(\s*\)\s*\.\s*put$/.test(s.text.slice(0, t.end[callee.nameToken]!).slice(-60))
      )
        return undefined;
      if (
        callee.name === 'setProperty' &&
        !/(?:^|\.)(?:System|Security|lang\.System)\.setProperty$/.test(callee.path)
      )
        return undefined;
      return {
        from: callee.name === 'put' ? s.statementStart(callee.from) : callee.from,
        to: close + 1,
        value: args[1]!,
      };
    }
  }
  // `System.properties['name'] = value`, `sys.props("name") = value`
  const before = s.pathEndingAt(open - 1);
  if (
    before &&
    /^(?:System\.properties|sys\.props)$/.test(before.path) &&
    s.isAssign(close + 1) &&
    close === key + 1
  )
    return {
      from: before.from,
      to: s.statementEnd(close + 1),
      value: { from: close + 2, to: s.statementEnd(close + 1) },
    };
  return undefined;
}

/** A password: its place, never its text. */
function secret(finding: Finding, name: string, value: Setter['value']): WrittenOption['value'] {
  const { s } = finding;
  return s.t.isString(value.from) && value.to === value.from + 1
    ? writtenValue(name, s.t.decode(value.from), false)
    : { known: false, why: 'expression' };
}
