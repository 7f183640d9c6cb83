/** How a program reads an environment variable in its language, as data: the expression, how texts are joined, what has to be imported. */
import type { TextEdit } from '../types';

export interface EnvironmentAccess {
  /** The expression that gives the variable's value, and fails or is empty where the variable is not set. */
  read(name: string): string;
  /** The same where a text is wanted and a type checker sees that the variable may be missing. */
  readText?(name: string, file: string): string;
  /** What joins two texts. Absent: texts are not joined by an operator (C). */
  readonly join?: string;
  /** Percent-encodes for a URI; absent: the variable holds the text as it goes into the URI. */
  readonly encode?: {
    readonly call: (expression: string) => string;
    readonly imports: readonly Import[];
  };
  readonly imports: readonly Import[];
  /** What stands before a literal on its line where only a constant may stand. */
  readonly constant?: RegExp;
}

/** One import: the line to add, and what shows that it is there. */
export interface Import {
  readonly line: string;
  readonly present: RegExp;
}

const annotation = /@\w[\w.]*\s*\([^()]*$/;

const importOs: Import = {
  line: 'import os',
  present: /^import\s+(?:[\w.]+\s*,\s*)*os\b(?!\s+as\b|\.)/m,
};

/** By the finder's id. */
const accesses: Readonly<Record<string, EnvironmentAccess>> = {
  python: {
    read: (name) => `os.environ["${name}"]`,
    join: ' + ',
    encode: {
      call: (e) => `quote_plus(${e})`,
      imports: [
        {
          line: 'from urllib.parse import quote_plus',
          present: /^from\s+urllib\.parse\s+import\s+[^#\n]*\bquote_plus\b(?!\s+as\b)/m,
        },
      ],
    },
    imports: [importOs],
  },
  ecmascript: {
    read: (name) => `process.env.${name}`,
    readText: (name, file) => `process.env.${name}${/\.(?:[mc]?ts|tsx)$/i.test(file) ? " ?? ''" : ''}`,
    join: ' + ',
    encode: { call: (e) => `encodeURIComponent(${e})`, imports: [] },
    imports: [],
  },
  java: {
    read: (name) => `System.getenv("${name}")`,
    join: ' + ',
    encode: {
      call: (e) => `java.net.URLEncoder.encode(${e}, java.nio.charset.StandardCharsets.UTF_8)`,
      imports: [],
    },
    imports: [],
    constant: annotation,
  },
  kotlin: {
    read: (name) => `System.getenv("${name}")`,
    join: ' + ',
    encode: {
      call: (e) => `java.net.URLEncoder.encode(${e}, java.nio.charset.StandardCharsets.UTF_8)`,
      imports: [],
    },
    imports: [],
    constant: /\bconst\s+val\b[^\n]*$|@\w[\w.]*\s*\([^()]*$/,
  },
  scala: {
    read: (name) => `sys.env("${name}")`,
    join: ' + ',
    encode: {
      call: (e) => `java.net.URLEncoder.encode(${e}, java.nio.charset.StandardCharsets.UTF_8)`,
      imports: [],
    },
    imports: [],
    constant: annotation,
  },
  groovy: {
    read: (name) => `System.getenv('${name}')`,
    join: ' + ',
    encode: { call: (e) => `URLEncoder.encode(${e}, 'UTF-8')`, imports: [] },
    imports: [],
    constant: annotation,
  },
  csharp: {
    read: (name) => `Environment.GetEnvironmentVariable("${name}")`,
    join: ' + ',
    encode: { call: (e) => `Uri.EscapeDataString(${e})`, imports: [] },
    imports: [{ line: 'using System;', present: /^[ \t]*(?:global\s+)?using\s+System\s*;/m }],
    constant: /\bconst\b[^\n]*$|\[\w[\w.]*\s*\([^()]*$/,
  },
  go: {
    read: (name) => `os.Getenv("${name}")`,
    join: ' + ',
    imports: [{ line: '"os"', present: /^[ \t]*(?:import\s+)?"os"/m }],
    constant: /\bconst\b[^\n]*$|\bconst\s*\([^)]*$/,
  },
  php: {
    read: (name) => `getenv('${name}')`,
    join: ' . ',
    encode: { call: (e) => `rawurlencode(${e})`, imports: [] },
    imports: [],
    constant: /\b(?:const|static|public|protected|private|var)\b[^\n;(]*=\s*$|\bdefine\s*\(\s*$/,
  },
  ruby: {
    read: (name) => `ENV.fetch('${name}')`,
    join: ' + ',
    imports: [],
  },
  rust: {
    read: (name) => `std::env::var("${name}").expect("${name} is set")`,
    imports: [],
    constant: /\b(?:const|static)\b[^\n]*$|#\[[^\]]*$/,
  },
  swift: {
    read: (name) => `ProcessInfo.processInfo.environment["${name}"]!`,
    join: ' + ',
    imports: [{ line: 'import Foundation', present: /^[ \t]*import\s+Foundation\b/m }],
  },
  perl: {
    read: (name) => `$ENV{${name}}`,
    join: ' . ',
    imports: [],
  },
  elixir: {
    read: (name) => `System.fetch_env!("${name}")`,
    join: ' <> ',
    imports: [],
    constant: /(?:^|\n)[ \t]*@\w+\s[^\n]*$/,
  },
};

const c: EnvironmentAccess = {
  read: (name) => `getenv("${name}")`,
  imports: [{ line: '#include <stdlib.h>', present: /^[ \t]*#[ \t]*include\s*<(?:stdlib\.h|cstdlib)>/m }],
  constant: /\bstatic\b[^\n]*=\s*$|#\s*define\b[^\n]*$/,
};

const cpp: EnvironmentAccess = {
  read: (name) => `std::string(std::getenv("${name}"))`,
  join: ' + ',
  imports: [
    { line: '#include <cstdlib>', present: /^[ \t]*#[ \t]*include\s*<cstdlib>/m },
    { line: '#include <string>', present: /^[ \t]*#[ \t]*include\s*<string>/m },
  ],
  constant: /\bconstexpr\b[^\n]*$|\bchar\b[^\n]*$|#\s*define\b[^\n]*$/,
};

/** How the language of a place reads the environment; undefined where it is not known or has no such expression. */
export function environmentAccess(finder: string, file: string): EnvironmentAccess | undefined {
  if (finder === 'c') return /\.(?:cpp|cc|cxx|hpp|hh|hxx|c\+\+)$/i.test(file) ? cpp : c;
  return accesses[finder];
}

/**
 * The edits that add what is not imported yet, in `text` or, for a cell of a notebook, in its part from `from` on. The
 * place is where the language has its imports; the lines of one place come in one edit.
 */
export function importEdits(
  text: string,
  imports: readonly Import[],
  finder: string,
  from = 0,
): readonly TextEdit[] {
  // What a function imports, or a documentation text shows, is not there for the rest.
  const program = finder === 'python' ? text.slice(afterDocstring(text)) : text;
  const missing = imports.filter((i) => !i.present.test(program));
  if (missing.length === 0) return [];
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const at = finder === 'go' ? goPlace(text) : { offset: from + importPlace(text.slice(from), finder) };
  if (!at) return [];
  const lines = missing.map(({ line }) =>
    'block' in at && at.block ? `\t${line}` : finder === 'go' ? `import ${line}` : line,
  );
  const before = 'block' in at && at.block ? newline : '';
  const body =
    'block' in at && at.block
      ? before + lines.join(newline)
      : lines.map((line) => line + newline).join('') + ('gap' in at && at.gap ? newline : '');
  return [{ span: { start: at.offset, end: at.offset }, newText: body }];
}

/** The start of the line of the first import, else the first line that may hold one. */
function importPlace(text: string, finder: string): number {
  const first = {
    python: /^(?:import|from)[ \t](?![ \t]*__future__)/m,
    csharp: /^[ \t]*using\s+[\w.]+\s*;/m,
    swift: /^import\s/m,
    c: /^[ \t]*#[ \t]*include\b/m,
  }[finder];
  const start = finder === 'python' ? afterDocstring(text) : 0;
  const found = first?.exec(text.slice(start));
  if (found) return start + found.index;
  const future = finder === 'python' ? /^from[ \t]+__future__[^\n]*\n/m.exec(text.slice(start)) : undefined;
  return start + (future ? future.index + future[0].length : 0);
}

/** Behind `#!`, an encoding line, comments and the module's documentation. */
function afterDocstring(text: string): number {
  const head = /^\uFEFF?(?:[ \t]*#[^\n]*(?:\n|$)|[ \t]*\r?\n)*/.exec(text)![0].length;
  const doc = /^[rRuU]?("""|''')[\s\S]*?\1[^\n]*(?:\n|$)/.exec(text.slice(head));
  // Without a documentation text the comments belong to what follows, but for the first two lines.
  return doc
    ? head + doc[0].length
    : (/^\uFEFF?(?:#(?:!|[^\n]*coding[:=])[^\n]*(?:\n|$)){0,2}/.exec(text)?.[0].length ?? 0);
}

function goPlace(text: string): { offset: number; block?: true; gap?: true } | undefined {
  const block = /^import[ \t]*\(([^()]*)\)/m.exec(text);
  if (block) {
    // Behind the last of the standard library that stands before it: gofmt keeps a group sorted.
    const start = block.index + block[0].indexOf('(') + 1;
    const before = [...block[1]!.matchAll(/^[ \t]*"([\w/]+)"[^\n]*$/gm)].findLast((m) => m[1]! < 'os');
    return { offset: before ? start + before.index + before[0].trimEnd().length : start, block: true };
  }
  const single = /^import[ \t]+(?:\w+[ \t]+)?"/m.exec(text);
  if (single) return { offset: single.index };
  const name = /^package[ \t]+\w+[^\n]*\n(?:[ \t]*\r?\n)?/m.exec(text);
  return name ? { offset: name.index + name[0].length, gap: true } : undefined;
}
