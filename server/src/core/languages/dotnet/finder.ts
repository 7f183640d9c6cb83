/** C#, Visual Basic and F#: the .NET driver. */
import { codeFinder } from '../shared/codeFinder';
import type { ClientPattern, ImportRule } from '../shared/codeFinder';
import { csharpLexis, fsharpLexis, vbLexis } from '../shared/lexes';
import { optionNames } from '../shared/optionNames';
import type { SiteDriver } from '../../types';

const imports: readonly ImportRule[] = [
  { test: /MongoDB\.Driver/, driver: 'csharp', because: 'the file uses MongoDB.Driver' },
];
const fallback: SiteDriver = { id: 'csharp', because: 'programs of .NET use the C# driver' };

const clients: readonly ClientPattern[] = [
  { callee: 'MongoClient', driver: 'csharp', functions: true },
  { callee: 'UseMongoDB', driver: 'csharp', framework: 'efcore' },
  { callee: 'AddMongoDb', driver: 'csharp' },
  { callee: 'MongoClientSettings.FromConnectionString', driver: 'csharp', settings: true, functions: true },
  { callee: 'MongoClientSettings.FromUrl', driver: 'csharp', settings: true, functions: true },
  { callee: 'MongoClientSettings', driver: 'csharp', settings: true, functions: true },
  { callee: 'MongoServerSettings', driver: 'csharp', settings: true, functions: true },
  { callee: 'MongoUrlBuilder', driver: 'csharp', settings: true },
  { callee: 'MongoUrl.Create', driver: 'csharp', settings: true },
  { callee: 'MongoUrl', driver: 'csharp', settings: true },
  { callee: 'MongoDatabaseSettings', driver: 'csharp', settings: true },
];

const names = {
  argument: 'structField',
  wordEntry: 'initializer',
  stringEntry: 'other',
  item: 'other',
} as const;

export const csharp = codeFinder({
  id: 'csharp',
  isOption: optionNames('dotnet'),
  languageIds: ['csharp'],
  files: ['.cs', '.csx', '.cshtml', '.razor'],
  lexis: csharpLexis,
  grammar: {
    named: ['=', ':'],
    assign: ['=', '??='],
    concat: ['+'],
    member: ['.', '?.', '::'],
    truths: { true: true, false: false, null: null },
    blocks: 'braces',
    semicolons: true,
    structLiterals: true,
    tuples: true,
  },
  literalTypes: /^(?:SslSettings|Mongo\w*Settings|MongoUrlBuilder|MongoClient\w*)$/,
  names,
  imports,
  fallback,
  clients,
});

export const vb = codeFinder({
  id: 'vb',
  isOption: optionNames('dotnet'),
  languageIds: ['vb'],
  files: ['.vb', '.vbs', '.bas'],
  lexis: vbLexis,
  grammar: {
    named: ['=', ':='],
    assign: ['='],
    concat: ['&', '+'],
    member: ['.', '?.'],
    truths: { True: true, False: false, Nothing: null, true: true, false: false },
    blocks: 'indent',
    bareCalls: false,
  },
  names,
  imports,
  fallback,
  clients,
});

export const fsharp = codeFinder({
  id: 'fsharp',
  isOption: optionNames('dotnet'),
  languageIds: ['fsharp'],
  files: ['.fs', '.fsx', '.fsi'],
  lexis: fsharpLexis,
  grammar: {
    named: ['='],
    assign: ['=', '<-'],
    concat: ['+'],
    member: ['.', '?.'],
    truths: { true: true, false: false, null: null, None: null },
    blocks: 'indent',
    bareCalls: true,
  },
  names,
  imports,
  fallback,
  clients,
});
