/** Elixir and Erlang. */
import { codeFinder } from '../shared/codeFinder';
import { elixirLexis, erlangLexis } from '../shared/lexes';
import { optionNames } from '../shared/optionNames';

const mongo = /mongo/i;

export const elixir = codeFinder({
  id: 'elixir',
  isOption: optionNames('beam'),
  languageIds: ['elixir'],
  files: ['.ex', '.exs', '.eex', '.heex'],
  lexis: elixirLexis,
  grammar: {
    named: [':', '=>'],
    assign: ['='],
    concat: ['<>', '++'],
    member: ['.'],
    truths: { true: true, false: false, nil: null },
    blocks: 'indent',
    bareCalls: true,
    tuples: true,
    attributes: true,
  },
  names: { argument: 'elixirKeyword', wordEntry: 'elixirKeyword', stringEntry: 'other', item: 'other' },
  firstOption: { syntax: 'elixirKeyword', before: ', ', after: '' },
  imports: [],
  fallback: { id: 'elixir', because: 'Elixir programs use the Elixir driver' },
  clients: [
    { callee: 'Mongo.start_link', driver: 'elixir' },
    { callee: 'Mongo.child_spec', driver: 'elixir' },
    { callee: 'Mongo', driver: 'elixir' },
    { callee: 'worker', driver: 'elixir', needs: mongo, evidence: true },
    { callee: 'config', driver: 'elixir', needs: mongo, evidence: true },
  ],
});

export const erlang = codeFinder({
  id: 'erlang',
  isOption: optionNames('beam'),
  languageIds: ['erlang'],
  files: ['.erl', '.hrl', '.escript', 'sys.config', '.app.src'],
  lexis: erlangLexis,
  grammar: {
    named: ['=>', ':=', '='],
    assign: ['='],
    concat: ['++'],
    adjacent: true,
    member: [':'],
    truths: { true: true, false: false, undefined: null },
    blocks: 'indent',
    tuples: true,
    atoms: true,
  },
  names: { argument: 'other', wordEntry: 'other', stringEntry: 'other', item: 'other' },
  imports: [],
  fallback: { id: 'unknown', candidates: [], because: 'the Erlang driver is not modelled' },
  clients: [
    { callee: 'mongo_api.connect', driver: 'elixir' },
    { callee: 'mc_worker_api.connect', driver: 'elixir' },
    { callee: 'mongoc.connect', driver: 'elixir' },
    { callee: 'mongo.connect', driver: 'elixir' },
  ],
});
