/** The list of finders, and which of them reads a document. A new language is one folder and one line here. */
import { Searches } from '../text/searches';
import type { ConnectionSite, Finder, Memory, PlacedSite, SourceDocument } from '../types';
import { elixir, erlang } from './beam/finder';
import { c } from './c/finder';
import { conf, env, hcl, hocon, ini, json, prisma, properties, toml, xml, yaml } from './config/finders';
import { csharp, fsharp, vb } from './dotnet/finder';
import { ecmascript, scriptBlocks } from './ecmascript/finder';
import { go } from './go/finder';
import { clojure, groovy, java, kotlin, scala } from './jvm/finder';
import { dart, haskell, julia, lua, perl, r, rust, swift } from './others/finder';
import { php } from './php/finder';
import { asciidoc, markdown, notebook, patch, restructuredText } from './documents/finders';
import { plain } from './plain';
import { environmentNames, environmentOf } from './shared/environment';
import { fileOfShebang, plainFileName } from './shared/fileNames';
import { fileOfText } from './shared/guessLanguage';
import { batch, dockerfile, fish, makefile, powershell, shell } from './shell/finders';
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
  env,
  yaml,
  json,
  shell,
  fish,
  batch,
  powershell,
  dockerfile,
  makefile,
  properties,
  toml,
  ini,
  xml,
  hcl,
  hocon,
  prisma,
  conf,
  markdown,
  restructuredText,
  asciidoc,
  notebook,
  patch,
];

/** A file without any of these words holds no connection: nothing else is looked at. `bW9uZ29k` is base64 for `mongod`. */
const needle = /mongo|tls|ssl|rejectunauthorized|checkserveridentity|certificate|bW9uZ29k/i;

/** False for a text that holds no connection and no setting of one, whatever its language: one literal search. */
export function mayConnect(searches: Memory['searches']): boolean {
  return searches.has(needle);
}

/** The finder of a document: by file name, by ending, by language id, by its first lines; `plain` when none knows it. */
export function finderOf(doc: SourceDocument): Finder {
  return (
    finderOfPath(doc.path) ??
    (doc.languageId ? byLanguageId.get(doc.languageId) : undefined) ??
    byFileName(fileOfContent(nameOf(doc.path), doc.text) ?? '') ??
    plain
  );
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}

/** The path that was asked about last: a document is edited many times. */
let lastPath: { readonly path: string; readonly finder: Finder | undefined } | undefined;

function finderOfPath(path: string): Finder | undefined {
  if (lastPath?.path === path) return lastPath.finder;
  const name = nameOf(path);
  const plainName = plainFileName(name);
  const finder =
    // `Dockerfile.java` is a Dockerfile, whatever its ending says.
    (plainName === 'dockerfile' ? byFileName(plainName) : undefined) ??
    byFileName(name) ??
    byFileName(plainName);
  lastPath = { path, finder };
  return finder;
}

/** Of two finders that name the same, the first in the list has it. */
function table(namesOf: (finder: Finder) => readonly string[]): ReadonlyMap<string, Finder> {
  return new Map([...finders].reverse().flatMap((f) => namesOf(f).map((name) => [name, f] as const)));
}

const byFile = table((f) => f.files);
const byLanguageId = table((f) => f.languageIds);

function byFileName(name: string): Finder | undefined {
  const byName = byFile.get(name);
  if (byName) return byName;
  // Longest ending first: `.d.ts` before `.ts`.
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
    const byEnding = byFile.get(name.slice(dot));
    if (byEnding) return byEnding;
  }
  return undefined;
}

/** What the text itself says: a shebang, sections of a MongoDB server's configuration, a plain format in a file without an ending. */
function fileOfContent(name: string, text: string): string | undefined {
  const shebang = fileOfShebang(text);
  if (shebang) return shebang;
  if (/^(?:net|storage|systemLog|security|replication):[ \t]*\r?$/m.test(text.slice(0, 20_000)))
    return 'x.yaml';
  return name.includes('.') && !/\.(?:template|stack|cfn)$/.test(name) ? undefined : fileOfText(text);
}

/** Every connection of a document. Never throws: a finder's fault goes to `onBug` and the URIs are still found. */
export function findSites(
  doc: SourceDocument,
  onBug: (where: string, error: unknown) => void = () => {},
): readonly ConnectionSite[] {
  return findPlaced(doc, onBug).map((p) => p.site);
}

/** The same for a document that is edited; the memory holds its text. */
export function findPlaced(
  doc: SourceDocument,
  onBug: (where: string, error: unknown) => void,
  memory?: Memory,
): readonly PlacedSite[] {
  const searches = memory?.searches ?? new Searches(doc.text);
  if (!mayConnect(searches)) return [];
  const finder = finderOf(doc);
  let sites: readonly PlacedSite[];
  try {
    sites =
      memory && finder.findEdited
        ? finder.findEdited(doc, memory)
        : finder.find(doc).map((site) => ({ site, moved: 0 }));
  } catch (error) {
    onBug(`finder ${finder.id}`, error);
    sites = plain.find(doc).map((site) => ({ site, moved: 0 }));
  }
  // The variables that the same document sets for the whole process.
  const environment = sites.length > 0 && searches.has(environmentNames) ? environmentOf(doc) : undefined;
  return environment
    ? sites.map((p) => (p.site.environment ? p : { ...p, site: { ...p.site, environment } }))
    : sites;
}
