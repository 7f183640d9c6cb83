/** URIs that differ in the names of their servers only are the same question to a driver. */
import { serviceOf } from './hosts';

/** A host name of several labels, with or without a port. What drivers look at (sockets, addresses, escapes, case) is none. */
const plain = /^[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]*)+(?::\d+)?$/;

/** What the first stand-in begins with: where an answer does not hold it, no host is named. */
export const standIn = 'h0.h';

/** A URI whose hosts are plain names. */
export interface PlainHosts {
  /** The URI with stand-ins of the same form for its host names, equal ones for equal names. */
  readonly form: string;
  /** The names without their ports, and the offset of each in the URI. */
  readonly hosts: readonly { readonly name: string; readonly at: number }[];
}

/**
 * What a driver sees of a URI's hosts; undefined when a host is no plain name, or one by which drivers know a service
 * (PyMongo warns of DocumentDB and Cosmos DB: client_options.py, 4.7 on).
 */
export function plainHostsOf(uri: string): PlainHosts | undefined {
  const authority = uri.indexOf('://') + 3;
  const slash = uri.indexOf('/', authority);
  const end = slash < 0 ? uri.length : slash;
  const from = Math.max(authority, uri.lastIndexOf('@', end) + 1);
  const numbers = new Map<string, number>();
  const hosts: { readonly name: string; readonly at: number }[] = [];
  let standIns = '';
  let at = from;
  for (const host of uri.slice(from, end).split(',')) {
    if (!plain.test(host)) return undefined;
    const colon = host.indexOf(':');
    const name = colon < 0 ? host : host.slice(0, colon);
    if (serviceOf(name)) return undefined;
    if (!numbers.has(name)) numbers.set(name, numbers.size);
    const labels = name.split('.').length;
    standIns += `${standIns && ','}h${numbers.get(name)!}${'.h'.repeat(labels - 1)}${host.slice(name.length)}`;
    hosts.push({ name, at });
    at += host.length + 1;
  }
  return { form: uri.slice(0, from) + standIns + uri.slice(end), hosts };
}
