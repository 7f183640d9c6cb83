/** C and C++: libmongoc and mongocxx. */
import type { ConnectionSite } from '../../types';
import { codeFinder } from '../shared/codeFinder';
import type { Finding } from '../shared/codeFinder';
import { readValue, removalOfStatement, visibleDefinitions } from '../shared/collect';
import { cLexis } from '../shared/lexes';
import { isTlsName, optionNames } from '../shared/optionNames';
import type { Range, Syntax } from '../shared/syntax';

/** Names of the connection string behind libmongoc's macros (mongo-c-driver, mongoc-uri.h). */
const macros: Readonly<Record<string, string>> = {
  TLS: 'tls',
  SSL: 'ssl',
  TLSCAFILE: 'tlsCAFile',
  TLSCERTIFICATEKEYFILE: 'tlsCertificateKeyFile',
  TLSCERTIFICATEKEYFILEPASSWORD: 'tlsCertificateKeyFilePassword',
  TLSALLOWINVALIDCERTIFICATES: 'tlsAllowInvalidCertificates',
  TLSALLOWINVALIDHOSTNAMES: 'tlsAllowInvalidHostnames',
  TLSINSECURE: 'tlsInsecure',
  TLSDISABLECERTIFICATEREVOCATIONCHECK: 'tlsDisableCertificateRevocationCheck',
  TLSDISABLEOCSPENDPOINTCHECK: 'tlsDisableOCSPEndpointCheck',
  SSLCLIENTCERTIFICATEKEYFILE: 'sslClientCertificateKeyFile',
  SSLCLIENTCERTIFICATEKEYPASSWORD: 'sslClientCertificateKeyPassword',
  SSLCERTIFICATEAUTHORITYFILE: 'sslCertificateAuthorityFile',
  SSLALLOWINVALIDCERTIFICATES: 'sslAllowInvalidCertificates',
  SSLALLOWINVALIDHOSTNAMES: 'sslAllowInvalidHostnames',
};

/** `mongoc_uri_set_option_as_bool (uri, MONGOC_URI_TLS, true)`: joined with the client or URI of the same variable. */
function uriSetters(finding: Finding): void {
  const { s, doc } = finding;
  const { t } = s;
  for (const m of doc.text.matchAll(/\bmongoc_uri_set_option_as_(?:bool|utf8)\b/g)) {
    const token = t.tokenAt(m.index);
    if (token < 0 || s.punct(token + 1) !== '(' || !(t.match[token + 1]! > 0) || finding.claimed.has(token))
      continue;
    const args = s.items(token + 1);
    if (args.length !== 3) continue;
    const [, key, value] = args;
    const literal = t.literal(key!.from);
    const name = literal ? t.decode(key!.from).text : macros[t.at(key!.from).replace(/^MONGOC_URI_/, '')];
    if (!name || !isTlsName(name) || key!.to !== key!.from + 1) continue;
    finding.claimed.add(token);
    finding.claimed.add(key!.from);
    const span = s.span(token, t.match[token + 1]! + 1);
    const removeSpan = removalOfStatement(s, token, t.match[token + 1]! + 1);
    const conditional = s.conditional(token);
    const option = {
      name,
      place: 'options' as const,
      value: readValue(s, value!, name),
      syntax: 'setterCall' as const,
      span,
      nameSpan: literal ? { start: literal.from, end: literal.to } : s.span(key!.from, key!.to),
      valueSpan: s.span(value!.from, value!.to),
      ...(removeSpan ? { removeSpan } : {}),
      ...(conditional ? { conditional: true } : {}),
    };
    // With the URI that the variable was made of, it is one connection.
    const path = s.pathOf(args[0]!);
    const made =
      path === undefined
        ? []
        : visibleDefinitions(s, path, token)
            .flatMap((d) => [d.value, ...firstArgument(s, d.value)])
            .map((value) => s.span(value.from, value.to));
    const of = finding.sites.findIndex(
      (x) => x.uri && made.some((d) => d.start <= x.uri!.span.start && x.uri!.span.end <= d.end),
    );
    if (of >= 0) {
      const whole = finding.sites[of]!;
      const setters = whole.options.some((o) => o.syntax === 'setterCall');
      finding.sites[of] = {
        ...whole,
        kind: 'options',
        span: setters
          ? { start: Math.min(whole.span.start, span.start), end: Math.max(whole.span.end, span.end) }
          : span,
        options: [...whole.options, option],
      };
      // A client that is made of the same URI afterwards is the same connection.
      for (let n = finding.sites.length - 1; n > of; n--) {
        const other = finding.sites[n]!;
        if (other.uri?.span.start === whole.uri!.span.start && other.options.length === 0)
          finding.sites.splice(n, 1);
      }
      continue;
    }
    const last = finding.sites[finding.sites.length - 1];
    const near =
      last &&
      last.finder === 'c' &&
      last.options.length > 0 &&
      last.options.every((o) => o.syntax === 'setterCall');
    if (near && !t.text.slice(last.span.end, span.start).includes('}')) {
      finding.sites[finding.sites.length - 1] = {
        ...last,
        span: { start: last.span.start, end: span.end },
        options: [...last.options, option],
      };
      continue;
    }
    const site: ConnectionSite = {
      kind: 'options',
      finder: 'c',
      span,
      headSpan: s.span(token, token + 1),
      options: [option],
      open: true,
      driver: { id: 'c', because: 'the callee is of libmongoc' },
    };
    finding.sites.push(site);
  }
}

/** What the first argument of a call stands for where it is a name: `mongoc_uri_new (DB_URI)`. */
function firstArgument(s: Syntax, { from, to }: Range): readonly Range[] {
  let open = from;
  while (open < to && s.punct(open) !== '(') open++;
  const first = open < to ? s.items(open)[0] : undefined;
  const name = first && s.pathOf(first);
  return name === undefined ? [] : s.definitions(name).map((d) => d.value);
}

export const c = codeFinder({
  id: 'c',
  isOption: optionNames('c'),
  languageIds: ['c', 'cpp', 'objective-c', 'objective-cpp', 'cuda-cpp'],
  files: [
    '.c',
    '.h',
    '.cc',
    '.cpp',
    '.cxx',
    '.hpp',
    '.hh',
    '.hxx',
    '.ipp',
    '.inl',
    '.m',
    '.mm',
    '.h.in',
    '.c.in',
    '.ino',
  ],
  lexis: cLexis,
  grammar: {
    named: ['=', ':'],
    assign: ['='],
    concat: ['+', '<<'],
    adjacent: true,
    member: ['.', '->', '::'],
    truths: { true: true, false: false, NULL: null, nullptr: null, TRUE: true, FALSE: false },
    blocks: 'braces',
    semicolons: true,
    structLiterals: true,
    declares: /^(?:pool|client|tls|ssl|uri|auto|string|QString)$/,
  },
  names: { argument: 'other', wordEntry: 'other', stringEntry: 'other', item: 'other' },
  imports: [
    { test: /mongocxx/, driver: 'cxx', because: 'the file uses mongocxx' },
    { test: /mongoc[._/]|mongoc_/, driver: 'c', because: 'the file uses libmongoc' },
  ],
  fallback: { id: 'c', because: 'C programs use libmongoc' },
  more: uriSetters,
  moreNeedle: /mongoc_uri_set_option_as_/,
  clients: [
    { callee: 'mongocxx.client', driver: 'cxx', functions: true },
    { callee: 'mongocxx.pool', driver: 'cxx', functions: true },
    { callee: 'client', driver: 'cxx', functions: true, needs: /using namespace mongocxx/, evidence: true },
    { callee: 'pool', driver: 'cxx', functions: true, needs: /using namespace mongocxx/, evidence: true },
    { callee: 'make_unique', driver: 'cxx', functions: true, needs: /make_unique<mongocxx::/ },
    { callee: 'mongoc_client_set_ssl_opts', driver: 'c' },
    { callee: 'mongoc_client_pool_set_ssl_opts', driver: 'c' },
    { callee: 'mongoc_client_new', driver: 'c', settings: true },
    { callee: 'mongoc_client_new_from_uri', driver: 'c', settings: true },
    { callee: 'mongoc_client_pool_new', driver: 'c', settings: true },
    { callee: 'mongoc_uri_new', driver: 'c', settings: true },
    { callee: 'mongoc_uri_new_with_error', driver: 'c', settings: true },
    { callee: 'mongocxx.uri', driver: 'cxx', settings: true },
    { callee: 'options.tls', driver: 'cxx', settings: true, needs: /mongocxx/ },
    { callee: 'options.ssl', driver: 'cxx', settings: true, needs: /mongocxx/ },
  ],
});
