/** Runs scenarios: our probe and the real drivers against the same server, at the same time. */
import { planFromUri } from '../../../server/src/core/features/probePlan';
import type { ProbeProfile, ProbeReport } from '../../../server/src/core/features/report/types';
import { runProbe } from '../../../server/src/probe/spawn';
import type { Progress } from '../../../server/src/probe/spawn';
import type { DriverVerdict, RealDriver, Session } from './realDrivers';
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
export function uriOf(scenario: Scenario, port: number): string {
  const options = Object.entries(scenario.options).map(
    ([k, v]) => `${k}=${encodeURIComponent(v).replaceAll('%2F', '/')}`,
  );
  return `mongodb://${scenario.user ?? ''}${scenario.host ?? 'localhost'}:${port}/${options.length > 0 ? `?${options.join('&')}` : ''}`;
}

/** Our probe alone. */
export async function probe(
  uri: string,
  program: string,
  driver?: { driver: string; version: string; backend?: 'ssl' | 'pyopenssl' },
  timeoutMs = 5000,
  also: readonly ProbeProfile[] = [],
  onStage?: (progress: Progress) => void,
): Promise<ProbeReport> {
  const result = planFromUri(uri, { folder: '/', timeoutMs, ...(driver ? { asked: driver } : {}) });
  if (result.kind !== 'plan') throw new Error(`no plan for ${uri}: ${JSON.stringify(result)}`);
  return runProbe({ ...result.plan, also }, { program, ...(onStage ? { onStage } : {}) });
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
        const uri = uriOf(scenario, running.port);
        const [report, ...verdicts] = await Promise.all([
          probe(uri, options.program, undefined, 5000, asProfiles(options.drivers)),
          ...(scenario.withoutDrivers
            ? []
            : options.drivers.map((d) =>
                sessions.get(d)!.connect(scenario.id, uri, options.driverTimeoutMs),
              )),
        ]);
        const cells = scenario.withoutDrivers
          ? []
          : options.drivers.map((driver, i): Cell => {
              const ours = report.profiles.find(
                (p) =>
                  p.driver === driver.driver && p.version === driver.version && p.backend === driver.backend,
              );
              return {
                driver,
                ours: ours?.connects ?? null,
                because: ours?.because ?? 'no such profile',
                real: verdicts[i]!,
              };
            });
        const row = { scenario, report, cells };
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
