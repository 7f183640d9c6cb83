/** Runs scenarios: our probe and the real drivers against the same server, at the same time. */
import { planFromUri } from '../../../server/src/core/features/probePlan';
import type { Cause, ProbeProfile, ProbeReport } from '../../../server/src/core/features/report/types';
import { runProbe } from '../../../server/src/probe/spawn';
import type { Progress } from '../../../server/src/probe/spawn';
import type { DriverVerdict, RealDriver, Session } from './realDrivers';
import type { Running } from './responder';
import type { Scenario } from './scenarios';

export interface Cell {
  readonly driver: RealDriver;
  readonly ours: boolean | null;
  readonly because: string;
  readonly real: DriverVerdict;
}

export interface Row {
  readonly scenario: Scenario;
  readonly report: ProbeReport;
  /** Causes that were told before the report. */
  readonly told: readonly Cause[];
  readonly cells: readonly Cell[];
}

export interface RunOptions {
  readonly program: string;
  readonly drivers: readonly RealDriver[];
  readonly parallel: number;
  /** Server selection of the real drivers: what a refusal takes. */
  readonly driverTimeoutMs: number;
  readonly onRow?: (row: Row) => void;
}

/** The URI of a scenario at a port. */
export function uriOf(scenario: Scenario, { port, uri }: Running): string {
  if (uri !== undefined) return uri;
  const options = Object.entries(scenario.options).map(
    ([k, v]) => `${k}=${encodeURIComponent(v).replaceAll('%2F', '/')}`,
  );
  return `mongodb://${scenario.user ?? ''}${scenario.host ?? 'localhost'}:${port}/${options.length > 0 ? `?${options.join('&')}` : ''}`;
}

export interface ProbeOptions {
  /** Profiles besides those of every report. */
  readonly also?: readonly ProbeProfile[] | undefined;
  readonly dns?: string | undefined;
  readonly timeoutMs?: number;
  readonly onStage?: (progress: Progress) => void;
}

/** Our probe alone. */
export async function probe(uri: string, program: string, options: ProbeOptions = {}): Promise<ProbeReport> {
  const result = planFromUri(uri, {
    folder: '/',
    timeoutMs: options.timeoutMs ?? 5000,
    ...(options.dns ? { dnsServers: [options.dns] } : {}),
  });
  if (result.kind !== 'plan') throw new Error(`no plan for ${uri}: ${JSON.stringify(result)}`);
  const plan = { ...result.plan, ...(options.also ? { also: options.also } : {}) };
  return runProbe(plan, { program, ...(options.onStage ? { onStage: options.onStage } : {}) });
}

/** The drivers that are run in a scenario. */
function driversOf(scenario: Scenario, drivers: readonly RealDriver[]): readonly RealDriver[] {
  if (scenario.withoutDrivers) return [];
  return drivers.filter((d) => scenario.drivers?.some((name) => d.label.startsWith(name)) ?? true);
}

function asProfiles(drivers: readonly RealDriver[]): ProbeProfile[] {
  return drivers.map(({ driver, version, backend }) => ({
    driver,
    version,
    ...(backend ? { backend } : {}),
  }));
}

/** All scenarios, some at a time. */
export async function runScenarios(scenarios: readonly Scenario[], options: RunOptions): Promise<Row[]> {
  const sessions = new Map<RealDriver, Session>(options.drivers.map((d) => [d, d.start()]));
  const rows: Row[] = [];
  const queue = [...scenarios];
  const worker = async (): Promise<void> => {
    for (let scenario = queue.shift(); scenario; scenario = queue.shift()) {
      const running = await scenario.start();
      try {
        const uri = uriOf(scenario, running);
        const drivers = driversOf(scenario, options.drivers);
        const told: Cause[] = [];
        const [report, ...verdicts] = await Promise.all([
          probe(uri, options.program, {
            also: asProfiles(drivers),
            dns: scenario.dns,
            onStage: (progress) => {
              if (progress.type === 'cause') told.push(progress.cause);
            },
          }),
          ...drivers.map((d) =>
            sessions.get(d)!.connect(scenario.id, uri, options.driverTimeoutMs, scenario.dns),
          ),
        ]);
        const cells = drivers.map((driver, i): Cell => {
          const ours = report.profiles.find(
            (p) => p.driver === driver.driver && p.version === driver.version && p.backend === driver.backend,
          );
          return {
            driver,
            ours: ours?.connects ?? null,
            because: ours?.because ?? 'no such profile',
            real: verdicts[i]!,
          };
        });
        const row = { scenario, report, told, cells };
        rows.push(row);
        options.onRow?.(row);
      } finally {
        await running.close();
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: options.parallel }, worker));
  } finally {
    for (const s of sessions.values()) s.stop();
  }
  const order = new Map(scenarios.map((s, i) => [s.id, i]));
  return rows.sort((a, b) => order.get(a.scenario.id)! - order.get(b.scenario.id)!);
}
