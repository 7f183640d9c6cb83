/** Ruby: the driver and Mongoid. */
import { codeFinder } from '../shared/codeFinder';
import { rubyLexis } from '../shared/lexes';
import { optionNames } from '../shared/optionNames';

export const ruby = codeFinder({
  id: 'ruby',
  isOption: optionNames('none'),
  languageIds: ['ruby', 'erb'],
  files: ['.rb', '.rake', '.gemspec', '.ru', 'gemfile', 'rakefile', '.rb.erb'],
  lexis: rubyLexis,
  grammar: {
    named: [':', '=>', '='],
    assign: ['=', '||='],
    concat: ['+', '<<'],
    member: ['.', '::', '&.'],
    truths: { true: true, false: false, nil: null },
    blocks: 'indent',
    spread: ['**', '*'],
    bareCalls: true,
    structLiterals: true,
  },
  names: { argument: 'rubyHash', wordEntry: 'rubyHash', stringEntry: 'hashRocket', item: 'other' },
  firstOption: { syntax: 'rubyHash', before: ', ', after: '' },
  imports: [
    { test: /\bMongoid\b/, driver: 'ruby', framework: 'mongoid', because: 'the file uses Mongoid' },
    { test: /require\s*\(?['"]mongo['"]|\bMongo::/, driver: 'ruby', because: 'the file uses Mongo' },
  ],
  fallback: { id: 'ruby', because: 'Ruby programs use the Ruby driver' },
  clients: [
    { callee: 'Mongo.Client.new', driver: 'ruby' },
    { callee: 'Client.new', driver: 'ruby', needs: /include\s+Mongo\b/ },
    { callee: 'MongoClient.new', driver: 'ruby' },
    { callee: 'MongoClient.from_uri', driver: 'ruby' },
    { callee: 'MongoReplicaSetClient.new', driver: 'ruby' },
    { callee: 'Mongo.Connection.new', driver: 'ruby' },
    { callee: 'Mongo.URI.new', driver: 'ruby', settings: true },
    { callee: 'Moped.Session.connect', driver: 'ruby' },
  ],
});
