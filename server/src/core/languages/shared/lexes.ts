/** The lexical side of every program language, as data for the lexer. */
import type { HoleOpener, Lexis, StringForm } from './lexer';

const cComments = { lineComments: ['//'], blockComments: [['/*', '*/']] as const };
const double: StringForm = { open: '"', escapes: 'c' };
const single: StringForm = { open: "'", escapes: 'c' };
const character: StringForm = { open: "'", escapes: 'c', character: true };
const tripleDouble: StringForm = { open: '"""', escapes: 'c', multiline: true };

function pythonStrings(): StringForm[] {
  const forms: StringForm[] = [];
  for (const prefix of ['', 'u', 'b', 'r', 'f', 't', 'br', 'rb', 'fr', 'rf', 'tr', 'rt'])
    for (const open of ['"""', "'''", '"', "'"])
      forms.push({
        open,
        prefix,
        // A raw literal keeps its backslashes, and a quote after one does not close it: close enough to `none`
        // for texts that begin with a scheme, and `quote` reads its end right.
        escapes: prefix.includes('r') ? 'quote' : 'python',
        multiline: open.length === 3,
        ...(/[ft]/.test(prefix) ? { holes: ['{'] as const } : {}),
      });
  return forms;
}

export const pythonLexis: Lexis = { lineComments: ['#'], strings: pythonStrings(), lineJoin: true };

export const ecmascriptLexis: Lexis = {
  ...cComments,
  strings: [double, single, { open: '`', escapes: 'c', multiline: true, holes: ['${'] }],
  wordExtra: '$',
  wordStart: '$#',
  regex: true,
};

export const javaLexis: Lexis = {
  ...cComments,
  strings: [{ ...tripleDouble, joinsLines: true }, double, character],
  wordExtra: '$',
};

export const kotlinLexis: Lexis = {
  lineComments: ['//'],
  blockComments: [['/*', '*/', true]],
  strings: [
    { open: '"""', escapes: 'none', multiline: true, holes: ['${', '$name'] },
    { ...double, holes: ['${', '$name'] },
    character,
  ],
};

const scalaHoles: readonly HoleOpener[] = ['${', '$name'];
export const scalaLexis: Lexis = {
  lineComments: ['//'],
  blockComments: [['/*', '*/', true]],
  strings: [
    ...['s', 'f', 'raw'].flatMap((prefix): StringForm[] => [
      { open: '"""', prefix, escapes: 'none', multiline: true, holes: scalaHoles },
      { ...double, prefix, holes: scalaHoles },
    ]),
    { open: '"""', escapes: 'none', multiline: true },
    double,
    character,
  ],
};

export const groovyLexis: Lexis = {
  ...cComments,
  strings: [
    { ...tripleDouble, holes: ['${', '$name'] },
    { open: "'''", escapes: 'c', multiline: true },
    { ...double, holes: ['${', '$name'] },
    single,
  ],
  regex: true,
};

export const csharpLexis: Lexis = {
  ...cComments,
  prefixPunctuation: '$@',
  strings: [
    { open: '"""', prefix: '$', escapes: 'none', multiline: true, counted: true, holes: ['{'] },
    { open: '"""', prefix: '$$', escapes: 'none', multiline: true, counted: true, holes: ['{{'] },
    { open: '"""', escapes: 'none', multiline: true, counted: true },
    { open: '"', prefix: '$@', escapes: 'doubled', multiline: true, holes: ['{'] },
    { open: '"', prefix: '@$', escapes: 'doubled', multiline: true, holes: ['{'] },
    { open: '"', prefix: '@', escapes: 'doubled', multiline: true },
    { ...double, prefix: '$', holes: ['{'] },
    double,
    character,
  ],
};

export const fsharpLexis: Lexis = {
  lineComments: ['//'],
  blockComments: [['(*', '*)', true]],
  prefixPunctuation: '$@',
  wordExtra: "'",
  strings: [
    { open: '"""', prefix: '$', escapes: 'none', multiline: true, holes: ['{'] },
    { open: '"""', escapes: 'none', multiline: true },
    { open: '"', prefix: '@', escapes: 'doubled', multiline: true },
    { open: '"', prefix: '$', escapes: 'c', multiline: true, holes: ['{'] },
    { open: '"', escapes: 'c', multiline: true },
    character,
  ],
};

export const vbLexis: Lexis = {
  lineComments: ["'", 'REM ', 'Rem '],
  prefixPunctuation: '$',
  strings: [
    { open: '"', prefix: '$', escapes: 'doubled', holes: ['{'] },
    { open: '"', escapes: 'doubled' },
  ],
};

export const goLexis: Lexis = {
  ...cComments,
  strings: [double, { open: '`', escapes: 'none', multiline: true }, character],
};

export const phpLexis: Lexis = {
  lineComments: ['//', '#'],
  blockComments: [['/*', '*/']],
  strings: [
    { open: '"', escapes: 'c', multiline: true, holes: ['{$', '${', '$name'] },
    { open: "'", escapes: 'quote', multiline: true },
  ],
  wordExtra: '$\\',
  wordStart: '$\\',
  special: ['phpHeredoc'],
};

export const rubyLexis: Lexis = {
  lineComments: ['#'],
  strings: [
    { open: '"', escapes: 'c', multiline: true, holes: ['#{'] },
    { open: "'", escapes: 'quote', multiline: true },
    { open: '`', escapes: 'c', multiline: true, holes: ['#{'] },
  ],
  wordExtra: '?!@$',
  wordStart: '@$',
  regex: true,
  special: ['rubyPercent', 'rubyHeredoc', 'pod'],
};

export const rustLexis: Lexis = {
  lineComments: ['//'],
  blockComments: [['/*', '*/', true]],
  strings: [
    { open: '"', escapes: 'c', multiline: true, joinsLines: true },
    { open: '"', prefix: 'b', escapes: 'c', multiline: true, joinsLines: true },
    { open: '"', prefix: 'c', escapes: 'c', multiline: true, joinsLines: true },
    { open: '"', prefix: 'r', escapes: 'none', multiline: true },
    { open: '"', prefix: 'br', escapes: 'none', multiline: true },
    character,
  ],
  special: ['rustRaw'],
};

export const cLexis: Lexis = {
  ...cComments,
  strings: [
    double,
    ...['l', 'u', 'u8', 'r', 'lr', 'ur', 'u8r'].map((prefix): StringForm => ({ ...double, prefix })),
    character,
  ],
  special: ['cppRaw'],
  lineJoin: true,
};

export const swiftLexis: Lexis = {
  lineComments: ['//'],
  blockComments: [['/*', '*/', true]],
  prefixPunctuation: '#',
  strings: [
    { open: '"""', escapes: 'c', multiline: true, joinsLines: true, holes: ['\\('] },
    { ...double, holes: ['\\('] },
  ],
  special: ['swiftRaw'],
};

export const elixirLexis: Lexis = {
  lineComments: ['#'],
  strings: [
    { open: '"""', escapes: 'c', multiline: true, holes: ['#{'] },
    { open: "'''", escapes: 'c', multiline: true, holes: ['#{'] },
    { open: '"', escapes: 'c', multiline: true, holes: ['#{'] },
    { open: "'", escapes: 'c', holes: ['#{'] },
  ],
  wordExtra: '?!@',
  wordStart: '@',
  special: ['elixirSigil'],
};

export const erlangLexis: Lexis = {
  lineComments: ['%'],
  strings: [{ open: '"', escapes: 'c', multiline: true }, single],
  wordExtra: '@',
  special: ['dollarCharacter'],
};

export const perlLexis: Lexis = {
  lineComments: ['#'],
  strings: [
    { open: '"', escapes: 'c', multiline: true, holes: ['${', '$name', '@name'] },
    { open: "'", escapes: 'quote', multiline: true },
  ],
  wordExtra: '$@',
  wordStart: '$@',
  regex: true,
  special: ['perlQuotes', 'perlHeredoc', 'pod'],
};

export const luaLexis: Lexis = {
  lineComments: ['--'],
  blockComments: [
    ['--[[', ']]'],
    ['--[=[', ']=]'],
  ],
  strings: [double, single],
  special: ['luaLong'],
};

export const rLexis: Lexis = {
  lineComments: ['#'],
  strings: [
    { open: '"', escapes: 'c', multiline: true },
    { open: "'", escapes: 'c', multiline: true },
    { open: '"', prefix: 'r', escapes: 'none' },
  ],
  wordExtra: '.',
  special: ['rRaw'],
};

export const juliaLexis: Lexis = {
  lineComments: ['#'],
  blockComments: [['#=', '=#', true]],
  strings: [
    { open: '"""', escapes: 'c', multiline: true, holes: ['$(', '$name'] },
    { open: '"', escapes: 'c', multiline: true, holes: ['$(', '$name'] },
    { open: '"', prefix: 'raw', escapes: 'none', multiline: true },
    { open: '"', prefix: 'b', escapes: 'c', multiline: true },
    character,
  ],
  wordExtra: '!',
};

export const dartLexis: Lexis = {
  lineComments: ['//'],
  blockComments: [['/*', '*/', true]],
  strings: [
    ...['"""', "'''"].map(
      (open): StringForm => ({ open, escapes: 'c', multiline: true, holes: ['${', '$name'] }),
    ),
    ...['"', "'"].flatMap((open): StringForm[] => [
      { open, escapes: 'c', holes: ['${', '$name'] },
      { open, prefix: 'r', escapes: 'none' },
    ]),
  ],
};

export const clojureLexis: Lexis = {
  lineComments: [';'],
  strings: [{ open: '"', escapes: 'c', multiline: true }],
  wordExtra: '-?!*+/.<>=&%$:',
  wordStart: '-?!*+/.<>=&%$:',
  special: ['backslashCharacter'],
};

export const haskellLexis: Lexis = {
  lineComments: ['-- ', '--\t', '--|'],
  blockComments: [['{-', '-}', true]],
  strings: [double, character],
  wordExtra: "'",
};
