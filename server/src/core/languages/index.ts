/** The list of finders, and which of them reads a document. A new language is one folder and one line here. */
import type { ConnectionSite, Finder, SourceDocument } from '../types';
import { elixir, erlang } from './beam/finder';
import { c } from './c/finder';
import { csharp, fsharp, vb } from './dotnet/finder';
import { ecmascript, scriptBlocks } from './ecmascript/finder';
import { go } from './go/finder';
import { clojure, groovy, java, kotlin, scala } from './jvm/finder';
import { dart, haskell, julia, lua, perl, r, rust, swift } from './others/finder';
import { php } from './php/finder';
import { plain } from './plain';
import { python } from './python/finder';
import { ruby } from './ruby/finder';

/** Every finder, the fallback last. One line each. */
// prettier-ignore
export const finders: readonly Finder[] = [
  python,
  ecmascript,
  scriptBlocks,
  java,
  kotlin,
  scala,
  groovy,
  clojure,
  csharp,
  vb,
  fsharp,
  go,
  php,
  ruby,
  c,
  rust,
  swift,
  elixir,
  erlang,
  perl,
  lua,
  r,
  julia,
  dart,
  haskell,
];

/** A file without any of these words holds no connection: nothing else is looked at. Case-insensitive. */
const needle = /mongo|tls|ssl|rejectunauthorized|checkserveridentity|certificate/i;

/** The finder of a document: by file name, by ending, then by language id; `plain` when none knows it. */
export function finderOf(doc: SourceDocument): Finder {
  const name = doc.path.slice(doc.path.lastIndexOf('/') + 1).toLowerCase();
  const byName = finders.find((f) => f.files.includes(name));
  if (byName) return byName;
  // Longest ending first: `.d.ts` before `.ts`.
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
    const ending = name.slice(dot);
    const byEnding = finders.find((f) => f.files.includes(ending));
    if (byEnding) return byEnding;
  }
  return (doc.languageId && finders.find((f) => f.languageIds.includes(doc.languageId!))) || plain;
}

/** Every connection of a document. Never throws: a finder's fault goes to `onBug` and the URIs are still found. */
export function findSites(
  doc: SourceDocument,
  onBug: (where: string, error: unknown) => void = () => {},
): readonly ConnectionSite[] {
  if (!needle.test(doc.text)) return [];
  const finder = finderOf(doc);
  try {
    return finder.find(doc);
  } catch (error) {
    onBug(`finder ${finder.id}`, error);
    return plain.find(doc);
  }
}
