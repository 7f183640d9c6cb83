/**
 * While somebody types the name of a server, what is wrong with the connection stays what it is: a driver's answer does not
 * depend on a plain name (plainHosts.ts), and rules look at a name's kind, not at its letters. What is known of the
 * connection is then known of the one with the other name; a finding that names the server is found anew.
 */
import { isExample, isLoopback, isPrivate, matchesHost } from './hosts';
import { plainHostsOf } from './plainHosts';
import { sourceSpan } from '../text/mappedText';
import type { AnalysisConfig, ConnectionSite, Span } from '../types';
import { isPlaceholderHost } from '../uri/parseUri';

/** A server with another name. */
export interface Renamed {
  /** The name it had, as it is written. */
  readonly name: string;
  /** Where that stood, in the text of the site before. */
  readonly span: Span;
  /** By how many characters the name is longer now. */
  readonly grown: number;
}

/** The server whose name is all that differs between two connection strings of the same kind of servers; undefined when there is none. */
export function renamedHost(
  before: ConnectionSite,
  now: ConnectionSite,
  config: AnalysisConfig,
): Renamed | undefined {
  const [old, uri] = [before.uri?.mapped, now.uri?.mapped];
  if (!old || !uri || old.text === uri.text || old.segments.length !== uri.segments.length) return undefined;
  const was = plainHostsOf(old.text);
  const is = plainHostsOf(uri.text);
  if (!was || !is || was.form !== is.form) return undefined;
  const n = was.hosts.findIndex((host, i) => host.name !== is.hosts[i]!.name);
  if (n < 0) return undefined;
  const [a, b] = [was.hosts[n]!, is.hosts[n]!];
  for (let i = n + 1; i < was.hosts.length; i++)
    if (was.hosts[i]!.name !== is.hosts[i]!.name) return undefined;
  if (!sameKind(a.name, b.name, config)) return undefined;
  const span = sourceSpan(old, a.at, a.at + a.name.length);
  // Escapes, or pieces of several literals: not one place.
  if (span.end - span.start !== a.name.length) return undefined;
  return { name: a.name, span, grown: b.name.length - a.name.length };
}

/** True for names of which the same is true for every rule. */
function sameKind(a: string, b: string, config: AnalysisConfig): boolean {
  return (
    isLoopback(a) === isLoopback(b) &&
    isPrivate(a) === isPrivate(b) &&
    isExample(a) === isExample(b) &&
    matchesHost(a, config.localHosts) === matchesHost(b, config.localHosts) &&
    !isPlaceholderHost(a) &&
    !isPlaceholderHost(b)
  );
}
