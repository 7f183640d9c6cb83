/** The client speaks without TLS, and the server insists on it. */
import type { Cause } from '../types';
import { inUse, ourLab } from './surroundings';

export const serverExpectsTls: readonly Cause[] = [
  {
    id: 'server-expects-tls',
    category: 'server-expects-tls',
    stage: 'hello',
    title: 'The server closed the connection at the first message, as one does that insists on TLS.',
    why: 'A client without TLS says hello, and a server with net.tls.mode: requireTLS closes. A server that refuses the client certificate over TLS 1.3 looks the same.',
    fix: 'Switch TLS on in the connection: tls=true (or mongodb+srv://, which implies it), and tlsCAFile if the CA is private. Health checks and exporters need it too.',
    advice: [
      {
        when: (c) => c.cosmosDb || c.documentDb || c.atlas,
        text: 'This service always uses TLS: tls=true is missing in the connection, or the connection was broken off for another reason.',
      },
    ],
    patterns: [
      {
        text: 'i/o error: unexpected end of file',
        weight: 'telling',
        runtime: 'rust',
        before: /type: unknown, error: kind: $/i,
      },
      {
        text: 'unexpected end of stream',
        weight: 'strong',
        runtime: 'perl',
        before: /type: unknown, error: mongodb::networkerror: $/i,
      },
      { text: 'unknown posix error', weight: 'ambiguous', runtime: 'erlang', after: /^ - :? ?closed/i },
      { text: 'failed to receive length header from server', runtime: 'libmongoc', weight: 'strong' },
      {
        text: ' closed',
        runtime: 'node',
        weight: 'strong',
        before: /connection (?:<monitor>|\d{1,6}) to \S{1,200}$/i,
        // A connection that was in use before; or TLS is on.
        notBefore: /(?:^|[^[])mongonetworkerror: connection [1-9]\d{0,5} to \S{1,200}$/i,
        notAfter: /TLSSocket/,
      },
      { text: 'prematurely reached end of stream', runtime: 'java', weight: 'strong' },
      { text: 'socket was unexpectedly closed: eof', runtime: 'go', weight: 'strong', notBefore: inUse },
      {
        text: 'incomplete read of message header: eof',
        runtime: 'go',
        weight: 'ambiguous',
        notBefore: inUse,
      },
      { text: 'server closed connection.', runtime: 'libmongoc', weight: 'strong' },
      { text: 'serverselectiontimeouterror: connection closed', runtime: 'python', weight: 'strong' },
      { text: "autoreconnect('connection closed", runtime: 'python', weight: 'strong' },
      {
        text: 'autoreconnect("connection closed',
        runtime: 'python',
        weight: 'strong',
        notBefore: /raise $/,
      },
      {
        text: ': connection closed',
        runtime: 'python',
        weight: 'ambiguous',
        // At the end of a traceback it is a connection that was in use.
        notBefore: /(?:autoreconnect|oserror): (?:\S{1,200}: )?$|(?:autoreconnect|oserror)$/i,
        notAfter: /^ (?:by|calling|before|during)/,
      },
      { text: 'attempted to read past the end of the stream', runtime: 'dotnet', weight: 'strong' },
      { text: 'the server is configured to only allow ssl connections', runtime: 'mongod' },
      { text: 'the server is configured to only allow tls connections', runtime: 'mongod' },
      { text: 'network error while attempting to run command', runtime: 'mongod', weight: 'strong' },
      { text: 'end of file reached', runtime: 'ruby', weight: 'strong' },
      { text: 'connection reset by peer', runtime: 'python', weight: 'generic' },
      { text: 'tcp_closed', runtime: 'erlang', weight: 'ambiguous' },
      { text: 'error receiving request from client', weight: 'generic', runtime: 'mongod' },
      { text: 'dbclient: transport error', weight: 'ambiguous', runtime: 'mongod' },
      { text: 'server requires tls' },
      { text: 'server requires ssl' },
      { text: 'tls is required', weight: 'strong' },
      { text: 'ssl is required', weight: 'strong' },
      { text: 'ssl required', weight: 'ambiguous' },
      { text: 'socket closed', weight: 'generic' },
    ],
    withTls: 'connection-reset',
    orElse: [
      {
        cause: 'connection-reset',
        when: 'TLS is on in the connection, and a firewall, a proxy or an access list closes it.',
      },
      {
        cause: 'client-certificate-required',
        when: 'TLS is on in the connection, and tlsCertificateKeyFile is missing or refused.',
      },
    ],
    checks: [
      { what: 'Look whether TLS is on in this connection.', needs: 'configuration' },
      { what: 'Test the connection: it tries the same port with TLS.', needs: 'connection' },
    ],
    settings: ['tls'],
    rules: ['tls-missing-remote', 'tls-off-remote'],
    sources: [
      ourLab,
      'https://mongoosejs.com/docs/tutorials/ssl.html',
      'https://github.com/docker-library/mongo/issues/165',
    ],
  },
  {
    id: 'client-without-tls',
    category: 'server-expects-tls',
    stage: 'hello',
    title: 'A client spoke without TLS to a port that expects TLS.',
    why: 'The log of a server or of a proxy in front of it says so: the first bytes of the client were no TLS.',
    fix: 'Switch TLS on in the connection of the client whose address the log names: tls=true. Health checks and exporters need it too.',
    patterns: [
      { text: 'generated server alert: fatal - unexpected message', weight: 'decisive', runtime: 'erlang' },
      { text: 'http request was sent to https port', weight: 'strong' },
      { text: 'plain http request to https port', weight: 'strong' },
      { text: 'accept error ', weight: 'decisive', after: /^.{0,120}(?:wrong version number|http request)/i },
    ],
    checks: [{ what: 'Look whether TLS is on in the connection of the client.', needs: 'configuration' }],
    settings: ['tls'],
    rules: ['tls-missing-remote', 'tls-off-remote'],
    sources: [
      'https://github.com/nginx/nginx (src/event/ngx_event_openssl.c)',
      'https://github.com/golang/go (src/crypto/tls/conn.go)',
    ],
  },
];
