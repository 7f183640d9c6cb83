/** Which language a piece of text without a name is in: here-documents, fences without a tag, indented code. */

/** Tags of code fences and here-document programs -> a file name that the list of finders knows. */
const tags: Readonly<Record<string, string>> = {
  bash: 'x.sh',
  sh: 'x.sh',
  shell: 'x.sh',
  zsh: 'x.sh',
  console: 'x.sh',
  terminal: 'x.sh',
  'shell-session': 'x.sh',
  shellsession: 'x.sh',
  shellscript: 'x.sh',
  ksh: 'x.sh',
  cmd: 'x.bat',
  bat: 'x.bat',
  batch: 'x.bat',
  dosbatch: 'x.bat',
  powershell: 'x.ps1',
  ps1: 'x.ps1',
  pwsh: 'x.ps1',
  fish: 'x.fish',
  python: 'x.py',
  py: 'x.py',
  python3: 'x.py',
  pycon: 'x.py',
  ipython: 'x.py',
  ipython3: 'x.py',
  javascript: 'x.js',
  js: 'x.js',
  node: 'x.js',
  nodejs: 'x.js',
  mjs: 'x.mjs',
  cjs: 'x.cjs',
  jsx: 'x.jsx',
  typescript: 'x.ts',
  ts: 'x.ts',
  tsx: 'x.tsx',
  java: 'x.java',
  kotlin: 'x.kt',
  kt: 'x.kt',
  scala: 'x.scala',
  groovy: 'x.groovy',
  'c#': 'x.cs',
  csharp: 'x.cs',
  cs: 'x.cs',
  vb: 'x.vb',
  vbnet: 'x.vb',
  fsharp: 'x.fs',
  go: 'x.go',
  golang: 'x.go',
  php: 'x.php',
  ruby: 'x.rb',
  rb: 'x.rb',
  erb: 'x.erb',
  rust: 'x.rs',
  rs: 'x.rs',
  c: 'x.c',
  cpp: 'x.cpp',
  'c++': 'x.cpp',
  cc: 'x.cpp',
  swift: 'x.swift',
  elixir: 'x.ex',
  ex: 'x.ex',
  exs: 'x.exs',
  erlang: 'x.erl',
  perl: 'x.pl',
  lua: 'x.lua',
  r: 'x.r',
  julia: 'x.jl',
  dart: 'x.dart',
  clojure: 'x.clj',
  haskell: 'x.hs',
  yaml: 'x.yaml',
  yml: 'x.yaml',
  json: 'x.json',
  jsonc: 'x.jsonc',
  json5: 'x.jsonc',
  toml: 'x.toml',
  ini: 'x.ini',
  cfg: 'x.ini',
  conf: 'x.conf',
  properties: 'x.properties',
  hocon: 'x.hocon',
  xml: 'x.xml',
  html: 'x.html',
  vue: 'x.vue',
  svelte: 'x.svelte',
  hcl: 'x.tf',
  terraform: 'x.tf',
  tf: 'x.tf',
  dockerfile: 'dockerfile',
  docker: 'dockerfile',
  makefile: 'makefile',
  make: 'makefile',
  env: '.env',
  dotenv: '.env',
  prisma: 'x.prisma',
  nginx: 'x.conf',
  systemd: 'x.service',
  diff: 'x.diff',
  patch: 'x.diff',
};

/** File name for a fence's tag (`js`, `{.python}`, `yaml title="x"`), or undefined for one that nobody knows. */
export function fileOfTag(tag: string): string | undefined {
  const word = /^[\s{.]*([\w#+-]+)/.exec(tag)?.[1]?.toLowerCase();
  return word === undefined ? undefined : tags[word];
}

/** File name that fits a text without a tag; undefined when nothing is plain enough. */
export function fileOfText(text: string): string | undefined {
  const head = text.slice(0, 4000);
  if (/^#!.*\b(?:ba|z|k|da)?sh\b/.test(head)) return 'x.sh';
  if (/^#!.*\bpython/.test(head)) return 'x.py';
  if (/^#!.*\bnode/.test(head)) return 'x.js';
  if (/^<\?php/.test(head)) return 'x.php';
  if (/^\s*(?:diff --git|--- [ab]?\/|@@ -\d)/m.test(head)) return 'x.diff';
  if (/^\s*[[{]/.test(head) && /"\s*:/.test(head)) return 'x.json';
  if (/^\s*<[\w?!:-]+[\s\S]*>/.test(head) && !/^\s*<[\w -]+>\s*$/m.test(head.split('\n')[0]!)) return 'x.xml';
  if (
    /^(?:\s*(?:\$|#|>|%|PS .*>)\s+)?(?:sudo\s+)?(?:[\w./-]*\/)?(?:mongo(?:sh|d|s|dump|restore|export|import|stat|top|files)?|docker(?:-compose)?|kubectl|helm|export|curl|npm|npx|pip|cd|echo)\s/m.test(
      head,
    )
  )
    return 'x.sh';
  if (
    /^\s*(?:from [\w.]+ import |import (?:pymongo|motor|mongoengine|ssl|os)\b|def \w+\(.*\):|print\()/m.test(
      head,
    )
  )
    return 'x.py';
  if (
    /^\s*(?:const|let|var) [\w{[][^=\n]*=|\brequire\(|^\s*import .* from ['"]|=>\s*\{|^\s*(?:mongoose|db)\.\w+\(/m.test(
      head,
    )
  )
    return 'x.js';
  if (/^package \w+\s*$|^func \w+\(/m.test(head)) return 'x.go';
  if (/^\s*using [\w.]+;/m.test(head)) return 'x.cs';
  if (/^\s*import [\w.]+(?:\.\*)?;|\bpublic (?:static|class)\b|^\s*MongoClient \w+ = /m.test(head))
    return 'x.java';
  if (/^\s*use [\w\\]+;|\$\w+ = new /m.test(head)) return 'x.php';
  if (/^FROM [\w./:-]+/m.test(head) && /^(?:RUN|ENV|CMD|COPY|ENTRYPOINT) /m.test(head)) return 'dockerfile';
  const lines = head.split('\n').filter((l) => l.trim() !== '' && !/^\s*#/.test(l));
  if (
    lines.some((l) => /^\s*[\w."-]+\s*[=:]?\s*\{\s*$/.test(l)) &&
    lines.every((l) =>
      /^\s*(?:[\w."-]+\s*[=:]?\s*\{|[\w."-]+\s*\+?[=:]\s*\S.*|\}+,?|\/\/.*|include .*)\s*$/.test(l),
    )
  )
    return 'x.hocon';
  if (
    lines.length > 0 &&
    lines.every((l) => /^\s*(?:export\s+)?[A-Za-z_][\w.-]*\s*=/.test(l) || /^\s*\[[^\]]+\]\s*$/.test(l))
  )
    return lines.some((l) => /^\s*\[/.test(l))
      ? 'x.ini'
      : lines.every((l) => /^\s*(?:export\s+)?[A-Z_][A-Z0-9_]*=/.test(l))
        ? '.env'
        : 'x.properties';
  if (
    lines.length > 0 &&
    lines.filter((l) => /^\s*(?:- )?["']?[\w./$-]+["']?:(?:\s|$)|^\s*- /.test(l)).length >= lines.length * 0.6
  )
    return 'x.yaml';
  return undefined;
}
