/** Words that differ by a typing error. */

/** Levenshtein distance, `limit` when it is that or more. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  const row: number[] = [];
  for (let j = 0; j <= b.length; j++) row.push(j);
  for (let i = 1; i <= a.length; i++) {
    const c = a.charCodeAt(i - 1);
    let diagonal = row[0]!;
    row[0] = i;
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const above = row[j]!;
      const distance = Math.min(above + 1, row[j - 1]! + 1, diagonal + (c === b.charCodeAt(j - 1) ? 0 : 1));
      row[j] = distance;
      diagonal = above;
      if (distance < least) least = distance;
    }
    // It never gets less again.
    if (least >= limit) return limit;
  }
  return Math.min(limit, row[b.length]!);
}
