/** Which connection a place in the text means. */
import type { Outlook, Span } from '../types';

/**
 * The connection at a place (an offset, or a line's span): the smallest part of one that holds it; else one that begins,
 * ends or passes on the same lines; else the only one of the text when `orOnly` is set. A connection has several parts: its options, the
 * call that makes it, its URI.
 */
export function outlookAt(
  outlooks: readonly Outlook[],
  text: string,
  place: Span,
  orOnly = false,
): Outlook | undefined {
  const parts = outlooks.flatMap((outlook) =>
    [outlook.site.span, outlook.site.headSpan, outlook.site.uri?.span].flatMap((span) =>
      span ? [{ outlook, span }] : [],
    ),
  );
  const smallest = (touched: Span): Outlook | undefined =>
    parts
      .filter(({ span }) => span.start <= touched.end && touched.start <= span.end)
      .sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start))[0]?.outlook;
  const after = text.indexOf('\n', place.end);
  const lines = {
    start: text.lastIndexOf('\n', place.start - 1) + 1,
    end: after < 0 ? text.length : after,
  };
  return smallest(place) ?? smallest(lines) ?? (orOnly && outlooks.length === 1 ? outlooks[0] : undefined);
}
