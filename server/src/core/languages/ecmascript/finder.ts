/** JavaScript, TypeScript, JSX, TSX, and the scripts of Vue, Svelte, Astro and HTML: the Node driver, Mongoose and the frameworks around them. */
import { codeFinder } from '../shared/codeFinder';
import type { CodeLanguage } from '../shared/codeFinder';
import { ecmascriptLexis } from '../shared/lexes';
import { optionNames } from '../shared/optionNames';

const mongoose = /\bmongoose\b/;

const language: Omit<CodeLanguage, 'id' | 'languageIds' | 'files'> = {
  lexis: ecmascriptLexis,
  grammar: {
    named: [':'],
    assign: ['=', '||=', '??='],
    concat: ['+'],
    member: ['.', '?.'],
    truths: { true: true, false: false, null: null, undefined: null },
    blocks: 'braces',
    spread: ['...'],
    shorthand: true,
  },
  names: { argument: 'jsObject', wordEntry: 'jsObject', stringEntry: 'jsonProperty', item: 'attribute' },
  firstOption: { syntax: 'jsObject', before: ', { ', after: ' }' },
  imports: [
    {
      test: /from\s*['"]@nestjs\/mongoose['"]|require\(\s*['"]@nestjs\/mongoose['"]/,
      driver: 'mongoose',
      framework: 'nestjs',
      because: 'the file imports @nestjs/mongoose',
    },
    {
      test: /(?:from|import)\s*['"]mongoose['"]|require\(\s*['"]mongoose['"]/,
      driver: 'mongoose',
      because: 'the file imports mongoose',
    },
    {
      test: /(?:from|import)\s*['"]mongodb['"]|require\(\s*['"]mongodb['"]/,
      driver: 'node',
      because: 'the file imports mongodb',
    },
    { test: /typeorm/i, driver: 'node', framework: 'typeorm', because: 'the file belongs to TypeORM' },
    { test: /mikro-orm/i, driver: 'node', framework: 'mikro-orm', because: 'the file belongs to MikroORM' },
    { test: mongoose, driver: 'mongoose', because: 'the file uses mongoose' },
    {
      test: /PrismaClient|@prisma\/client/,
      driver: 'rust',
      framework: 'prisma',
      because: 'Prisma connects with the Rust driver',
    },
    {
      test: /\bdb\s*=\s*(?:connect|new Mongo)\(|\bMongo\(/,
      driver: 'mongosh',
      because: 'the file is a script of the shell',
    },
  ],
  fallback: { id: 'node', because: 'JavaScript programs use the Node driver or a wrapper of it' },
  clients: [
    { callee: 'MongoClient', driver: 'node' },
    { callee: 'MongoClient.connect', driver: 'node' },
    { callee: 'mongodb.connect', driver: 'node' },
    { callee: 'mongoose.connect', driver: 'mongoose' },
    { callee: 'mongoose.createConnection', driver: 'mongoose' },
    { callee: 'mongoose.openUri', driver: 'mongoose' },
    { callee: 'Mongoose.connect', driver: 'mongoose' },
    // Payload: @payloadcms/db-mongodb hands `connectOptions` to mongoose.connect (payloadcms/payload packages/db-mongodb/src/connect.ts).
    { callee: 'mongooseAdapter', driver: 'mongoose' },
    { callee: 'openUri', driver: 'mongoose', needs: mongoose },
    {
      callee: 'connect',
      driver: 'mongoose',
      needs: /\{[^}]*\bconnect\b[^}]*\}\s*(?:from\s*['"]mongoose['"]|=\s*require\(\s*['"]mongoose['"])/,
    },
    {
      callee: 'createConnection',
      driver: 'mongoose',
      needs:
        /\{[^}]*\bcreateConnection\b[^}]*\}\s*(?:from\s*['"]mongoose['"]|=\s*require\(\s*['"]mongoose['"])/,
    },
    { callee: 'MongooseModule.forRoot', driver: 'mongoose', framework: 'nestjs', functions: true },
    { callee: 'MongooseModule.forRootAsync', driver: 'mongoose', framework: 'nestjs', functions: true },
    { callee: 'MongoModule.forRoot', driver: 'node', framework: 'nestjs', functions: true },
    { callee: 'MongoModule.forRootAsync', driver: 'node', framework: 'nestjs', functions: true },
    { callee: 'TypegooseModule.forRoot', driver: 'mongoose', framework: 'nestjs', functions: true },
    { callee: 'TypegooseModule.forRootAsync', driver: 'mongoose', framework: 'nestjs', functions: true },
    {
      callee: 'TypeOrmModule.forRoot',
      driver: 'node',
      framework: 'typeorm',
      functions: true,
      evidence: true,
    },
    {
      callee: 'TypeOrmModule.forRootAsync',
      driver: 'node',
      framework: 'typeorm',
      functions: true,
      needs: /['"]mongodb['"]|mongodb(?:\+srv)?:/,
    },
    {
      callee: 'MikroOrmModule.forRoot',
      driver: 'node',
      framework: 'mikro-orm',
      functions: true,
      evidence: true,
    },
    { callee: 'MongoStore.create', driver: 'node', framework: 'connect-mongo' },
    { callee: 'MongoStore', driver: 'node', framework: 'connect-mongo' },
    { callee: 'MongoDBStore', driver: 'node', framework: 'connect-mongodb-session' },
    { callee: 'MongoDbStore', driver: 'node' },
    { callee: 'Agenda', driver: 'node', framework: 'agenda', needs: /agenda/ },
    {
      callee: 'monk',
      driver: 'node',
      framework: 'monk',
      needs: /require\(\s*['"]monk['"]|from\s*['"]monk['"]/,
    },
    { callee: 'mongojs', driver: 'node', framework: 'mongojs' },
    { callee: 'fastifyMongo', driver: 'node', framework: 'fastify' },
    { callee: 'GridFsStorage', driver: 'node', framework: 'multer-gridfs-storage' },
    { callee: 'MongoMemoryServer.create', driver: 'node', settings: true },
    { callee: 'MongodbPersistence', driver: 'node' },
    { callee: 'RateLimiterMongo', driver: 'node', settings: true },
    { callee: 'Mongo', driver: 'mongosh', needs: /\bnew Mongo\(|\bdb\.getSiblingDB|\bgetDB\(/ },
  ],
};

/** Offsets of the script parts of a page. */
export function scriptRegions(text: string): readonly number[] {
  const out: number[] = [];
  const open = /<script\b[^>]*>/gi;
  for (let m = open.exec(text); m; m = open.exec(text)) {
    const from = m.index + m[0].length;
    if (/\bsrc\s*=/.test(m[0]) || /type\s*=\s*["']?(?:application\/(?:ld\+)?json|text\/template)/i.test(m[0]))
      continue;
    const close = text.indexOf('</script', from);
    const to = close < 0 ? text.length : close;
    out.push(from, to);
    open.lastIndex = to;
  }
  return out;
}

export const ecmascript = codeFinder({
  id: 'ecmascript',
  isOption: optionNames('node'),
  languageIds: ['javascript', 'typescript', 'javascriptreact', 'typescriptreact', 'mongodb', 'coffeescript'],
  files: [
    '.js',
    '.cjs',
    '.mjs',
    '.jsx',
    '.ts',
    '.cts',
    '.mts',
    '.tsx',
    '.mongodb',
    '.mongodb.js',
    '.gs',
    '.es6',
    '.js.j2',
    '.coffee',
  ],
  ...language,
});

export const scriptBlocks = codeFinder({
  id: 'scriptBlocks',
  isOption: optionNames('node'),
  languageIds: ['vue', 'svelte', 'astro', 'html'],
  files: ['.vue', '.svelte', '.html', '.htm', '.ejs', '.hbs'],
  ...language,
  regions: scriptRegions,
});
