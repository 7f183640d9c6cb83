/** Which hosts are local: traffic to them does not leave the machine or the private network that the user named. */

/** Loopback names and addresses, and Unix sockets. */
export function isLoopback(host: string): boolean {
  const h = host.toLowerCase().replace(/^\[|\]$/g, '');
  return (
    h === 'localhost' ||
    h.endsWith('.localhost') ||
    h === '::1' ||
    /^127(?:\.\d{1,3}){3}$/.test(h) ||
    h === '0.0.0.0' ||
    h === 'host.docker.internal' ||
    h.startsWith('/') ||
    h.endsWith('.sock')
  );
}

/** Names that only resolve inside a private network: no dot, `.local`, `.internal`, `.svc`, `.db` and other namespaces of a cluster that are no domains, RFC 1918 and unique local addresses. */
export function isPrivate(host: string): boolean {
  const h = host.toLowerCase().replace(/^\[|\]$/g, '');
  if (isLoopback(h)) return true;
  if (
    /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/.test(
      h,
    )
  )
    return true;
  if (/^f[cd][0-9a-f]{2}:/.test(h) || /^fe80:/.test(h)) return true;
  if (!h.includes('.') && !h.includes(':')) return true;
  return /\.(?:local|internal|lan|home|corp|intranet|svc|svc\.cluster\.local|test|invalid|localdomain|consul|docker|private|default|db|database|mongo|mongodb)$/.test(
    h,
  );
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

/** The managed service that a host name belongs to. */
export function serviceOf(host: string): Service {
  const h = host.toLowerCase();
  if (/\.mongodb\.net$|\.mongodb-dev\.net$|\.mongodbgov\.net$/.test(h)) return 'atlas';
  if (/\.docdb\.amazonaws\.com(?:\.cn)?$|\.docdb-elastic\.amazonaws\.com$/.test(h)) return 'documentdb';
  if (/\.(?:mongo\.cosmos\.azure\.com|documents\.azure\.com|mongocluster\.cosmos\.azure\.com)$/.test(h))
    return 'cosmos';
  return undefined;
}
