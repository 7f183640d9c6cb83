/** What variables of the file put into a URI (`f"mongodb://app:{pw}@{HOST}/"`): the password's place, and the names of the hosts. */
import { HOLE } from '../../text/mappedText';
import type { MappedText, Segment, SiteUri, WrittenOption } from '../../types';
import { alternatives, environmentRead, readValue, visibleDefinitions } from './collect';
import { WORD } from './lexer';
import type { Definition, Range, Syntax } from './syntax';

const passwordHole = new RegExp(`^mongodb(?:\\+srv)?://[^/?#@]*:(${HOLE})@`, 'i');
const authority = /^mongodb:\/\/(?:[^/?#@]*@)?([^/?#@]+)(?:[/?]|$)/i;

/** An interpolated name, or one that is percent-encoded. */
const interpolated = /^(?:[$#]?\{)?\s*(?:[\w.]+\(\s*)?([A-Za-z_]\w*)\s*\)?\s*\}?$/;

/** What a format call or operator fills in. */
const formatted = /^(?:%(?:\((\w+)\))?[sd]|\{(\w*)\})$/;

/** The literal that the URI's password is, where exactly one gives its variable a value. */
export function passwordOf(s: Syntax, uri: SiteUri | undefined): WrittenOption | undefined {
  const found = uri && passwordHole.exec(uri.mapped.text);
  if (!found) return undefined;
  const definition = definitionOf(s, uri.mapped, found[0].length - 2);
  if (!definition) return undefined;
  const { value } = definition;
  if (!s.t.isString(value.from) || value.to !== value.from + 1) return undefined;
  const span = s.span(value.from, value.to);
  return {
    name: 'password',
    place: 'options',
    value: readValue(s, value, 'password'),
    syntax: 'other',
    span,
    nameSpan: s.span(definition.nameToken, definition.nameToken + 1),
    valueSpan: span,
    within: 'uri',
  };
}

/** The hosts of a URI some of which stand in variables, where all of them can be read. */
export function hostsOf(s: Syntax, uri: SiteUri | undefined): readonly string[] | undefined {
  const found = uri?.mapped.text.includes(HOLE) ? authority.exec(uri.mapped.text) : undefined;
  if (!uri || !found?.[1]!.includes(HOLE)) return undefined;
  // The port says nothing about where the host is, and `app:` may also be the begin of a login.
  const parts = found[1]!.split(',');
  const names = parts.map((part) => part.replace(/:[^:\]]*$/, ''));
  if (!names.some((name) => name.includes(HOLE))) return undefined;
  const hosts: string[] = [];
  let at = found[0].lastIndexOf(found[1]!);
  for (const [k, name] of names.entries()) {
    let host = '';
    for (const [n, character] of [...name].entries()) {
      const text = character === HOLE ? textOf(s, definitionOf(s, uri.mapped, at + n)) : character;
      if (text === undefined) return undefined;
      host += text;
    }
    if (!/^[\w.-]+(?::\d+)?(?:,[\w.-]+(?::\d+)?)*$/.test(host)) return undefined;
    hosts.push(...host.split(',').map((h) => h.replace(/:\d+$/, '')));
    at += parts[k]!.length + 1;
  }
  return hosts;
}

/** What gives its value to the variable that fills the hole at `at` of a text; undefined unless that is certain. */
function definitionOf(s: Syntax, mapped: MappedText, at: number): Definition | undefined {
  const hole = mapped.segments.find((segment) => segment.at === at && segment.kind === 'hole');
  if (!hole) return undefined;
  const name = nameIn(s, mapped, hole);
  const token = s.t.tokenAt(hole.source.start);
  if (name === undefined || token < 0) return undefined;
  const definitions = visibleDefinitions(s, s.normal(name), token);
  const only = definitions.length === 1 ? definitions[0]! : undefined;
  return only?.kind === 'assignment' && !s.conditional(only.from) ? only : undefined;
}

function nameIn(s: Syntax, mapped: MappedText, hole: Segment): string | undefined {
  const text = s.text.slice(hole.source.start, hole.source.end);
  const filled = formatted.exec(text);
  const argument = filled && argumentOf(s, mapped, hole, filled[1] ?? filled[2] ?? '');
  if (argument)
    return interpolated.exec(s.text.slice(s.t.start[argument.from]!, s.t.end[argument.to - 1]!))?.[1];
  return interpolated.exec(text)?.[1];
}

/** The argument of `"…" % (…)` or `"…".format(…)` behind the literal that a hole stands in; undefined for an interpolation. */
function argumentOf(s: Syntax, mapped: MappedText, hole: Segment, name: string): Range | undefined {
  const { t } = s;
  let k = t.tokenAt(hole.source.start);
  if (k < 0 || !t.isString(k)) return undefined;
  while (t.isString(k)) k++;
  let open = s.punct(k) === '%' ? k + 1 : -1;
  if (s.isMember(k) && t.kind[k + 1] === WORD && t.at(k + 1) === 'format') open = k + 2;
  if (open < 0) return undefined;
  if (!/^[({]$/.test(s.punct(open)) || !(t.match[open]! > open)) return { from: open, to: open + 1 };
  const items = s.items(open);
  if (name !== '' && !/^\d+$/.test(name))
    return items.map((i) => s.entry(i)).find((e) => e?.name === name)?.value;
  const before = mapped.segments.filter((segment) => segment.kind === 'hole' && segment.at < hole.at).length;
  return items[name === '' ? before : Number(name)];
}

/** The text that a definition gives: its literal, or the one that stands in for what the environment does not say. */
function textOf(s: Syntax, definition: Definition | undefined): string | undefined {
  if (!definition) return undefined;
  const literals = alternatives(s, definition.value).flatMap((branch) => {
    const range = environmentRead(s, branch)?.fallback ?? branch;
    return s.t.isString(range.from) && range.to === range.from + 1 ? [s.t.decode(range.from).text] : [];
  });
  return literals.length === 1 && !literals[0]!.includes(HOLE) ? literals[0] : undefined;
}
