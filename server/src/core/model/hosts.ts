/** Which hosts are local: traffic to them does not leave the machine or the private network that the user named. */

/** Lower case, an IPv6 address without its brackets. */
function bare(host: string): string {
  const h = host.toLowerCase();
  return h.startsWith('[') && h.endsWith(']') ? h.slice(1, -1) : h;
}

/** Loopback names and addresses, and Unix sockets. */
export function isLoopback(host: string): boolean {
  const h = bare(host);
  return (
    h === 'localhost' ||
    h.endsWith('.localhost') ||
    h === '::1' ||
    (h.startsWith('127.') && /^127(?:\.\d{1,3}){3}$/.test(h)) ||
    h === '0.0.0.0' ||
    h === 'host.docker.internal' ||
    h.startsWith('/') ||
    h.endsWith('.sock')
  );
}

/** Names that only resolve inside a private network: no dot, `.local`, `.internal`, `.svc`, `.db` and other namespaces of a cluster that are no domains, RFC 1918 and unique local addresses. */
export function isPrivate(host: string): boolean {
  const h = bare(host);
  if (isLoopback(h)) return true;
  // With or without a port.
  if (isDigit(h.charCodeAt(0)) && privateAddress.test(h)) return true;
  if (h.includes(':')) return /^f[cd][0-9a-f]{2}:|^fe80:/.test(h);
  const dot = h.lastIndexOf('.');
  return dot < 0 || privateEndings.has(h.slice(dot + 1));
}

const privateAddress =
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/;

const privateEndings: ReadonlySet<string> = new Set(
  (
    'local internal lan home corp intranet svc test invalid localdomain consul docker private default db database ' +
    'mongo mongodb'
  ).split(' '),
);

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** A host of a list without its port: `db.example.com:27017`. */
export function withoutPort(host: string): string {
  return host.replace(/(?<!:):\d+$/, '');
}

/** Names kept for documentation (RFC 2606): nobody's server. */
export function isExample(host: string): boolean {
  return /(?:^|\.)example(?:\.(?:com|net|org))?$/.test(host.toLowerCase());
}

/** True when the host equals a name or matches a glob (`*` for anything) of the list. */
export function matchesHost(host: string, patterns: readonly string[]): boolean {
  const h = host.toLowerCase();
  return patterns.some((p) => {
    const pieces = p.toLowerCase().split('*');
    if (pieces.length === 1) return h === pieces[0];
    let at = 0;
    for (const [i, piece] of pieces.entries()) {
      const found =
        i === 0
          ? h.startsWith(piece)
            ? 0
            : -1
          : i === pieces.length - 1
            ? h.length - piece.length >= at && h.endsWith(piece)
              ? h.length - piece.length
              : -1
            : h.indexOf(piece, at);
      if (found < 0) return false;
      at = found + piece.length;
    }
    return true;
  });
}

export type Service = 'atlas' | 'documentdb' | 'cosmos' | undefined;

/** Endings of the names that the services give to their servers. */
const serviceEndings: readonly (readonly [ending: string, service: Service])[] = [
  ['.mongodb.net', 'atlas'],
  ['.mongodb-dev.net', 'atlas'],
  ['.mongodbgov.net', 'atlas'],
  ['.docdb.amazonaws.com', 'documentdb'],
  ['.docdb.amazonaws.com.cn', 'documentdb'],
  ['.docdb-elastic.amazonaws.com', 'documentdb'],
  ['.mongo.cosmos.azure.com', 'cosmos'],
  ['.documents.azure.com', 'cosmos'],
  ['.mongocluster.cosmos.azure.com', 'cosmos'],
];

/** The managed service that a host name belongs to. */
export function serviceOf(host: string): Service {
  const h = host.toLowerCase();
  for (const [ending, service] of serviceEndings) if (h.endsWith(ending)) return service;
  return undefined;
}
