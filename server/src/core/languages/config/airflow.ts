/** Connections of Airflow's Mongo provider: `mongo://…` in AIRFLOW_CONN_*, and JSON with its extras in a string. */
import { MappedTextBuilder, sliceMapped, sourceSpan } from '../../text/mappedText';
import type { ConnectionSite, MappedText, SourceDocument, WrittenOption } from '../../types';
import { outerSites } from '../shared/embedded';
import { writtenValue } from '../shared/writtenValue';
import type { Setting } from './settings';

/** Variables that Airflow reads as connections, and the keys of its connection files. */
const variable = /^AIRFLOW_CONN_|^airflow_conn_/;
const driver = {
  id: 'pymongo' as const,
  framework: 'airflow',
  because: 'this is a connection of Airflow, whose Mongo hook uses PyMongo',
};

/** The sites of one setting; undefined when it is no connection of Airflow's. `siblings` are the settings of its map. */
export function airflowSites(
  s: Setting,
  siblings: readonly Setting[],
  finder: string,
  find: (doc: SourceDocument) => readonly ConnectionSite[],
): readonly ConnectionSite[] | undefined {
  const name = s.path[s.path.length - 1] ?? '';
  const { text } = s.value;
  if (variable.test(name) && /^mongo:\/\//i.test(text)) return uriSites(s.value, finder);
  if (/^\s*\{/.test(text) && /"conn_type"\s*:\s*"mongo"/.test(text))
    return outerSites(s.value, find({ path: 'airflow.json', text })).map(withoutInsertion);
  const typed = siblings.some(
    (x) => /^conn_type$/.test(x.path[x.path.length - 1] ?? '') && x.value.text === 'mongo',
  );
  if (name === 'extra' && typed && /^\s*\{/.test(text)) {
    // The extras alone do not say whose they are.
    const { start, end } = s.valueSpan;
    const whole = new MappedTextBuilder()
      .escape('{"conn_type":"mongo","extra":', start, start)
      .append(s.value)
      .escape('}', end, end)
      .build();
    return outerSites(whole, find({ path: 'airflow.json', text: whole.text })).map(withoutInsertion);
  }
  return undefined;
}

/** `mongo://user:password@host:27017/db?ssl=true&allow_insecure=true`: the query is the extras. */
function uriSites(value: MappedText, finder: string): readonly ConnectionSite[] {
  const { text } = value;
  const question = text.indexOf('?');
  if (question < 0) return [];
  const options: WrittenOption[] = [];
  let at = question + 1;
  for (const piece of text.slice(at).split('&')) {
    const equals = piece.indexOf('=');
    const end = at + piece.length;
    if (equals > 0 && /^(?:tls|ssl|allow_insecure|srv|auth)/i.test(piece)) {
      const written = sliceMapped(value, at + equals + 1, end);
      const name = piece.slice(0, equals);
      options.push({
        name,
        place: 'options',
        value: writtenValue(name, written, true),
        syntax: 'other',
        span: sourceSpan(value, at, end),
        nameSpan: sourceSpan(value, at, at + equals),
        valueSpan: sourceSpan(value, at + equals + 1, end),
        // With the `&` before it, or the one behind the first.
        removeSpan:
          at > question + 1
            ? sourceSpan(value, at - 1, end)
            : sourceSpan(value, at, Math.min(end + 1, text.length)),
      });
    }
    at = end + 1;
  }
  if (options.length === 0) return [];
  const authority = /^mongo:\/\/(?:[^@/?]*@)?([^/?]*)/i.exec(text)![1]!;
  return [
    {
      kind: 'options',
      finder,
      span: sourceSpan(value, 0, text.length),
      options,
      hosts: /^[\w.,:[\]-]+$/.test(authority)
        ? { known: true, value: authority.split(',') }
        : { known: false, why: 'hole' },
      open: false,
      driver,
      ...lostOptions(options),
    },
  ];
}

/** The hook takes `ssl` out of the extras when `allow_insecure` stands beside it, and does not put it back. */
export function lostOptions(options: readonly WrittenOption[]): { readonly dropped?: readonly string[] } {
  return options.some((o) => o.name === 'allow_insecure') && options.some((o) => o.name === 'ssl')
    ? { dropped: ['ssl'] }
    : {};
}

function withoutInsertion(site: ConnectionSite): ConnectionSite {
  const { insertion: _, ...rest } = site;
  return rest;
}
