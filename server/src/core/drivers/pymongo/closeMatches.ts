/**
 * Python's `difflib.get_close_matches(word, possibilities, n=3, cutoff=0.2)`, which PyMongo 4.7 and later use to
 * suggest names for an unknown option. The same suggestions, in the same order.
 */

/** Suggestions for `word`, best first; equal scores in reverse alphabetical order as in Python. `possibilities` has no duplicates. */
export function closeMatches(word: string, possibilities: Iterable<string>): readonly string[] {
  const cutoff = 0.2;
  const found: { score: number; name: string }[] = [];
  for (const name of possibilities) {
    if ((2 * Math.min(name.length, word.length)) / (name.length + word.length) < cutoff) continue;
    const score = (2 * matchingCharacters(name, word)) / (name.length + word.length);
    if (score >= cutoff) found.push({ score, name });
  }
  found.sort((a, b) => b.score - a.score || (a.name < b.name ? 1 : -1));
  return found.slice(0, 3).map((f) => f.name);
}

/** Sum of the lengths of SequenceMatcher's matching blocks of `a` and `b`. */
function matchingCharacters(a: string, b: string): number {
  let sum = 0;
  const queue: [number, number, number, number][] = [[0, a.length, 0, b.length]];
  for (let next = queue.pop(); next; next = queue.pop()) {
    const [alo, ahi, blo, bhi] = next;
    let besti = alo;
    let bestj = blo;
    let size = 0;
    // lengths[j]: length of the longest match that ends with a[i-1] and b[j-1].
    let lengths = new Uint16Array(bhi + 1);
    for (let i = alo; i < ahi; i++) {
      const now = new Uint16Array(bhi + 1);
      for (let j = blo; j < bhi; j++) {
        if (a.charCodeAt(i) !== b.charCodeAt(j)) continue;
        const k = lengths[j]! + 1;
        now[j + 1] = k;
        if (k > size) {
          besti = i - k + 1;
          bestj = j - k + 1;
          size = k;
        }
      }
      lengths = now;
    }
    if (size === 0) continue;
    sum += size;
    if (alo < besti && blo < bestj) queue.push([alo, besti, blo, bestj]);
    if (besti + size < ahi && bestj + size < bhi) queue.push([besti + size, ahi, bestj + size, bhi]);
  }
  return sum;
}
