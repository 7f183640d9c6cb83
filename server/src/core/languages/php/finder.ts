/** PHP: the extension, the library and Laravel's configuration. */
import type { Finder } from '../../types';
import { codeFinder } from '../shared/codeFinder';
import { phpLexis } from '../shared/lexes';
import { optionNames } from '../shared/optionNames';
import { withArguments } from './arguments';

/** Offsets between `<?php` and `?>`; the whole text when it has no such mark. */
export function phpRegions(text: string): readonly number[] {
  if (!text.includes('<?')) return [0, text.length];
  const out: number[] = [];
  const open = /<\?(?:php\b|=|(?=\s))/gi;
  for (let m = open.exec(text); m; m = open.exec(text)) {
    const from = m.index + m[0].length;
    const close = text.indexOf('?>', from);
    const to = close < 0 ? text.length : close;
    out.push(from, to);
    open.lastIndex = to;
  }
  return out;
}

const useMongo = /MongoDB\\|mongodb/i;

const finder = codeFinder({
  id: 'php',
  isOption: optionNames('php'),
  languageIds: ['php', 'blade'],
  files: ['.php', '.phtml', '.inc', '.php.dist', '.phpt', '.php5'],
  lexis: phpLexis,
  regions: phpRegions,
  grammar: {
    named: ['=>', ':', '='],
    assign: ['=', '??='],
    concat: ['.'],
    member: ['->', '::', '?->'],
    truths: {
      true: true,
      false: false,
      null: null,
      TRUE: true,
      FALSE: false,
      NULL: null,
      True: true,
      False: false,
    },
    blocks: 'braces',
    semicolons: true,
    spread: ['...'],
  },
  names: { argument: 'structField', wordEntry: 'structField', stringEntry: 'hashRocket', item: 'attribute' },
  firstOption: { syntax: 'hashRocket', before: ', [', after: ']' },
  imports: [
    {
      test: /Illuminate|Jenssegers|['"]driver['"]\s*=>\s*['"]mongodb['"]/,
      driver: 'php',
      framework: 'laravel',
      because: 'the file belongs to Laravel',
    },
    { test: /Doctrine\\ODM/, driver: 'php', framework: 'doctrine', because: 'the file uses Doctrine ODM' },
    { test: /MongoDB\\/, driver: 'php', because: 'the file uses the namespace MongoDB' },
  ],
  fallback: { id: 'php', because: 'PHP programs use the MongoDB extension' },
  clients: [
    { callee: 'MongoDB.Client', driver: 'php' },
    { callee: 'MongoDB.Driver.Manager', driver: 'php' },
    { callee: 'Driver.Manager', driver: 'php' },
    { callee: 'Client', driver: 'php', needs: /use\s+MongoDB\\Client\b/ },
    { callee: 'Manager', driver: 'php', needs: /use\s+MongoDB\\Driver\\Manager\b/ },
    { callee: 'MongoClient', driver: 'php' },
    { callee: 'MongoDBClient', driver: 'php', needs: useMongo },
    { callee: 'Mongo', driver: 'php' },
  ],
});

/** PHP, with the argument that an option stands in where that decides who reads it. */
export const php: Finder = {
  ...finder,
  find: (doc) => finder.find(doc).map((site) => withArguments(site, doc.text)),
  // A text with regions is read whole after each edit: nothing in it has moved.
  findEdited: (doc, memory) =>
    finder.findEdited!(doc, memory).map(({ site, moved }) => ({
      site: moved === 0 ? withArguments(site, doc.text) : site,
      moved,
    })),
};
