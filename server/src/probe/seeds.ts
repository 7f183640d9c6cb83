/** Looks an SRV name up and does nothing else: for the conversion of connection strings. */
import type { Seeds } from '../core/features/report/types';
import type { ProbePlan } from './plan';
import { resolveSeeds } from './stages/dns';

/** The hosts and options of the plan's SRV name, or why there are none. */
export async function lookUpSeeds(plan: ProbePlan): Promise<Seeds> {
  const { hosts, options, fault, evidence } = await resolveSeeds(plan, plan.timeoutMs);
  if (!fault) return { hosts, options };
  const problem =
    fault.kind === 'srvDomain'
      ? `The SRV record names ${fault.returned}, which lies outside the domain of ${fault.name}: drivers refuse it.`
      : fault.kind === 'srvText'
        ? `The TXT record of ${fault.name} has ${fault.text}: drivers refuse it.`
        : `DNS does not answer: ${evidence}.`;
  return { hosts: [], options: {}, problem };
}
