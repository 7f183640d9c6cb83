/** Go: the driver's options, and the tls.Config that they get. */
import { codeFinder, construct } from '../shared/codeFinder';
import type { Finding } from '../shared/codeFinder';
import { goLexis } from '../shared/lexes';
import { optionNames } from '../shared/optionNames';

/** mgo has no TLS option: a program dials itself, `info.DialServer = func(…) { return tls.Dial("tcp", addr, config) }`. */
function dialServers(finding: Finding): void {
  const { s, doc } = finding;
  const { t } = s;
  for (const m of doc.text.matchAll(/\bDialServer\b/g)) {
    const name = t.tokenAt(m.index);
    if (name < 0 || t.at(name) !== 'DialServer') continue;
    const sign = s.punct(name + 1);
    if (!s.isAssign(name + 1) && sign !== ':') continue;
    let open = name + 2;
    while (open < name + 40 && s.punct(open) !== '{') open++;
    const end = s.punct(open) === '{' && t.match[open]! > open ? t.match[open]! : -1;
    for (let i = open; i < end; i++) {
      if (!/^Dial(?:WithDialer)?$/.test(t.at(i)) || t.at(i - 2) !== 'tls' || s.punct(i + 1) !== '(') continue;
      const config = s.items(i + 1).at(-1);
      if (!config) continue;
      const scope = s.scope(name);
      const client = finding.sites.findIndex(
        (x) => x.driver.framework === 'mgo' && scope.start <= x.span.start && x.span.end <= scope.end,
      );
      const before = finding.sites.length;
      construct(
        finding,
        config,
        { from: i - 2, to: t.match[i + 1]! + 1 },
        {
          id: 'go',
          framework: 'mgo',
          because: 'mgo connects through this function',
        },
      );
      // The session of the same function is made with it.
      const made = finding.sites.length > before ? finding.sites.pop() : undefined;
      const session = client >= 0 ? finding.sites[client] : undefined;
      if (session)
        finding.sites[client] = {
          ...session,
          ...(made
            ? { kind: 'options', span: made.span, options: [...session.options, ...made.options] }
            : {}),
          open: true,
        };
      else if (made) finding.sites.push(made);
    }
  }
}

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
  more: dialServers,
  moreNeedle: /DialServer/,
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
    { callee: 'SetTLSConfig', driver: 'go', settings: true, needs: /mongo-driver/, receiver: true },
    { callee: 'options.BuildTLSConfig', driver: 'go', settings: true },
  ],
});
