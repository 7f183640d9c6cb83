/** Text inside text (a script in YAML, a fence in Markdown, a notebook's cell): sites found there, with places in the outer document. */
import { sourceSpan } from '../../text/mappedText';
import type {
  ConnectionSite,
  Insertion,
  MappedText,
  Segment,
  SiteUri,
  Span,
  WrittenOption,
} from '../../types';

/** Moves sites found in `inner.text` to the document that `inner` maps to. */
export function outerSites(inner: MappedText, sites: readonly ConnectionSite[]): readonly ConnectionSite[] {
  const only = inner.segments.length === 1 ? inner.segments[0]! : undefined;
  if (only?.kind === 'verbatim' && only.source.start === 0) return sites;
  return sites.map((site) => outerSite(inner, site));
}

function outerSite(inner: MappedText, site: ConnectionSite): ConnectionSite {
  const span = (s: Span): Span => sourceSpan(inner, s.start, s.end);
  const { headSpan, uri, insertion, reads, defines, passwords } = site;
  const secretAt = (option: WrittenOption): WrittenOption['value'] => {
    const { value } = option;
    return value.known && typeof value.value === 'object' && value.value !== null
      ? { known: true, value: { ...value.value, secretAt: span(value.value.secretAt) } }
      : value;
  };
  return {
    ...site,
    span: span(site.span),
    options: site.options.map(({ removeSpan, ...o }) => ({
      ...o,
      value: secretAt(o),
      span: span(o.span),
      nameSpan: span(o.nameSpan),
      valueSpan: span(o.valueSpan),
      ...(removeSpan ? { removeSpan: span(removeSpan) } : {}),
    })),
    ...(headSpan ? { headSpan: span(headSpan) } : {}),
    ...(passwords ? { passwords: passwords.map(span) } : {}),
    ...(uri ? { uri: outerUri(inner, uri) } : {}),
    ...(insertion ? { insertion: outerInsertion(inner, insertion) } : {}),
    ...(reads ? { reads: { ...reads, span: span(reads.span) } } : {}),
    ...(defines ? { defines: { ...defines, span: span(defines.span) } } : {}),
  };
}

function outerInsertion(inner: MappedText, insertion: Insertion): Insertion {
  return { ...insertion, at: sourceSpan(inner, insertion.at, insertion.at).start };
}

function outerUri(inner: MappedText, uri: SiteUri): SiteUri {
  const mapped = composed(inner, uri.mapped);
  return { ...uri, mapped, span: sourceSpan(inner, uri.span.start, uri.span.end) };
}

/** `mapped` points into `inner.text`; the result points where `inner` points. */
export function composed(inner: MappedText, mapped: MappedText): MappedText {
  const segments: Segment[] = [];
  for (const s of mapped.segments) {
    if (s.kind !== 'verbatim') {
      segments.push({ ...s, source: sourceSpan(inner, s.source.start, s.source.end) });
      continue;
    }
    // A verbatim piece may cross several segments of the inner text.
    for (const i of inner.segments) {
      const from = Math.max(s.source.start, i.at);
      const to = Math.min(s.source.end, i.at + i.length);
      if (to < from || (to === from && i.length > 0)) continue;
      if (i.length === 0 && (i.at <= s.source.start || i.at >= s.source.end)) continue;
      const at = s.at + from - s.source.start;
      segments.push(
        i.kind === 'verbatim'
          ? {
              at,
              length: to - from,
              source: { start: i.source.start + from - i.at, end: i.source.start + to - i.at },
              kind: 'verbatim',
            }
          : { at, length: to - from, source: i.source, kind: i.kind },
      );
    }
  }
  return { text: mapped.text, segments };
}
