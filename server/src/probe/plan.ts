/** The plan of a connection test, as data, and the check of what comes in over the process boundary. */
import type { ProbePlan } from '../core/features/report/types';

export type {
  PlanHost,
  PlannedProfile,
  ProbePlan,
  ProbeProfile,
  ProbeReport,
  Proxy,
  StageResult,
} from '../core/features/report/types';

/** The plan as the test goes on with it: what DNS and the profile asked for have changed. */
export interface WorkingPlan extends ProbePlan {
  /** The name whose SRV records gave the hosts. */
  readonly srvName?: string;
  /** proxyHost was written; `proxy` is there only when the profile asked for knows it. */
  readonly proxyWritten?: boolean;
}

/** Reads a plan from JSON; undefined when it is none. */
export function parsePlan(json: string): ProbePlan | undefined {
  try {
    const plan = JSON.parse(json) as ProbePlan;
    const sound = Array.isArray(plan.hosts) && plan.hosts.length <= 100 && typeof plan.timeoutMs === 'number';
    return sound ? plan : undefined;
  } catch {
    return undefined;
  }
}

/** `host:port` as stages name it; a Unix socket by its path. */
export function hostLabel(host: ProbePlan['hosts'][number]): string {
  if ('socket' in host) return host.socket;
  return host.host.includes(':') ? `[${host.host}]:${host.port}` : `${host.host}:${host.port}`;
}
