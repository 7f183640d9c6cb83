/** Values that are scripts: shell variables stand in them as themselves, not as the holes that they are in other values. */
import { MappedTextBuilder } from '../../text/mappedText';
import type { MappedText } from '../../types';

/** `value` with `$NAME` and, where `braces`, `${NAME}` as text; `$$` of compose files is one `$`. Templates stay holes. */
export function scriptText(document: string, value: MappedText, braces: boolean): MappedText {
  if (
    !value.segments.some((s) => document[s.source.start] === '$' || s.kind !== 'verbatim') &&
    !value.text.includes('$$')
  )
    return value;
  const builder = new MappedTextBuilder();
  let inDefault = 0;
  for (const s of value.segments) {
    const source = document.slice(s.source.start, s.source.end);
    const shell = /^\$(?:[A-Za-z_]|\()/.test(source) || (braces && /^\$\{(?!\{)/.test(source));
    if (s.kind === 'hole' && shell) builder.verbatim(document, s.source.start, s.source.end);
    else if (s.kind === 'escape' && s.length === 0 && shell && source.length > 2) {
      // The start of `${X:-default}`; its end follows.
      builder.verbatim(document, s.source.start, s.source.end);
      inDefault++;
    } else if (s.kind === 'escape' && s.length === 0 && inDefault > 0 && /^["']?\}$/.test(source)) {
      builder.verbatim(document, s.source.start, s.source.end);
      inDefault--;
    } else if (s.kind === 'verbatim') {
      let at = s.source.start;
      for (const match of source.matchAll(/\$\$(?=[A-Za-z_{(])/g)) {
        const from = s.source.start + match.index;
        builder.verbatim(document, at, from).escape('$', from, from + 2);
        at = from + 2;
      }
      builder.verbatim(document, at, s.source.end);
    } else builder.append({ text: value.text.slice(s.at, s.at + s.length), segments: [{ ...s, at: 0 }] });
  }
  return builder.build();
}
