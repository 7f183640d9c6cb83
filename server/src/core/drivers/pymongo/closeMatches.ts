/**
 * Python's `difflib.get_close_matches(word, possibilities, n=3, cutoff=0.2)`, which PyMongo 4.7 and later use to
 * suggest names for an unknown option. The same suggestions, in the same order.
 */

interface Match {
  readonly name: string;
  readonly score: number;
}

const cutoff = 0.2;

/** Suggestions for `word`, best first; equal scores in reverse alphabetical order as in Python. `possibilities` has no duplicates. */
export function closeMatches(word: string, possibilities: Iterable<string>): readonly string[] {
  const counts = countsOf(word);
  const bounded: Match[] = [];
  for (const name of possibilities) {
    const score =
      (2 * Math.min(name.length, word.length, commonCharacters(name, counts))) / (name.length + word.length);
    if (score >= cutoff) bounded.push({ name, score });
  }
  // No score is above its bound: while somebody types a name, most are never counted.
  bounded.sort((a, b) => b.score - a.score);
  const best: Match[] = [];
  for (const { name, score: bound } of bounded) {
    if (best.length === 3 && bound < best[2]!.score) break;
    const score = (2 * matchingCharacters(name, word)) / (name.length + word.length);
    if (score < cutoff) continue;
    best.push({ name, score });
    best.sort((a, b) => b.score - a.score || (a.name < b.name ? 1 : -1));
    if (best.length > 3) best.pop();
  }
  return best.map((f) => f.name);
}

/** How often each ASCII character stands in a text. */
function countsOf(text: string): Int32Array {
  const counts = new Int32Array(128);
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < 128) counts[c]!++;
  }
  return counts;
}

const left = new Int32Array(128);

/** Number of characters that two texts can have in common, wherever they stand. */
function commonCharacters(text: string, counts: Int32Array): number {
  left.set(counts);
  let common = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c >= 128 || left[c]!-- > 0) common++;
  }
  return common;
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
    let now = new Uint16Array(bhi + 1);
    for (let i = alo; i < ahi; i++) {
      now.fill(0);
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
      [lengths, now] = [now, lengths];
    }
    if (size === 0) continue;
    sum += size;
    if (alo < besti && blo < bestj) queue.push([alo, besti, blo, bestj]);
    if (besti + size < ahi && bestj + size < bhi) queue.push([besti + size, ahi, bestj + size, bhi]);
  }
  return sum;
}
