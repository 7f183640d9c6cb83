/** Globs for paths: `*` within a folder, `**` across folders, `?`, `{a,b}`. A glob without `/` matches the file name. */

const compiled = new Map<string, RegExp>();

/** True when a path (with `/`) matches. */
export function matchesGlob(path: string, glob: string): boolean {
  let pattern = compiled.get(glob);
  if (!pattern) {
    if (compiled.size > 200) compiled.clear();
    compiled.set(glob, (pattern = toPattern(glob)));
  }
  return pattern.test(path.replace(/^\.?\//, ''));
}

function toPattern(glob: string): RegExp {
  const g = glob.replace(/^\.?\//, '');
  let out = '';
  let depth = 0;
  for (let i = 0; i < g.length; i++) {
    const c = g[i]!;
    if (c === '*' && g[i + 1] === '*') {
      const slash = g[i + 2] === '/';
      out += slash ? '(?:[^/]+/)*' : '.*';
      i += slash ? 2 : 1;
    } else if (c === '*') out += '[^/]*';
    else if (c === '?') out += '[^/]';
    else if (c === '{') {
      depth++;
      out += '(?:';
    } else if (c === '}' && depth > 0) {
      depth--;
      out += ')';
    } else if (c === ',' && depth > 0) out += '|';
    else out += c.replace(/[.+^$()|[\]\\{}]/g, '\\$&');
  }
  out += ')'.repeat(depth);
  if (g.endsWith('/')) out += '.*';
  return new RegExp(
    glob.includes('/') && !glob.endsWith('/')
      ? `^${out}$`
      : g.endsWith('/')
        ? `(?:^|/)${out}$`
        : `(?:^|/)${out}$`,
  );
}
