/**
 * What is typed within a connection string, or within the text that an option is given, changes that text and nothing else of
 * the program: the call, the other options and the names it is read by are what they were. Then the call is not read again.
 */
import { ownStrings, placedBy } from '../../text/placed';
import { sourceOffset } from '../../text/mappedText';
import type { Change, ConnectionSite, MappedText, Memory, SiteUri } from '../../types';
import { isSecretOption } from '../../uri/secrets';
import { isOptionName } from './optionNames';
import { extentOfUnit, move, type Kept, type Unit } from './reading';
import type { Syntax } from './syntax';
import { holePlaceholders, siteUri } from './uriLiteral';

/** Characters that have one meaning in a URI, none in any language's literals, and stand in no notation for placeholders. */
const plainEdit = /^[\w.:,/?&=-]*$/;

/** Scheme, user information, the servers without holes, and the rest. */
const uriParts = /^(mongodb(?:\+srv)?:\/\/)((?:[^/?@]*@)?)([\w.:,-]+)((?:[/?][\w.:,/?&=%+-]*)?)$/i;

/** The text of an option: no URI, no name of an option, no notation of any language. */
const plainValue = /^(?!mongodb|tls|ssl)[\w.:,/?&= @-]+$/i;

/** Methods that apply a string to settings that are there already. */
const laterString = /applyConnectionString|ApplyURI/;

/** Names of programs replace `__NAME__`. */
const replaced = /__[A-Z]/;

/**
 * The units after an edit within the connection string or an option's text of one of them; undefined when anything else may
 * have changed. The tokens have taken the edit.
 */
export function withLiteralEdited(
  kept: Kept,
  s: Syntax,
  searches: Memory['searches'],
  change: Change,
): readonly Unit[] | undefined {
  const { t, text } = s;
  if (kept.s.t !== t) return undefined;
  const token = t.tokenAt(change.start);
  const literal = t.literal(token);
  if (!literal || change.start < literal.from || change.newEnd > literal.to) return undefined;
  if (
    !plainEdit.test(text.slice(change.start, change.newEnd)) ||
    !plainEdit.test(kept.s.text.slice(change.start, change.oldEnd))
  )
    return undefined;
  const delta = change.newEnd - change.oldEnd;
  const [from, to] = [literal.from, literal.to - delta];
  const start = t.start[token]!;
  const end = t.end[token]! - delta;
  const now = text.slice(start, end + delta);
  const was = kept.s.text.slice(start, end);
  let owner: Unit | undefined;
  const rest: Unit[] = [];
  for (const unit of kept.units) {
    for (const word of unit.words) if (was.includes(word) !== now.includes(word)) return undefined;
    for (const part of unit.parts) if (part.start < end && part.end > start) return undefined;
    const extent = extentOfUnit(unit);
    if (extent.start + unit.moved >= end || extent.end + unit.moved <= from) rest.push(unit);
    else if (unit.sites.length > 0) {
      if (owner) return undefined;
      owner = unit;
    } else if (extent.start + unit.moved < start || extent.end + unit.moved > end) return undefined;
    // What looked into this literal found it taken. Whoever reads the call again reads all of the literal.
  }
  const site = owner?.sites.length === 1 ? owner.sites[0]! : undefined;
  if (!owner || !site || site.dropped || owner.parts.length > 0) return undefined;
  const { moved } = owner;
  const place = placeBy({ from: from - moved, to: to - moved }, change, moved);
  try {
    const uri = site.uri && editedUri(site.uri, holePlaceholders(t.decode(token)), place);
    // What a string says of TLS may be what counts, and not the options before it.
    if (uri && searches.has(laterString) && !isBeforeOptions(uri.mapped, change.newEnd)) return undefined;
    const edited: ConnectionSite | undefined = uri
      ? { ...placedBy({ ...site, uri: undefined }, place), uri }
      : withValueEdited(
          placedBy(site, place),
          start,
          was.slice(from - start, to - start),
          now.slice(from - start, to + delta - start),
        );
    if (!edited) return undefined;
    ownStrings(edited);
    const unit: Unit = {
      stage: owner.stage,
      at: place(owner.at),
      moved: 0,
      sites: [edited],
      claims: owner.claims.map(place),
      words: owner.words,
      parts: [],
    };
    move(rest, change);
    return [...rest, unit];
  } catch (error) {
    if (error === inTheEdit) return undefined;
    throw error;
  }
}

/** A place that the edit took away. */
const inTheEdit = new Error('within the edit');

/** Where a place of the last text is now. `literal` and the places are those of a unit that has `moved`. */
function placeBy(
  literal: { readonly from: number; readonly to: number },
  change: Change,
  moved: number,
): (at: number) => number {
  const delta = change.newEnd - change.oldEnd;
  return (at) => {
    const here = at + moved;
    if (at >= literal.to) return here + delta;
    if (at <= literal.from || here < change.start) return here;
    if (here > change.oldEnd) return here + delta;
    throw inTheEdit;
  };
}

/** The URI as it is now; undefined when more than its servers, its database or its options changed, or more than one literal made it. */
function editedUri(before: SiteUri, text: MappedText, place: (at: number) => number): SiteUri | undefined {
  const uri = siteUri(text, before.ampersand);
  if (!uri) return undefined;
  const [old, now] = [before.mapped, uri.mapped];
  const was = uriParts.exec(old.text);
  const is = uriParts.exec(now.text);
  if (!was || !is || was[1] !== is[1] || was[2] !== is[2]) return undefined;
  if (replaced.test(old.text) || replaced.test(now.text)) return undefined;
  const same =
    old.segments.length === now.segments.length &&
    old.segments.every(({ kind, source }, n) => {
      const other = now.segments[n]!;
      return (
        kind === other.kind &&
        place(source.start) === other.source.start &&
        place(source.end) === other.source.end
      );
    }) &&
    place(before.span.start) === uri.span.start &&
    place(before.span.end) === uri.span.end;
  if (!same) return undefined;
  return before.variable === undefined ? uri : { ...uri, variable: before.variable };
}

/** The site with another text for the option whose literal begins at `start`; undefined when that is not all of the option's value. */
function withValueEdited(
  site: ConnectionSite,
  start: number,
  was: string,
  now: string,
): ConnectionSite | undefined {
  const option = site.options.find((o) => o.valueSpan.start === start);
  if (
    !option?.value.known ||
    option.value.value !== was ||
    option.checks ||
    isSecretOption(option.name) ||
    ![was, now].every((text) => plainValue.test(text) && !isOptionName(text))
  )
    return undefined;
  const value = { known: true, value: now } as const;
  return { ...site, options: site.options.map((o) => (o === option ? { ...o, value } : o)) };
}

/** True when `at` of the document lies before the options of a URI. */
function isBeforeOptions(mapped: MappedText, at: number): boolean {
  const question = mapped.text.indexOf('?');
  return question < 0 || at <= sourceOffset(mapped, question, 'start');
}
