/** Clojure calls the builders of the Java driver as `(.sslEnabled builder true)` and, threaded, `(.enabled true)`. */
import type { WrittenOption } from '../../types';
import type { Finding } from '../shared/codeFinder';
import { readValue } from '../shared/collect';

const own = /^\.(?:sslEnabled|sslInvalidHostNameAllowed|invalidHostNameAllowed|sslContext)$/;
/** Names that others have too: only inside a form that speaks of the driver's TLS settings. */
const common = /^\.(?:enabled|context|socketFactory)$/;
const settings = /applyToSslSettings|SslSettings|MongoClientOptions/;

/** Adds one site for each form at the top level that sets such options. */
export function interop(finding: Finding): void {
  const { s, doc } = finding;
  const { t } = s;
  if (!/mongo/i.test(doc.text)) return;
  const forms = new Map<number, WrittenOption[]>();
  for (const m of doc.text.matchAll(
    /\(\.(?:ssl(?:Enabled|InvalidHostNameAllowed|Context)|invalidHostNameAllowed|enabled|context|socketFactory)\b/g,
  )) {
    const token = t.tokenAt(m.index + 1);
    const open = token - 1;
    if (token < 1 || s.punct(open) !== '(' || !(t.match[open]! > open)) continue;
    let top = open;
    while (t.parent[top]! >= 0) top = t.parent[top]!;
    const name = t.at(token);
    const form = doc.text.slice(t.start[top]!, t.end[t.match[top]!] ?? doc.text.length);
    if (!own.test(name) && !(common.test(name) && settings.test(form))) continue;
    const value = s.split(token + 1, t.match[open]!).at(-1);
    if (!value) continue;
    finding.claimed.add(token);
    const option: WrittenOption = {
      name: name.slice(1),
      place: 'options',
      value: readValue(s, value, name.slice(1)),
      syntax: 'other',
      span: s.span(open, t.match[open]! + 1),
      nameSpan: { start: t.start[token]! + 1, end: t.end[token]! },
      valueSpan: s.span(value.from, value.to),
    };
    forms.set(top, [...(forms.get(top) ?? []), option]);
  }
  for (const options of forms.values())
    finding.sites.push({
      kind: 'options',
      finder: finding.language.id,
      span: {
        start: Math.min(...options.map((o) => o.span.start)),
        end: Math.max(...options.map((o) => o.span.end)),
      },
      headSpan: options[0]!.nameSpan,
      options,
      open: false,
      driver: finding.driver,
    });
}
