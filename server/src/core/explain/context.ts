/** Who printed a text, against which server: read from marks that the text bears anyway. */
import type { ErrorContext, Runtime } from './types';

/** Something that a text shows in passing. */
export type Mark =
  | Runtime
  | 'atlas'
  | 'documentDb'
  | 'cosmosDb'
  | 'local'
  | 'tls'
  | 'serverLog'
  | 'serverSide'
  | 'windows'
  | 'macos';

/** Words that stand for a mark, in lower case. */
export const marks: readonly (readonly [string, Mark])[] = [
  ['_ssl.c', 'python'],
  ['pymongo', 'python'],
  ['traceback (most recent call last)', 'python'],
  ['ssl handshake failed: ', 'python'],
  ["('ssl routines'", 'pyopenssl'],
  ['openssl.ssl.error', 'pyopenssl'],
  ['service_identity', 'pyopenssl'],
  ['node:internal', 'node'],
  ['node_modules', 'node'],
  ['mongoserverselectionerror', 'node'],
  ['mongonetworkerror', 'node'],
  ['mongoparseerror', 'node'],
  ['err_ssl_', 'node'],
  ['err_tls_', 'node'],
  ['deps/openssl', 'node'],
  ['mongooseserverselectionerror', 'mongoose'],
  ['mongooseerror', 'mongoose'],
  ['openssl_internal:', 'boringssl'],
  ['third_party/boringssl', 'boringssl'],
  ['invalidcertificate(', 'rust'],
  ['invalid peer certificate', 'rust'],
  ['servererror { kind', 'rust'],
  ['deno.', 'deno'],
  ['javax.net.ssl', 'java'],
  ['sun.security', 'java'],
  ['com.mongodb.', 'java'],
  ['java.net.', 'java'],
  ['sslhandshakeexception', 'java'],
  ['pkix path', 'java'],
  ['mongosocket', 'java'],
  ['java.security', 'java'],
  ['java.lang.', 'java'],
  ['x509: ', 'go'],
  ['remote error: tls', 'go'],
  ['go.mongodb.org', 'go'],
  ['current topology: {', 'go'],
  ['goroutine ', 'go'],
  ['system.net.', 'dotnet'],
  ['system.security', 'dotnet'],
  ['mongodb.driver.', 'dotnet'],
  ['mongodb\\driver\\', 'libmongoc'],
  ['no suitable servers found', 'libmongoc'],
  ['serverselectiontryonce', 'libmongoc'],
  ['mongoc', 'libmongoc'],
  ['mongo::error', 'ruby'],
  ['openssl::ssl', 'ruby'],
  ['ssl_connect returned', 'ruby'],
  ['.rb:', 'ruby'],
  ['tls_alert', 'erlang'],
  ['mongo.topology', 'erlang'],
  ['dbconnection', 'erlang'],
  ['mongodb::', 'perl'],
  ['io::socket::ssl', 'perl'],
  ['ssl connect attempt failed', 'perl'],
  ['s_client', 'openssl'],
  ['verify return code', 'openssl'],
  ['csserr', 'macos'],
  ['cssmerr', 'macos'],
  ['secure transport', 'macos'],
  ['schannel', 'windows'],
  ['sec_e_', 'windows'],
  ['"c":"network"', 'mongod'],
  ['.mongodb.net', 'atlas'],
  ['atlas', 'atlas'],
  ['.docdb.', 'documentDb'],
  ['rds-combined-ca-bundle', 'documentDb'],
  ['rds-ca-', 'documentDb'],
  ['.cosmos.azure.com', 'cosmosDb'],
  ['.documents.azure.com', 'cosmosDb'],
  ['localhost', 'local'],
  ['127.0.0.1', 'local'],
  ['[::1]', 'local'],
  [' ::1', 'local'],
  ['tls=true', 'tls'],
  ['ssl=true', 'tls'],
  ['tls: true', 'tls'],
  ['ssl: true', 'tls'],
  ['"tls":true', 'tls'],
  ['"ssl":true', 'tls'],
  ['mongodb+srv://', 'tls'],
  [' --tls', 'tls'],
  [' --ssl', 'tls'],
  ['"ctx":"conn', 'serverLog'],
  ['error receiving request from client', 'serverLog'],
  ['ingress tls handshake', 'serverLog'],
  ['network [conn', 'serverLog'],
  ['network [thread', 'serverLog'],
  ['tls handshake error from', 'serverLog'],
  ['clientconn/listener.go', 'serverLog'],
  ['clientconn/conn.go', 'serverLog'],
  ['ssl handshaking, client: ', 'serverLog'],
  ['client request headers, client: ', 'serverLog'],
  ['ssl_accept', 'serverLog'],
  ['not accept ssl connection', 'serverLog'],
  ['failed ssl connection from', 'serverLog'],
  ['error in handshake: ', 'serverLog'],
  ['tlsclienterror', 'serverLog'],
  ['ssl accept attempt failed', 'serverLog'],
  ['accept returned=', 'serverLog'],
  [': ssl handshake failure (error', 'serverLog'],
  ['server_side=true', 'serverSide'],
  ['accepting a client connection', 'serverLog'],
  ['sslsettings{enabled=true', 'tls'],
  ['*** received alert', 'gnutls'],
  ['*** fatal error: ', 'gnutls'],
  [' c:\\', 'windows'],
  [':c:\\', 'windows'],
  ['(c:\\', 'windows'],
  ['"c:\\', 'windows'],
  ["'c:\\", 'windows'],
  ['/users/', 'macos'],
  ['/library/frameworks', 'macos'],
];

/** The surroundings of an error from the marks that its text bears. */
export function contextOf(seen: ReadonlySet<Mark>): ErrorContext {
  const runtimes = new Set<Runtime>();
  for (const mark of seen) {
    if (
      mark !== 'atlas' &&
      mark !== 'documentDb' &&
      mark !== 'cosmosDb' &&
      mark !== 'local' &&
      mark !== 'tls' &&
      mark !== 'serverLog' &&
      mark !== 'serverSide'
    )
      runtimes.add(mark);
  }
  return {
    runtimes,
    atlas: seen.has('atlas'),
    documentDb: seen.has('documentDb'),
    cosmosDb: seen.has('cosmosDb'),
    local: seen.has('local') && !seen.has('atlas') && !seen.has('documentDb'),
    tls: seen.has('tls'),
    serverLog: seen.has('serverLog') || seen.has('serverSide'),
    windows: seen.has('windows'),
    macos: seen.has('macos'),
  };
}
