/** Java, Kotlin, Scala, Groovy and Clojure: the Java driver, its siblings and Spring. */
import { codeFinder } from '../shared/codeFinder';
import type { ClientPattern, ImportRule } from '../shared/codeFinder';
import { clojureLexis, groovyLexis, javaLexis, kotlinLexis, scalaLexis } from '../shared/lexes';
import { optionNames } from '../shared/optionNames';
import { interop } from './clojureInterop';
import { propertyEnvironment, propertyNames, systemProperties } from './systemProperties';
import type { SiteDriver } from '../../types';

const imports: readonly ImportRule[] = [
  {
    test: /\bimport\s+reactivemongo\b/,
    driver: 'unknown',
    candidates: [],
    because: 'the file imports ReactiveMongo, which has options of its own',
  },
  { test: /org\.springframework/, driver: 'java', framework: 'spring', because: 'the file imports Spring' },
  {
    test: /com\.mongodb|org\.mongodb|org\.litote\.kmongo/,
    driver: 'java',
    because: 'the file imports com.mongodb',
  },
];
const fallback: SiteDriver = { id: 'java', because: 'programs of the JVM use the Java driver' };

const mongo = /mongo/i;
const clients: readonly ClientPattern[] = [
  { callee: 'MongoClients.create', driver: 'java', functions: true },
  { callee: 'MongoClient.create', driver: 'java', functions: true },
  { callee: 'MongoClient', driver: 'java', functions: true },
  { callee: 'KMongo.createClient', driver: 'java', functions: true },
  { callee: 'MongoConnection', driver: 'java' },
  { callee: 'MongoClients.create', driver: 'java', functions: true },
  { callee: 'SimpleMongoClientDatabaseFactory', driver: 'java', framework: 'spring' },
  { callee: 'SimpleReactiveMongoDatabaseFactory', driver: 'java', framework: 'spring' },
  { callee: 'MongoClientSettings.builder', driver: 'java', functions: true, settings: true },
  { callee: 'MongoClientOptions.builder', driver: 'java', functions: true, settings: true },
  { callee: 'MongoClientOptions.Builder', driver: 'java', functions: true, settings: true },
  { callee: 'SslSettings.builder', driver: 'java', functions: true, settings: true },
  { callee: 'MongoClientURI', driver: 'java', settings: true },
  { callee: 'ConnectionString', driver: 'java', settings: true, needs: mongo },
];

/** What every language of the JVM has besides clients. */
const program = {
  more: systemProperties,
  moreNeedle: propertyNames,
  environment: propertyEnvironment,
} as const;

const truths = { true: true, false: false, null: null };

export const java = codeFinder({
  id: 'java',
  isOption: optionNames('jvm'),
  ...program,
  languageIds: ['java'],
  files: ['.java', '.jsp'],
  lexis: javaLexis,
  grammar: {
    named: ['='],
    assign: ['='],
    concat: ['+'],
    member: ['.', '::'],
    truths,
    blocks: 'braces',
    semicolons: true,
  },
  names: { argument: 'other', wordEntry: 'other', stringEntry: 'other', item: 'other' },
  imports,
  fallback,
  clients,
});

export const kotlin = codeFinder({
  id: 'kotlin',
  isOption: optionNames('jvm'),
  ...program,
  languageIds: ['kotlin'],
  files: ['.kt', '.kts'],
  lexis: kotlinLexis,
  grammar: {
    named: ['=', 'to'],
    assign: ['='],
    concat: ['+'],
    member: ['.', '?.', '::'],
    truths,
    blocks: 'braces',
  },
  names: { argument: 'initializer', wordEntry: 'initializer', stringEntry: 'other', item: 'other' },
  imports,
  fallback,
  clients,
});

export const scala = codeFinder({
  id: 'scala',
  isOption: optionNames('jvm'),
  ...program,
  languageIds: ['scala'],
  files: ['.scala', '.sc', '.sbt'],
  lexis: scalaLexis,
  grammar: { named: ['=', '->'], assign: ['='], concat: ['+'], member: ['.'], truths, blocks: 'braces' },
  names: { argument: 'initializer', wordEntry: 'initializer', stringEntry: 'other', item: 'other' },
  imports: [
    ...imports,
    {
      test: /org\.mongodb\.scala|com\.mongodb\.casbah/,
      driver: 'java',
      because: 'the file imports org.mongodb.scala',
    },
  ],
  fallback,
  clients: [...clients, { callee: 'MongoClient.apply', driver: 'java', functions: true }],
});

export const groovy = codeFinder({
  id: 'groovy',
  isOption: optionNames('jvm'),
  ...program,
  languageIds: ['groovy'],
  files: ['.groovy', '.gradle', '.gvy', 'jenkinsfile'],
  lexis: groovyLexis,
  grammar: { named: [':', '='], assign: ['='], concat: ['+'], member: ['.', '?.'], truths, blocks: 'braces' },
  names: { argument: 'structField', wordEntry: 'structField', stringEntry: 'other', item: 'other' },
  imports,
  fallback,
  clients,
});

export const clojure = codeFinder({
  id: 'clojure',
  isOption: optionNames('none'),
  more: (finding) => {
    systemProperties(finding);
    interop(finding);
  },
  environment: propertyEnvironment,
  languageIds: ['clojure'],
  files: ['.clj', '.cljs', '.cljc', '.edn', '.bb'],
  lexis: clojureLexis,
  grammar: {
    named: [],
    assign: [],
    concat: [],
    member: [],
    truths: { true: true, false: false, nil: null },
    blocks: 'indent',
    pairs: true,
  },
  names: { argument: 'other', wordEntry: 'other', stringEntry: 'other', item: 'other' },
  imports: [],
  fallback: { id: 'java', because: 'Clojure programs use the Java driver' },
  clients: [
    { callee: 'connect', driver: 'java', needs: /\bmonger\b/ },
    { callee: 'connect-via-uri', driver: 'java' },
    { callee: 'make-connection', driver: 'java', needs: /congomongo/ },
    { callee: 'MongoClient.', driver: 'java' },
    { callee: 'MongoClients.create', driver: 'java' },
  ],
});
