/** Go: the driver's options, and the tls.Config that they get. */
import { codeFinder } from '../shared/codeFinder';
import { goLexis } from '../shared/lexes';
import { optionNames } from '../shared/optionNames';

export const go = codeFinder({
  id: 'go',
  isOption: optionNames('go'),
  languageIds: ['go'],
  files: ['.go', '.go.tmpl', '.templ'],
  lexis: goLexis,
  grammar: {
    named: [':'],
    assign: ['=', ':='],
    concat: ['+'],
    member: ['.'],
    truths: { true: true, false: false, nil: null },
    blocks: 'braces',
    structLiterals: true,
  },
  names: { argument: 'other', wordEntry: 'structField', stringEntry: 'jsonProperty', item: 'other' },
  literalTypes: /^(?:Config|ClientOptions|Client)$/,
  imports: [
    {
      test: /go\.mongodb\.org\/mongo-driver/,
      driver: 'go',
      because: 'the file imports go.mongodb.org/mongo-driver',
    },
    {
      test: /gopkg\.in\/mgo|globalsign\/mgo|juju\/mgo/,
      driver: 'go',
      framework: 'mgo',
      because: 'the file imports mgo',
    },
  ],
  fallback: { id: 'go', because: 'Go programs use the Go driver' },
  clients: [
    { callee: 'mongo.Connect', driver: 'go' },
    { callee: 'mongo.NewClient', driver: 'go' },
    { callee: 'qmgo.NewClient', driver: 'go', framework: 'qmgo' },
    { callee: 'qmgo.Open', driver: 'go', framework: 'qmgo' },
    { callee: 'mgm.SetDefaultConfig', driver: 'go', framework: 'mgm' },
    { callee: 'mgo.Dial', driver: 'go', framework: 'mgo' },
    { callee: 'mgo.DialWithInfo', driver: 'go', framework: 'mgo' },
    { callee: 'options.Client', driver: 'go', settings: true, needs: /mongo/ },
    { callee: 'options.MergeClientOptions', driver: 'go', settings: true },
    { callee: 'SetTLSConfig', driver: 'go', settings: true, needs: /mongo-driver/ },
    { callee: 'options.BuildTLSConfig', driver: 'go', settings: true },
  ],
});
