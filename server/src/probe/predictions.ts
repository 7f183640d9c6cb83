/** Which drivers a connection test judges, and what each makes of the options. Runs in the program that starts the probe, which has the drivers at hand. */
import { driverById, predict } from '../core/drivers';
import type { PlannedProfile, ProbePlan, ProbeProfile } from './plan';

/** Wrappers connect with the driver that they wrap. */
const wraps: Readonly<Record<string, string>> = {
  motor: 'pymongo',
  mongoengine: 'pymongo',
  mongoose: 'node',
  mongosh: 'node',
  cxx: 'c',
  swift: 'c',
  tools: 'go',
  mongo: 'c',
};

/** Of these the newest is judged, after PyMongo with both back ends, its 3.11, and both kinds of Node driver. */
const others = ['c', 'go', 'java', 'ruby', 'php', 'rust', 'csharp'] as const;

function newest(driver: string): string {
  return driverById(driver)?.versions.at(-1) ?? '';
}

/** The plan with its profiles: the one asked for first. */
export function withProfiles(plan: ProbePlan): ProbePlan {
  const wanted: ProbeProfile[] = [
    ...(plan.asked ? [plan.asked] : []),
    { driver: 'pymongo', version: newest('pymongo'), backend: 'ssl' },
    { driver: 'pymongo', version: newest('pymongo'), backend: 'pyopenssl' },
    { driver: 'pymongo', version: '3.11.0', backend: 'ssl' },
    { driver: 'node', version: newest('node') },
    { driver: 'node', version: '4.17.2' },
    ...others.map((driver) => ({ driver, version: newest(driver) })),
    ...(plan.also ?? []),
  ];
  const profiles = wanted.map((p) => plannedProfile(plan, p));
  const key = (p: ProbeProfile): string => `${p.driver}@${p.version}+${p.backend ?? ''}`;
  return {
    ...plan,
    profiles: profiles.filter((p, i) => profiles.findIndex((q) => key(q) === key(p)) === i),
  };
}

function plannedProfile(plan: ProbePlan, asked: ProbeProfile): PlannedProfile {
  const { driver } = asked;
  const connector = wraps[driver] ?? driver;
  const version = asked.version || newest(driver);
  const backend = connector === 'pymongo' ? (asked.backend ?? 'ssl') : undefined;
  const prediction = predict({
    ...plan.query,
    driver,
    version,
    ...(backend ? { backend } : {}),
    // The Rust driver as Cargo builds it when nobody names features.
    ...(driver === 'rust' ? { extras: [] } : {}),
  });
  return {
    driver,
    version,
    ...(backend ? { backend } : {}),
    connector,
    title: `${driverById(driver)?.title ?? driver} ${version}${backend ? ` (${backend})` : ''}`.trim(),
    ...(prediction ? { prediction: needed(prediction) } : {}),
  };
}

/** Without what only hovers tell: the plan goes through a pipe. */
function needed({
  outcome,
  error,
  message,
  tls,
  chain,
  hostname,
  crl,
  ocsp,
  clientCertificate,
}: NonNullable<PlannedProfile['prediction']>): NonNullable<PlannedProfile['prediction']> {
  return {
    outcome,
    ...(error === undefined ? {} : { error }),
    ...(message === undefined ? {} : { message }),
    tls,
    chain,
    hostname,
    crl,
    ocsp,
    clientCertificate,
  };
}
