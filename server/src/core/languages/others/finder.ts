/** Rust, Swift, Perl, and the languages whose drivers wrap another or are not modelled: Lua, R, Julia, Dart, Haskell. */
import { codeFinder } from '../shared/codeFinder';
import {
  dartLexis,
  haskellLexis,
  juliaLexis,
  luaLexis,
  perlLexis,
  rLexis,
  rustLexis,
  swiftLexis,
} from '../shared/lexes';
import { optionNames } from '../shared/optionNames';

const none = { argument: 'other', wordEntry: 'other', stringEntry: 'other', item: 'other' } as const;

export const rust = codeFinder({
  id: 'rust',
  isOption: optionNames('none'),
  languageIds: ['rust'],
  files: ['.rs'],
  lexis: rustLexis,
  grammar: {
    named: [':'],
    assign: ['='],
    concat: ['+'],
    member: ['.', '::', '?.'],
    truths: { true: true, false: false, None: null },
    blocks: 'braces',
    structLiterals: true,
    shorthand: false,
  },
  names: { argument: 'other', wordEntry: 'structField', stringEntry: 'other', item: 'other' },
  literalTypes: /^(?:TlsOptions|ClientOptions)$/,
  imports: [{ test: /\bmongodb::/, driver: 'rust', because: 'the file uses the crate mongodb' }],
  fallback: { id: 'rust', because: 'Rust programs use the Rust driver' },
  clients: [
    { callee: 'Client.with_options', driver: 'rust', functions: true },
    { callee: 'Client.with_uri_str', driver: 'rust' },
    { callee: 'ClientOptions.parse', driver: 'rust', settings: true },
    { callee: 'ClientOptions.parse_async', driver: 'rust', settings: true },
    { callee: 'ClientOptions.builder', driver: 'rust', settings: true, functions: true },
    { callee: 'TlsOptions.builder', driver: 'rust', settings: true, functions: true, needs: /mongodb/ },
    { callee: 'TlsOptions', driver: 'rust', settings: true, needs: /mongodb/ },
    { callee: 'ConnectionString.parse', driver: 'rust', settings: true },
  ],
});

export const swift = codeFinder({
  id: 'swift',
  isOption: optionNames('none'),
  languageIds: ['swift'],
  files: ['.swift'],
  lexis: swiftLexis,
  grammar: {
    named: [':'],
    assign: ['='],
    concat: ['+'],
    member: ['.', '?.'],
    truths: { true: true, false: false, nil: null },
    blocks: 'braces',
  },
  names: { argument: 'structField', wordEntry: 'structField', stringEntry: 'other', item: 'other' },
  imports: [
    {
      test: /import\s+(?:MongoSwift|MongoSwiftSync|MongoDBVapor)/,
      driver: 'swift',
      because: 'the file imports MongoSwift',
    },
  ],
  fallback: { id: 'swift', because: 'Swift programs use MongoSwift' },
  clients: [
    { callee: 'MongoClient', driver: 'swift' },
    { callee: 'app.mongoDB.configure', driver: 'swift' },
    { callee: 'mongoDB.configure', driver: 'swift' },
    { callee: 'MongoClientOptions', driver: 'swift', settings: true },
  ],
});

export const perl = codeFinder({
  id: 'perl',
  isOption: optionNames('none'),
  languageIds: ['perl'],
  files: ['.pl', '.pm', '.t', '.psgi', '.cgi'],
  lexis: perlLexis,
  grammar: {
    named: ['=>', ','],
    assign: ['=', '||=', '//='],
    concat: ['.'],
    member: ['->', '::'],
    truths: { undef: null },
    blocks: 'braces',
    semicolons: true,
    holding: true,
  },
  names: { argument: 'hashRocket', wordEntry: 'hashRocket', stringEntry: 'hashRocket', item: 'other' },
  firstOption: { syntax: 'hashRocket', before: ', { ', after: ' }' },
  imports: [{ test: /\bMongoDB\b/, driver: 'perl', because: 'the file uses MongoDB' }],
  fallback: { id: 'perl', because: 'Perl programs use the Perl driver' },
  clients: [
    { callee: 'MongoDB.connect', driver: 'perl' },
    { callee: 'MongoDB.MongoClient.new', driver: 'perl' },
    { callee: 'MongoDB.Connection.new', driver: 'perl' },
    { callee: 'Mango.new', driver: 'perl' },
  ],
});

export const lua = codeFinder({
  id: 'lua',
  isOption: optionNames('none'),
  languageIds: ['lua'],
  files: ['.lua'],
  lexis: luaLexis,
  grammar: {
    named: ['='],
    assign: ['='],
    concat: ['..'],
    member: ['.', ':'],
    truths: { true: true, false: false, nil: null },
    blocks: 'indent',
  },
  names: { ...none, wordEntry: 'initializer' },
  imports: [],
  fallback: { id: 'c', because: 'lua-mongo wraps libmongoc' },
  clients: [{ callee: 'mongo.Client', driver: 'c' }],
});

export const r = codeFinder({
  id: 'r',
  languageIds: ['r', 'rmd'],
  files: ['.r', '.rprofile'],
  lexis: rLexis,
  grammar: {
    named: ['='],
    assign: ['=', '<-'],
    concat: [],
    member: ['$', '::'],
    truths: { TRUE: true, FALSE: false, T: true, F: false, NULL: null },
    blocks: 'braces',
  },
  names: { ...none, argument: 'initializer', wordEntry: 'initializer' },
  imports: [],
  fallback: { id: 'c', because: 'mongolite wraps libmongoc' },
  clients: [
    { callee: 'mongo', driver: 'c', framework: 'mongolite' },
    { callee: 'gridfs', driver: 'c', framework: 'mongolite', needs: /mongo/i },
    { callee: 'ssl_options', driver: 'c', framework: 'mongolite', settings: true },
  ],
  isOption: optionNames('r'),
});

export const julia = codeFinder({
  id: 'julia',
  isOption: optionNames('none'),
  languageIds: ['julia'],
  files: ['.jl'],
  lexis: juliaLexis,
  grammar: {
    named: ['=', '=>'],
    assign: ['='],
    concat: ['*'],
    member: ['.', '::'],
    truths: { true: true, false: false, nothing: null },
    blocks: 'indent',
  },
  names: { ...none, argument: 'initializer' },
  imports: [],
  fallback: { id: 'c', because: 'Mongoc.jl wraps libmongoc' },
  clients: [{ callee: 'Mongoc.Client', driver: 'c' }],
});

export const dart = codeFinder({
  id: 'dart',
  isOption: optionNames('none'),
  languageIds: ['dart'],
  files: ['.dart'],
  lexis: dartLexis,
  grammar: {
    named: [':', '='],
    assign: ['=', '??='],
    concat: ['+'],
    adjacent: true,
    member: ['.', '?.', '..'],
    truths: { true: true, false: false, null: null },
    blocks: 'braces',
    semicolons: true,
  },
  names: { argument: 'structField', wordEntry: 'structField', stringEntry: 'jsonProperty', item: 'other' },
  imports: [],
  fallback: { id: 'unknown', candidates: [], because: 'the Dart driver is not modelled' },
  clients: [],
});

export const haskell = codeFinder({
  id: 'haskell',
  isOption: optionNames('none'),
  languageIds: ['haskell'],
  files: ['.hs', '.lhs', '.elm', '.purs'],
  lexis: haskellLexis,
  grammar: {
    named: ['='],
    assign: ['='],
    concat: ['++', '<>'],
    member: ['.'],
    truths: { True: true, False: false, Nothing: null },
    blocks: 'indent',
    bareCalls: true,
  },
  names: none,
  imports: [],
  fallback: { id: 'unknown', candidates: [], because: 'the Haskell driver is not modelled' },
  clients: [],
});
