/** Literals as the program sees them, with the way back to the document. */
import type { MappedText, Segment, Span } from '../types';

/** Stands for an interpolation in MappedText.text: one character, whatever the hole would expand to. */
export const HOLE = '\uFFFC';

/** Collects a literal piece by piece; adjacent verbatim pieces become one segment. */
export class MappedTextBuilder {
  private text = '';
  private readonly segments: Segment[] = [];

  /** Document text from `start` to `end`, as it stands. */
  verbatim(document: string, start: number, end: number): this {
    if (end <= start) return this;
    const last = this.segments[this.segments.length - 1];
    if (last && last.kind === 'verbatim' && last.source.end === start) {
      this.segments[this.segments.length - 1] = {
        at: last.at,
        length: last.length + end - start,
        source: { start: last.source.start, end },
        kind: 'verbatim',
      };
    } else {
      this.segments.push({
        at: this.text.length,
        length: end - start,
        source: { start, end },
        kind: 'verbatim',
      });
    }
    this.text += document.slice(start, end);
    return this;
  }

  /** `value` is what the escape at `start`..`end` of the document means (`\x40` -> `@`, `&amp;` -> `&`, nothing for a line continuation). */
  escape(value: string, start: number, end: number): this {
    this.segments.push({
      at: this.text.length,
      length: value.length,
      source: { start, end },
      kind: 'escape',
    });
    this.text += value;
    return this;
  }

  /** An interpolation at `start`..`end` of the document. */
  hole(start: number, end: number): this {
    this.segments.push({ at: this.text.length, length: 1, source: { start, end }, kind: 'hole' });
    this.text += HOLE;
    return this;
  }

  /** Another literal that follows (concatenation, adjacent literals). */
  append(other: MappedText): this {
    for (const s of other.segments) this.segments.push({ ...s, at: s.at + this.text.length });
    this.text += other.text;
    return this;
  }

  build(): MappedText {
    return { text: this.text, segments: this.segments };
  }
}

/** A literal without escapes: document text from `start` to `end`. */
export function verbatimText(document: string, start: number, end: number): MappedText {
  return new MappedTextBuilder().verbatim(document, start, end).build();
}

/** Document offset of index `index` of `mapped.text`. At a border between segments, `side` chooses the start of what follows or the end of what comes before. */
export function sourceOffset(mapped: MappedText, index: number, side: 'start' | 'end'): number {
  const segments = mapped.segments;
  if (segments.length === 0) return 0;
  if (side === 'start') {
    for (const s of segments) {
      if (index < s.at + s.length)
        return s.kind === 'verbatim' ? s.source.start + Math.max(0, index - s.at) : s.source.start;
    }
    return segments[segments.length - 1]!.source.end;
  }
  for (let i = segments.length - 1; i >= 0; i--) {
    const s = segments[i]!;
    if (index > s.at)
      return s.kind === 'verbatim' ? s.source.start + Math.min(s.length, index - s.at) : s.source.end;
  }
  return segments[0]!.source.start;
}

/** Document span of `start`..`end` of `mapped.text`. */
export function sourceSpan(mapped: MappedText, start: number, end: number): Span {
  if (end <= start) {
    const at = sourceOffset(mapped, start, start >= mapped.text.length ? 'end' : 'start');
    return { start: at, end: at };
  }
  const from = sourceOffset(mapped, start, 'start');
  return { start: from, end: Math.max(from, sourceOffset(mapped, end, 'end')) };
}

/** The part `start`..`end` of a mapped text. */
export function sliceMapped(mapped: MappedText, start: number, end: number): MappedText {
  const segments: Segment[] = [];
  for (const s of mapped.segments) {
    const from = Math.max(start, s.at);
    const to = Math.min(end, s.at + s.length);
    if (to < from || (to === from && !(s.length === 0 && s.at >= start && s.at <= end))) continue;
    const source =
      s.kind === 'verbatim'
        ? { start: s.source.start + from - s.at, end: s.source.start + to - s.at }
        : s.source;
    segments.push({ at: from - start, length: to - from, source, kind: s.kind });
  }
  return { text: mapped.text.slice(start, end), segments };
}

/** The same literal with other characters: `text` must have the length of `mapped.text` (masking). */
export function withText(mapped: MappedText, text: string): MappedText {
  return { text, segments: mapped.segments };
}
