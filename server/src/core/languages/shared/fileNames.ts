/** What a file's name says about its language when the ending does not: variants of `.env`, templates, shebangs. */

/** Endings of templates, backups and environments that stand behind the real one. */
const extras =
  /\.(?:example|sample|dist|template|tmpl|tpl|j2|jinja2?|erb|gotmpl|in|bak|backup|orig|old|local|default|defaults|disabled|txt)$/;

/** The name to look up in the list of finders, lower case. */
export function plainFileName(path: string): string {
  let name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase();
  for (let i = 0; i < 3; i++) {
    if (isEnvironmentFile(name)) return '.env';
    if (
      /^(?:dockerfile|containerfile)(?:[.\-_][\w.-]*)?$|\.(?:dockerfile|containerfile)(?:\.[\w-]+)?$/.test(
        name,
      ) &&
      !/\.(?:sh|py|md|ya?ml|json|ts|js)$/.test(name)
    )
      return 'dockerfile';
    if (/^(?:gnu)?makefile(?:[.\-_][\w.-]*)?$/.test(name)) return 'makefile';
    const short = name.replace(extras, '');
    if (short === name || !short.includes('.')) break;
    name = short;
  }
  return name;
}

function isEnvironmentFile(name: string): boolean {
  return (
    /^\.?env(?:[._-][\w.-]*)?$|^[\w.-]*\.env(?:[._-][\w-]+)*$|^\.?envrc$/.test(name) &&
    !/\.(?:[cm]?[jt]sx?|json|py|rb|php|sh|ya?ml|toml|go|java|kt|rs|md|d\.ts|zip|ps1|bat)$/.test(name)
  );
}

/** A file name that stands for the language of a shebang line; undefined without one. */
export function fileOfShebang(text: string): string | undefined {
  if (!text.startsWith('#!')) return undefined;
  const program =
    /^#!\s*\S*?(?:\/env\s+(?:-S\s+)?|\/)?(bash|zsh|dash|ksh|sh|fish|python[\d.]*|node|deno|bun|tsx|ts-node|ruby|perl|php|Rscript|pwsh|groovy|elixir|lua|julia|make)\b/.exec(
      text.slice(0, 120),
    )?.[1];
  if (program === undefined) return undefined;
  if (program.startsWith('python')) return 'x.py';
  return (
    (
      {
        fish: 'x.fish',
        node: 'x.js',
        deno: 'x.ts',
        bun: 'x.ts',
        tsx: 'x.ts',
        'ts-node': 'x.ts',
        ruby: 'x.rb',
        perl: 'x.pl',
        php: 'x.php',
        Rscript: 'x.r',
        pwsh: 'x.ps1',
        groovy: 'x.groovy',
        elixir: 'x.exs',
        lua: 'x.lua',
        julia: 'x.jl',
        make: 'makefile',
      } as Record<string, string>
    )[program] ?? 'x.sh'
  );
}
