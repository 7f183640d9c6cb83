/** Names to addresses, and `mongodb+srv` to hosts, by the rules of the SRV specification (initial-dns-seedlist-discovery.md). */
import { promises as dns } from 'node:dns';
import { isIP } from 'node:net';
import type { Fault } from '../faults';
import type { PlanHost, ProbePlan } from '../plan';

export interface Seeds {
  readonly hosts: readonly PlanHost[];
  /** Options of the TXT record (`authSource`, `replicaSet`, `loadBalanced`). */
  readonly options: Readonly<Record<string, string>>;
  readonly fault?: Fault;
  readonly ms: number;
  readonly evidence: string;
}

function resolverOf(plan: ProbePlan, timeoutMs: number): dns.Resolver {
  const resolver = new dns.Resolver({ timeout: Math.max(200, Math.min(5000, timeoutMs)), tries: 2 });
  if (plan.dnsServers) resolver.setServers([...plan.dnsServers]);
  return resolver;
}

/** The seeds of a `mongodb+srv` name. */
export async function resolveSeeds(plan: ProbePlan, timeoutMs: number): Promise<Seeds> {
  const started = performance.now();
  const first = plan.hosts[0];
  const name = first && 'host' in first ? first.host : '';
  const record = `_${plan.srvServiceName}._tcp.${name}`;
  const resolver = resolverOf(plan, timeoutMs / 2);
  const done = (rest: Omit<Seeds, 'ms' | 'options'> & { options?: Seeds['options'] }): Seeds => ({
    options: {},
    ...rest,
    ms: performance.now() - started,
  });
  const [srv, txt] = await Promise.allSettled([resolver.resolveSrv(record), resolver.resolveTxt(name)]);
  if (srv.status === 'rejected') {
    const code = (srv.reason as NodeJS.ErrnoException).code ?? 'UNKNOWN';
    return done({
      hosts: [],
      fault: { kind: 'dns', record: 'SRV', name: record, code },
      evidence: `SRV ${record}: ${code}`,
    });
  }
  // A name of three or more parts gives its domain; of a shorter one, the whole name is the domain (SPEC, from 2024).
  const parts = name.split('.');
  const domain = '.' + (parts.length >= 3 ? parts.slice(1) : parts).join('.').toLowerCase();
  const longer = parts.length >= 3 ? 0 : domain.length;
  const stranger = srv.value.find((r) => {
    const returned = '.' + r.name.replace(/\.$/, '').toLowerCase();
    return !returned.endsWith(domain) || returned.length <= longer;
  });
  const hosts = srv.value.map((r) => ({ host: r.name.replace(/\.$/, ''), port: r.port }));
  const evidence = `SRV ${record}: ${hosts.map((h) => `${h.host}:${h.port}`).join(', ')}`;
  if (stranger)
    return done({ hosts: [], fault: { kind: 'srvDomain', name, returned: stranger.name }, evidence });
  const texts = txt.status === 'fulfilled' ? txt.value.map((chunks) => chunks.join('')) : [];
  const options = Object.fromEntries(new URLSearchParams(texts[0] ?? ''));
  const foreign = Object.keys(options).find(
    (k) => !['authsource', 'replicaset', 'loadbalanced'].includes(k.toLowerCase()),
  );
  if (texts.length > 1 || foreign !== undefined)
    return done({
      hosts: [],
      fault: {
        kind: 'srvText',
        name,
        text: texts.length > 1 ? 'more than one TXT record' : `the option ${foreign}`,
      },
      evidence,
    });
  return done({ hosts, options, evidence: texts[0] ? `${evidence}; TXT ${texts[0]}` : evidence });
}

/** Every address of a host name, as the drivers' getaddrinfo gives them; or the error's code. */
export async function resolveAddresses(
  plan: ProbePlan,
  host: string,
  timeoutMs: number,
): Promise<string[] | { code: string }> {
  if (isIP(host)) return [host];
  if (plan.dnsServers) {
    const resolver = resolverOf(plan, timeoutMs);
    const both = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    const found = both.flatMap((r) => (r.status === 'fulfilled' ? r.value : []));
    if (found.length > 0) return found;
    const failed = both.find((r) => r.status === 'rejected');
    return { code: (failed?.reason as NodeJS.ErrnoException | undefined)?.code ?? 'ENOTFOUND' };
  }
  let timer: NodeJS.Timeout | undefined;
  try {
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(Object.assign(new Error('lookup'), { code: 'ETIMEOUT' })), timeoutMs);
    });
    const found = await Promise.race([dns.lookup(host, { all: true, verbatim: true }), limit]);
    return found.map((f) => f.address);
  } catch (error) {
    return { code: (error as NodeJS.ErrnoException).code ?? 'UNKNOWN' };
  } finally {
    clearTimeout(timer);
  }
}
