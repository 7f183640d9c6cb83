/** The order of a connection test: files, names, then every host in parallel; then one verdict per driver. */
import type {
  Cause,
  ProbeReport,
  ProfileVerdict,
  ReportCertificate,
  ServerFacts,
  StageResult,
} from '../core/features/report/types';
import type { HostEvidence, Materials } from './evidence';
import { causeOf } from './failures';
import type { Fault } from './faults';
import { gather } from './gather';
import type { GatherContext, Waits } from './gather';
import { judge, storeOf, versionName } from './judge';
import type { Judgement } from './judge';
import type { PlanHost, ProbePlan, WorkingPlan } from './plan';
import { askedProfile, profilesFor } from './profiles';
import type { Profile } from './profiles';
import { roleOf, sessionOf, skewOf, stageResults } from './stageResults';
import { resolveSeeds } from './stages/dns';
import { readMaterials } from './stages/files';
import { serverVersion } from './wire/serverVersion';
import { cipherById } from './wire/ciphers';
import { distinguishedNameText } from './x509/names';
import { verifyPath } from './x509/path';

/** Progress: a stage began, the cause is known, a stage is done. */
export type Progress =
  | { readonly type: 'begin'; readonly host: string; readonly stage: string }
  /** Told as soon as it is certain; what follows is for the other drivers and the details. */
  | { readonly type: 'cause'; readonly cause: Cause; readonly ms: number }
  | { readonly type: 'stage'; readonly result: StageResult };

/** A set has 50 members at most; more hosts than this are not a connection but a scan. */
const maxHosts = 60;

/** Runs the plan. Never throws for what a network or a server does. */
export async function run(given: ProbePlan, onProgress: (progress: Progress) => void): Promise<ProbeReport> {
  const started = performance.now();
  const deadline = started + given.timeoutMs;
  const stages: StageResult[] = [];
  const add = (result: StageResult): void => {
    const place = given.places?.[result.id];
    const full = { ...result, ms: round(result.ms), ...(place ? { place } : {}) };
    stages.push(full);
    onProgress({ type: 'stage', result: full });
  };
  const profiles = profilesFor(given);
  const asked = askedProfile(given, profiles);
  let plan = asAsked(given, asked);
  const waits: Waits = {
    answer: Math.min(5000, plan.timeoutMs / 2),
    followUp: Math.min(1000, plan.timeoutMs / 5),
    range: Math.min(1000, plan.timeoutMs / 5),
    patience: Math.min(40, plan.timeoutMs / 10),
  };
  let named: number | undefined;
  const nameCause = (cause: Cause): void => {
    if (named !== undefined) return;
    named = performance.now() - started;
    onProgress({ type: 'cause', cause, ms: round(named) });
  };
  const finish = (
    verdict: ProbeReport['verdict'],
    cause: Cause | null,
    verdicts: ProfileVerdict[],
    server: ServerFacts,
  ): ProbeReport => ({
    verdict,
    cause,
    stages,
    profiles: verdicts,
    server,
    ms: round(performance.now() - started),
    ...(named === undefined ? {} : { causeMs: round(named) }),
    checkedWith: checkedWith(),
    asked: asked.title,
  });
  /** One fault for all profiles, before any host was reached. */
  const endEarly = (fault: Fault, ms: number): ProbeReport => {
    const cause = causeOf(fault);
    nameCause(cause);
    add({
      host: '*',
      id: cause.stage,
      status: 'fail',
      ms,
      evidence: cause.title,
      meaning: cause.title,
      advice: cause.fix,
    });
    const verdicts = profiles.map(
      (p): ProfileVerdict => ({ ...identity(p), connects: false, because: cause.title }),
    );
    return finish('fails', cause, verdicts, {});
  };

  onProgress({ type: 'begin', host: '*', stage: 'files' });
  const filesStarted = performance.now();
  const materials = await readMaterials(plan);
  const fileFault = [materials.ca, materials.client, materials.crl].find((m) => m?.fault)?.fault;
  const own = ownFault(asked, materials);
  if (own) {
    const cause = causeOf(own);
    nameCause(cause);
    add({
      host: '*',
      id: cause.stage,
      status: 'fail',
      ms: performance.now() - filesStarted,
      evidence: cause.title,
      meaning: cause.title,
      advice: cause.fix,
    });
  } else {
    const names = Object.entries(plan.files)
      .filter(([key]) => key !== 'certificateKeyPassword')
      .map(([, path]) => path);
    add({
      host: '*',
      id: 'files',
      status: fileFault ? 'warn' : names.length > 0 ? 'ok' : 'skipped',
      ms: performance.now() - filesStarted,
      evidence: fileFault
        ? causeOf(fileFault).title
        : names.length > 0
          ? filesText(materials)
          : 'no files are named',
    });
  }

  let hosts: readonly PlanHost[] = plan.hosts;
  if (plan.scheme === 'mongodb+srv') {
    onProgress({ type: 'begin', host: '*', stage: 'dns' });
    const seeds = await resolveSeeds(plan, waits.answer);
    if (seeds.fault) return endEarly(seeds.fault, seeds.ms);
    add({ host: '*', id: 'dns', status: 'ok', ms: seeds.ms, evidence: seeds.evidence });
    hosts = seeds.hosts;
    const first = given.hosts[0];
    plan = {
      ...withTextOptions(plan, seeds.options),
      ...(first && 'host' in first ? { srvName: first.host } : {}),
    };
  }

  const context: GatherContext = {
    plan,
    materials,
    asked,
    profiles,
    waits,
    deadline,
    onStage: (host, stage) => onProgress({ type: 'begin', host, stage }),
    onDecided(found) {
      // Of several hosts another one may do; a single one decides alone.
      if (hosts.length > 1) return;
      const { fault } = judge(plan, asked, found, materials, Date.now());
      if (fault) nameCause(causeOf(fault));
    },
  };
  // A fault of the settings themselves needs no server for the profile asked for; the others may still get there.
  const evidence = await gatherAll(context, hosts.slice(0, maxHosts));
  const now = Date.now();
  const judgements = new Map(evidence.map((e) => [e, judge(plan, asked, e, materials, now)]));
  for (const e of evidence) {
    const judgement = judgements.get(e)!;
    const cause = own ? causeOf(own) : judgement.fault ? causeOf(judgement.fault) : null;
    for (const result of stageResults(e, asked, judgement, cause, now)) add(result);
  }
  const decision = decide(plan, asked, evidence, judgements);
  const cause = decision.fault ? causeOf(decision.fault) : null;
  if (decision.fault?.kind === 'noPrimary')
    add({
      host: '*',
      id: 'hello',
      status: 'fail',
      ms: 0,
      evidence: 'no primary among the members',
      meaning: cause!.title,
      advice: cause!.fix,
    });
  if (cause) nameCause(cause);
  const verdicts = profiles.map((p) => verdictOf(plan, p, evidence, materials, now));
  return finish(
    decision.connects === null ? 'unknown' : decision.connects ? 'passes' : 'fails',
    cause,
    verdicts,
    serverFacts(plan, asked, profiles, evidence, materials, now),
  );
}

/** What the driver's own options or files say before any network. */
function ownFault(profile: Profile, materials: Materials): Fault | undefined {
  const judgement = judge(
    { credentials: undefined } as unknown as WorkingPlan,
    profile,
    { fault: { kind: 'tcp', code: 'NOTTRIED', host: '' } } as unknown as HostEvidence,
    materials,
    Date.now(),
  );
  return judgement.fault?.kind === 'tcp' ? undefined : judgement.fault;
}

/** Seeds in parallel, then the members that they name (SDAM), in parallel. */
async function gatherAll(context: GatherContext, seeds: readonly PlanHost[]): Promise<HostEvidence[]> {
  const found = await Promise.all(seeds.map((host) => gather(context, host)));
  const { plan } = context;
  if (plan.directConnection || plan.loadBalanced) return found;
  const known = new Set(found.map((e) => e.label.toLowerCase()));
  const members = found
    .flatMap((e) => (helloOf(e, context.asked)?.['hosts'] as string[] | undefined) ?? [])
    .filter((name): name is string => typeof name === 'string' && !known.has(name.toLowerCase()));
  const more = [...new Set(members)].slice(0, maxHosts - seeds.length).flatMap((name): PlanHost[] => {
    const parts = /^(?:\[([^\]]+)\]|([^:]+)):(\d+)$/.exec(name);
    return parts ? [{ host: parts[1] ?? parts[2]!, port: Number(parts[3]) }] : [];
  });
  if (more.length === 0 || performance.now() > context.deadline) return found;
  // What is wrong with a member decides nothing alone: another one may be the primary.
  const beside = { ...context, onDecided: () => {} };
  return [...found, ...(await Promise.all(more.map((host) => gather(beside, host))))];
}

function helloOf(evidence: HostEvidence, profile: Profile): Record<string, unknown> | undefined {
  const greeting = profile.prediction.tls ? sessionOf(evidence, profile)?.greeting : evidence.plain;
  return greeting?.kind === 'reply' ? greeting.hello : undefined;
}

/** One verdict from all hosts, as server selection makes it: a primary, a standalone or a mongos is needed. */
function decide(
  plan: WorkingPlan,
  profile: Profile,
  evidence: readonly HostEvidence[],
  judgements: ReadonlyMap<HostEvidence, Judgement>,
): { connects: boolean | null; fault?: Fault } {
  const usable = evidence.filter((e) => judgements.get(e)!.connects === true);
  const hellos = usable.map((e) => helloOf(e, profile)).filter((h) => h !== undefined);
  const inSet =
    hellos.some((h) => typeof h['setName'] === 'string') && !plan.directConnection && !plan.loadBalanced;
  if (usable.length > 0) {
    const writable = hellos.some(
      (h) => !['secondary', 'arbiter', 'member without a role'].includes(roleOf(h)),
    );
    if (!inSet || writable || hellos.length < usable.length) return { connects: true };
    const blocked = evidence.map((e) => judgements.get(e)!).find((j) => j.fault);
    return { connects: false, fault: blocked?.fault ?? { kind: 'noPrimary' } };
  }
  const unknown = evidence.map((e) => judgements.get(e)!).find((j) => j.connects === null && !j.fault);
  const failed = evidence.map((e) => judgements.get(e)!).find((j) => j.fault);
  if (failed?.fault) return { connects: false, fault: failed.fault };
  return { connects: unknown ? null : false };
}

function identity(profile: Profile): Pick<ProfileVerdict, 'driver' | 'version' | 'backend'> {
  return {
    driver: profile.driver,
    version: profile.version,
    ...(profile.backend ? { backend: profile.backend } : {}),
  };
}

function verdictOf(
  plan: WorkingPlan,
  profile: Profile,
  evidence: readonly HostEvidence[],
  materials: Materials,
  now: number,
): ProfileVerdict {
  const judgements = new Map(evidence.map((e) => [e, judge(plan, profile, e, materials, now)]));
  const { connects, fault } = decide(plan, profile, evidence, judgements);
  if (fault)
    return {
      ...identity(profile),
      connects,
      because: withReader(profile, materials, causeOf(fault).title, fault),
    };
  const best = [...judgements.values()].find((j) => j.connects === connects) ?? [...judgements.values()][0];
  const parts: string[] = [];
  if (connects && best?.path && profile.prediction.chain !== false && best.store)
    parts.push(`the certificate is trusted by ${best.store.name}`);
  parts.push(...(best?.remarks ?? []));
  return {
    ...identity(profile),
    connects,
    because: sentence(parts.join('; ') || (connects ? 'nothing is in the way' : 'it could not be tried')),
  };
}

/** Says so when the driver does not read the files that the URI names. */
function withReader(profile: Profile, materials: Materials, title: string, fault: Fault): string {
  const names = [
    ...(materials.ca ? ['tlsCAFile'] : []),
    ...(materials.client ? ['tlsCertificateKeyFile'] : []),
  ];
  const concerned = fault.kind === 'verify' || fault.kind === 'clientCertificate';
  return profile.tls.readsFiles || names.length === 0 || !concerned
    ? `${title}.`
    : `${title}. This driver does not read ${names.join(' and ')}.`;
}

function sentence(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1) + '.';
}

/** Without the proxy when the driver asked for knows none: it would connect directly. */
function asAsked(plan: ProbePlan, asked: Profile): WorkingPlan {
  if (!plan.proxy || asked.tls.knowsProxy(asked.version))
    return { ...plan, proxyWritten: plan.proxy !== undefined };
  const { proxy: _, ...rest } = plan;
  return { ...rest, proxyWritten: true };
}

function withTextOptions(plan: WorkingPlan, options: Readonly<Record<string, string>>): WorkingPlan {
  const get = (name: string): string | undefined =>
    Object.entries(options).find(([k]) => k.toLowerCase() === name)?.[1];
  const authSource = get('authsource');
  const replicaSet = get('replicaset');
  return {
    ...plan,
    ...(replicaSet !== undefined && plan.replicaSet === undefined ? { replicaSet } : {}),
    ...(authSource !== undefined && plan.credentials
      ? { credentials: { ...plan.credentials, source: authSource } }
      : {}),
    ...(get('loadbalanced') === 'true' ? { loadBalanced: true } : {}),
  };
}

function filesText(materials: Materials): string {
  const { ca, client, crl } = materials;
  return [
    ...(ca
      ? [
          `tlsCAFile: ${ca.certificates
            .map((c) => c.commonName ?? c.subject)
            .slice(0, 3)
            .join(', ')}${ca.certificates.length > 3 ? ` and ${ca.certificates.length - 3} more` : ''}`,
        ]
      : []),
    ...(client ? [`tlsCertificateKeyFile: ${client.certificates[0]?.subject ?? 'no certificate'}`] : []),
    ...(crl ? [`tlsCRLFile: ${crl.crls.length} list${crl.crls.length === 1 ? '' : 's'}`] : []),
  ].join('; ');
}

function serverFacts(
  plan: WorkingPlan,
  asked: Profile,
  profiles: readonly Profile[],
  evidence: readonly HostEvidence[],
  materials: Materials,
  now: number,
): ServerFacts {
  const first = evidence.find((e) => e.chain) ?? evidence.find((e) => helloOf(e, asked)) ?? evidence[0];
  if (!first) return {};
  const spoken = [...first.versions]
    .filter(([, yes]) => yes)
    .map(([v]) => v)
    .sort((a, b) => a - b);
  const flight = first.flight?.kind === 'tls' ? first.flight : undefined;
  const greeting = asked.prediction.tls ? sessionOf(first, asked)?.greeting : first.plain;
  const reply = greeting?.kind === 'reply' ? greeting : undefined;
  const hello = reply?.hello;
  const wire = hello ? Number(hello['maxWireVersion'] ?? 0) : undefined;
  const version = wire === undefined ? undefined : serverVersion(wire);
  const skew = reply ? skewOf(reply) : undefined;
  const refusedWithout = (first.sessionWithout ??
    (first.session?.presented === false ? first.session : undefined)) as HostEvidence['session'];
  const required = refusedWithout !== undefined && refusedWithout.greeting?.kind !== 'reply';
  return {
    ...(version ? { version } : {}),
    ...(wire === undefined ? {} : { wireVersion: wire }),
    ...(spoken.length > 0
      ? { protocols: { min: versionName(spoken[0]!), max: versionName(spoken[spoken.length - 1]!) } }
      : {}),
    ...(flight ? { cipher: cipherById(flight.cipherId)?.name ?? String(flight.cipherId) } : {}),
    ...(first.chain
      ? {
          chain: chainFacts(plan, asked, first, materials, now),
          trust: trustFacts(plan, [asked, ...profiles], first, materials, now),
        }
      : {}),
    ...(flight
      ? {
          clientCertificate: flight.request ? (required ? 'required' : 'requested') : 'not requested',
          staple: stapleFact(first),
        }
      : {}),
    ...(flight?.request && flight.request.authorities.length > 0
      ? { clientCertificateAuthorities: flight.request.authorities.map(distinguishedNameText) }
      : {}),
    ...(hello ? { role: roleOf(hello) } : {}),
    ...(typeof hello?.['setName'] === 'string' ? { setName: hello['setName'] } : {}),
    ...(Array.isArray(hello?.['hosts'])
      ? { members: (hello['hosts'] as unknown[]).map(String).slice(0, 60) }
      : {}),
    ...(Array.isArray(hello?.['compression'])
      ? { compression: (hello['compression'] as unknown[]).map(String).slice(0, 10) }
      : {}),
    ...(skew === undefined ? {} : { clockSkewMs: skew }),
  };
}

function stapleFact(evidence: HostEvidence): NonNullable<ServerFacts['staple']> {
  const staple = evidence.ocsp?.staple;
  if (!staple) return 'none';
  return staple.readable && staple.signatureValid && staple.idMatches ? staple.status : 'invalid';
}

function chainFacts(
  plan: WorkingPlan,
  asked: Profile,
  evidence: HostEvidence,
  materials: Materials,
  now: number,
): ReportCertificate[] {
  const sent = evidence.chain!;
  const store = storeOf(asked, plan, materials);
  const { path, problems } = verifyPath(sent, store.anchorsFor(sent), asked.tls.path, now);
  const all = [...sent, ...path.filter((c) => !sent.some((s) => s.raw.equals(c.raw)))];
  return all.map((c): ReportCertificate => {
    const problem = problems.find((p) => p.certificate.raw.equals(c.raw));
    return {
      subject: c.subject,
      issuer: c.issuer,
      notBefore: new Date(c.notBefore).toISOString(),
      notAfter: new Date(c.notAfter).toISOString(),
      names: c.names.map((n) => n.value).slice(0, 200),
      key: `${c.key.type}${c.key.bits ? ` ${c.key.bits}` : ''}`,
      signature: c.signature.name,
      fingerprint: c.fingerprint,
      from: sent.includes(c) ? 'sent' : 'store',
      ...(problem
        ? {
            problem: causeOf({
              kind: 'verify',
              code: problem.code,
              depth: problem.depth,
              certificate: c,
              chainLength: path.length,
              store: store.name,
              custom: store.custom,
            }).title,
          }
        : {}),
    };
  });
}

/** One line per trust store among the profiles. */
function trustFacts(
  plan: WorkingPlan,
  profiles: readonly Profile[],
  evidence: HostEvidence,
  materials: Materials,
  now: number,
): NonNullable<ServerFacts['trust']> {
  const lines = new Map<string, { store: string; trusted: boolean; because: string }>();
  for (const profile of profiles) {
    const store = storeOf(profile, plan, materials);
    if (lines.has(store.name)) continue;
    const { path, problems } = verifyPath(
      evidence.chain!,
      store.anchorsFor(evidence.chain!),
      profile.tls.path,
      now,
    );
    const problem = problems[0];
    lines.set(store.name, {
      store: store.name,
      trusted: problem === undefined,
      because: problem
        ? causeOf({
            kind: 'verify',
            code: problem.code,
            depth: problem.depth,
            certificate: problem.certificate,
            chainLength: path.length,
            store: store.name,
            custom: store.custom,
          }).title
        : `ends at "${path[path.length - 1]!.subject}"`,
    });
  }
  return [...lines.values()];
}

function checkedWith(): string {
  const { node, openssl } = process.versions;
  const boring = (process.features as { openssl_is_boringssl?: boolean }).openssl_is_boringssl === true;
  return `Node ${node}, ${boring ? 'BoringSSL' : `OpenSSL ${openssl}`}`;
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
