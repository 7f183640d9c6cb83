/** The password of a URI whose text stands in a variable: `pw = "…"`, `f"mongodb://app:{pw}@host/"`. */
import { HOLE } from '../../text/mappedText';
import type { SiteUri, WrittenOption } from '../../types';
import { readValue, visibleDefinitions } from './collect';
import type { Syntax } from './syntax';

/** A hole alone in the password's place. */
const passwordHole = new RegExp(`^mongodb(?:\\+srv)?://[^/?#@]*:(${HOLE})@`, 'i');

/** What fills the hole: a name, or a name that is percent-encoded. */
const filling = /^(?:[$#]?\{)?\s*(?:[\w.]+\(\s*)?(\w+)\s*\)?\s*\}?$/;

/** The literal that the URI's password is, where exactly one gives its variable a value. */
export function passwordOf(s: Syntax, uri: SiteUri | undefined): WrittenOption | undefined {
  const found = uri && passwordHole.exec(uri.mapped.text);
  if (!found) return undefined;
  const at = found[0].length - 2;
  const hole = uri.mapped.segments.find((segment) => segment.at === at && segment.kind === 'hole');
  const name = hole && filling.exec(s.text.slice(hole.source.start, hole.source.end))?.[1];
  if (!name) return undefined;
  const token = s.t.tokenAt(hole.source.start);
  const definitions = token < 0 ? [] : visibleDefinitions(s, s.normal(name), token);
  const definition = definitions[0];
  if (definitions.length !== 1 || definition?.kind !== 'assignment' || s.conditional(definition.from))
    return undefined;
  const { value } = definition;
  if (!s.t.isString(value.from) || value.to !== value.from + 1) return undefined;
  const span = s.span(value.from, value.to);
  return {
    name: 'password',
    place: 'options',
    value: readValue(s, value, 'password', false),
    syntax: 'other',
    span,
    nameSpan: s.span(definition.nameToken, definition.nameToken + 1),
    valueSpan: span,
    within: 'uri',
  };
}
