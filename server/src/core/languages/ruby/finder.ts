/** Ruby: the driver and Mongoid. */
import type { WrittenOption } from '../../types';
import { codeFinder, construct } from '../shared/codeFinder';
import type { Finding } from '../shared/codeFinder';
import { readValue } from '../shared/collect';
import { rubyLexis } from '../shared/lexes';
import { optionNames } from '../shared/optionNames';

/** What hangs on Mongoid's configuration: `config.clients.default = { … }`. */
const mongoidClients = /(?:^|\.)(?:clients|sessions)\.\w+$/;

/** `Mongoid.configure { |config| config.clients.default = … }` and hooks that change the TLS context of every connection. */
function configurations(finding: Finding): void {
  const { s, doc } = finding;
  const { t } = s;
  if (/\bMongoid\b/.test(doc.text))
    for (const m of doc.text.matchAll(/\.(?:clients|sessions)\b/g)) {
      const token = t.tokenAt(m.index + 1);
      const end = token + 2;
      const path = token >= 0 ? s.pathEndingAt(end) : undefined;
      if (!path || !mongoidClients.test(path.path) || !s.isAssign(end + 1) || finding.claimed.has(token))
        continue;
      const value = { from: end + 2, to: s.statementEnd(end + 2) };
      construct(
        finding,
        value,
        { from: path.from, to: value.to },
        {
          id: 'ruby',
          framework: 'mongoid',
          because: 'clients of the Mongoid configuration',
        },
      );
    }
  for (const m of doc.text.matchAll(/\btls_context_hooks\b/g)) contextHook(finding, t.tokenAt(m.index));
}

/** `Mongo.tls_context_hooks << proc { |context| context.verify_mode = … }` */
function contextHook(finding: Finding, token: number): void {
  const { s } = finding;
  const { t } = s;
  if (token < 0 || t.isString(token)) return;
  const from = s.statementStart(token);
  let to = s.statementEnd(token);
  for (let i = token; i < Math.min(t.length, token + 12); i++)
    if (t.at(i) === 'do') {
      // To the `end` at the indentation of the statement.
      const indent = s.lineIndent(from);
      for (
        to = i + 1;
        to < t.length && !(t.at(to) === 'end' && t.newline[to] && s.lineIndent(to) === indent);

      )
        to++;
      to = Math.min(t.length, to + 1);
    } else if (s.punct(i) === '{' && t.match[i]! > i) to = Math.max(to, t.match[i]! + 1);
  const options: WrittenOption[] = [];
  for (let i = token; i < to; i++) {
    if (
      !s.isMember(i - 1) ||
      !/^(?:verify_mode|verify_hostname|min_version|max_version|ssl_version|ciphers)$/.test(t.at(i))
    )
      continue;
    if (!s.isAssign(i + 1)) continue;
    let end = i + 2;
    while (end < to && !t.newline[end] && !/^[;}]$/.test(s.punct(end)))
      end = t.match[end]! > end ? t.match[end]! + 1 : end + 1;
    const receiver = s.pathEndingAt(i);
    const name = t.at(i);
    const conditional = s.conditional(i);
    options.push({
      name,
      place: 'options',
      value: readValue(s, { from: i + 2, to: end }, name),
      syntax: 'attribute',
      span: s.span(receiver?.from ?? i, end),
      nameSpan: s.span(i, i + 1),
      valueSpan: s.span(i + 2, end),
      ...(conditional ? { conditional: true } : {}),
    });
    finding.claimed.add(i);
  }
  if (options.length === 0) return;
  finding.sites.push({
    kind: 'options',
    finder: 'ruby',
    span: s.span(from, to),
    headSpan: s.span(token, token + 1),
    options,
    open: true,
    driver: { id: 'ruby', because: 'hooks of Mongo change every connection of the program' },
  });
}

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
  more: configurations,
  moreNeedle: /Mongoid|tls_context_hooks/,
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
