/** Gathers the evidence of one host: opens connections stage by stage, and looks closer only where an answer is ambiguous. */
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import type { HostEvidence, Materials, Session } from './evidence';
import type { Fault } from './faults';
import { judgeTls } from './judge';
import { hostLabel } from './plan';
import type { PlanHost, ProbePlan } from './plan';
import { cipherLists } from './profiles';
import type { Profile } from './profiles';
import { resolveAddresses } from './stages/dns';
import { openSession } from './stages/handshake';
import { greetPlainly } from './stages/hello';
import { askResponders } from './stages/revocation';
import { defaultStore } from './trust';
import { cipherById } from './wire/ciphers';
import type { TlsVersion } from './wire/clientHello';
import { ConnectError, connect } from './wire/connect';
import type { Target } from './wire/connect';
import { readServerFlight } from './wire/serverFlight';
import type { Flight, FlightOptions } from './wire/serverFlight';
import { Wire, WireError } from './wire/wire';
import { parseCertificate } from './x509/certificate';
import type { Certificate } from './x509/certificate';
import { readOcspResponse } from './x509/ocsp';
import { signedBy } from './x509/path';

/** Waits in milliseconds, all parts of the plan's limit. */
export interface Waits {
  /** A connection to open, a TLS or MongoDB answer to begin. */
  readonly answer: number;
  /** A follow-up question to a server that has already been strange. */
  readonly followUp: number;
  /** Version questions, which a healthy server answers at once. */
  readonly range: number;
  /** When the TLS greeting has been silent for so long, the plaintext one is sent beside it. */
  readonly patience: number;
}

export interface GatherContext {
  readonly plan: ProbePlan;
  readonly materials: Materials;
  /** The profile that decides, then the others. */
  readonly asked: Profile;
  readonly profiles: readonly Profile[];
  readonly waits: Waits;
  /** End of the whole test, a time of performance.now(). */
  readonly deadline: number;
  /** Called when a stage begins, for the progress display. */
  readonly onStage: (host: string, stage: string) => void;
}

type Draft = { -readonly [K in keyof HostEvidence]: HostEvidence[K] };

/** Everything about one host. Never throws. */
export async function gather(context: GatherContext, host: PlanHost): Promise<HostEvidence> {
  const { plan, waits } = context;
  const label = hostLabel(host);
  const name = 'socket' in host ? 'localhost' : host.host;
  const evidence: Draft = {
    label,
    host: name,
    serverName: isIP(name) ? undefined : name,
    dnsMs: 0,
    addresses: [],
    flightMs: 0,
    versions: new Map(),
    rangeMs: 0,
    ciphers: new Map(),
    ocspMs: 0,
    plainMs: 0,
  };
  const target = await reach(context, host, evidence);
  if (!target) return evidence;
  const until = (wait: number): number => Math.min(context.deadline, performance.now() + wait);
  const dial = (wait: number): Promise<Duplex> => connect(target, until(wait), plan.proxy);

  const everyone = [context.asked, ...context.profiles];
  const working = everyone.filter((p) => p.prediction.outcome === 'ok');
  const wantsTls = working.some((p) => p.prediction.tls) || working.length === 0;
  const wantsPlain = working.some((p) => !p.prediction.tls);
  const plainFirst = !context.asked.prediction.tls;

  const greetInPlain = async (wait: number): Promise<void> => {
    if (evidence.plain) return;
    const started = performance.now();
    try {
      const stream = await dial(wait);
      evidence.plain = await greetPlainly(stream, until(wait));
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      evidence.plain = { kind: 'stopped', stop: { kind: 'error', code: error.code } };
    }
    evidence.plainMs = performance.now() - started;
  };
  const ask = async (options: FlightOptions, wait: number): Promise<Flight> => {
    try {
      return await readServerFlight(await dial(wait), options, until(wait));
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      return { kind: 'stopped', stop: { kind: 'error', code: error.code }, afterHello: false };
    }
  };
  const greetTls = async (): Promise<void> => {
    context.onStage(label, 'handshake');
    const started = performance.now();
    const flying = ask(
      { max: 0x0304, min: 0x0301, serverName: evidence.serverName },
      plainFirst ? waits.followUp : waits.answer,
    );
    // A plaintext server that waits for the rest of a "message" would cost the whole wait: ask it in its own language soon.
    const first = await Promise.race([flying, pause(waits.patience)]);
    if (first === undefined) {
      await greetInPlain(waits.followUp);
      if (evidence.plain?.kind === 'reply' && !plainFirst)
        evidence.flight = { kind: 'stopped', stop: { kind: 'timeout' }, afterHello: false };
    }
    evidence.flight ??= first ?? (await flying);
    evidence.flightMs = performance.now() - started;
  };

  if (plainFirst) {
    context.onStage(label, 'hello');
    await greetInPlain(waits.answer);
    const silent = evidence.plain?.kind === 'stopped' && evidence.plain.stop.kind === 'timeout';
    if (wantsTls || evidence.plain?.kind !== 'reply') await greetTls();
    if (silent && evidence.flight?.kind !== 'tls') return evidence;
  } else {
    await greetTls();
    if (evidence.flight?.kind === 'tls' && wantsPlain) await greetInPlain(waits.followUp);
  }
  const flight = evidence.flight;
  if (!flight) return evidence;
  if (flight.kind === 'tls') await lookInside(context, evidence, flight, target, ask, dial);
  else if (!plainFirst) await followUp(context, evidence, flight, ask, greetInPlain, dial);
  return evidence;
}

/** Resolves the name and opens TCP to every address; the first that accepts is where the test goes on. */
async function reach(context: GatherContext, host: PlanHost, evidence: Draft): Promise<Target | undefined> {
  const { plan, waits, deadline } = context;
  const fail = (fault: Fault): undefined => {
    evidence.fault = fault;
    return undefined;
  };
  let targets: Target[];
  if ('socket' in host) targets = [{ path: host.socket }];
  else if (plan.proxy) targets = [{ address: host.host, port: host.port }];
  else {
    context.onStage(evidence.label, 'dns');
    const started = performance.now();
    const found = await resolveAddresses(plan, host.host, Math.min(waits.answer, deadline - started));
    evidence.dnsMs = performance.now() - started;
    if (!Array.isArray(found))
      return fail({ kind: 'dns', record: 'address', name: host.host, code: found.code });
    targets = found.slice(0, 8).map((address) => ({ address, port: host.port }));
  }
  context.onStage(evidence.label, 'tcp');
  const attempts = targets.map(async (target) => {
    const started = performance.now();
    const address = 'path' in target ? target.path : target.address;
    try {
      (await connect(target, Math.min(deadline, started + waits.answer), plan.proxy)).destroy();
      return { target, result: { address, ms: performance.now() - started } };
    } catch (error) {
      const code = error instanceof ConnectError ? error.code : 'UNKNOWN';
      return { target, result: { address, ms: performance.now() - started, code } };
    }
  });
  // The first address that accepts is enough to go on; the others have until then plus a moment.
  const open = await Promise.any(
    attempts.map((a) => a.then((x) => ('code' in x.result ? Promise.reject(new Error(x.result.code)) : x))),
  ).catch(() => undefined);
  const settled = await Promise.all(attempts.map((a) => (open ? Promise.race([a, pause(20)]) : a)));
  evidence.addresses = settled.flatMap((s, i) => {
    const target = targets[i]!;
    return s
      ? [s.result]
      : [{ address: 'path' in target ? target.path : target.address, ms: 0, code: 'NOANSWER' }];
  });
  if (open) return open.target;
  const codes = evidence.addresses.map((a) => a.code ?? '');
  const code = codes.includes('ECONNREFUSED') ? 'ECONNREFUSED' : (codes[0] ?? 'UNKNOWN');
  return fail(
    code.startsWith('PROXY') ? { kind: 'proxy', code } : { kind: 'tcp', code, host: evidence.label },
  );
}

/** The server speaks TLS: its range, its certificate, its revocation, then a session for those whose driver would go on. */
async function lookInside(
  context: GatherContext,
  evidence: Draft,
  flight: Extract<Flight, { kind: 'tls' }>,
  target: Target,
  ask: (options: FlightOptions, wait: number) => Promise<Flight>,
  dial: (wait: number) => Promise<Duplex>,
): Promise<void> {
  const { plan, materials, waits, deadline } = context;
  const everyone = [context.asked, ...context.profiles].filter(
    (p) => p.prediction.outcome === 'ok' && p.prediction.tls,
  );
  const serverName = evidence.serverName;
  context.onStage(evidence.label, 'range');
  const rangeStarted = performance.now();
  const versions = new Map<TlsVersion, boolean>([[flight.version, true]]);
  const lower = ([0x0303, 0x0302, 0x0301] as const).filter((v) => v < flight.version);
  const questions = lower.map(async (v) => {
    const answer = await ask({ max: v, min: v, serverName, helloOnly: true }, waits.range);
    versions.set(v, answer.kind === 'tls' && answer.version === v);
  });
  const chosen = cipherById(flight.cipherId);
  for (const [library, { accepts, ids }] of cipherLists(everyone))
    if (chosen && !accepts(chosen))
      questions.push(
        ask({ max: 0x0304, min: 0x0303, serverName, cipherIds: ids, helloOnly: true }, waits.range).then(
          (answer) => {
            evidence.ciphers = new Map([...evidence.ciphers, [library, answer.kind === 'tls']]);
          },
        ),
      );
  await Promise.all(questions);
  evidence.versions = versions;
  evidence.rangeMs = performance.now() - rangeStarted;

  if (flight.chain) {
    const chain = flight.chain.flatMap((der) => parseCertificate(der) ?? []);
    // A certificate that cannot be read in front would shift the meaning of the rest.
    if (chain.length > 0 && chain[0]!.raw.equals(flight.chain[0]!)) evidence.chain = chain;
  } else if (flight.version >= 0x0303) {
    // A group beyond the two that were offered: the runtime's library gets the chain.
    const chain = await chainFromLibrary(context, evidence, dial);
    if (chain) evidence.chain = chain;
  }
  const chain = evidence.chain;
  if (!chain) return;
  const leaf = chain[0]!;
  const issuer = issuerOf(leaf, chain, context);
  const staple =
    flight.staple && issuer ? readOcspResponse(flight.staple, leaf, issuer, Date.now()) : undefined;
  evidence.ocsp = {
    mustStaple: leaf.mustStaple,
    staple: staple ?? (flight.staple ? { readable: false, why: 'malformed' } : undefined),
    endpoints: [],
    issuerKnown: issuer !== undefined,
  };
  const verifying = everyone.filter(
    (p) => p.prediction.chain !== false && p.tls.ocsp !== 'none' && p.prediction.ocsp !== 'none',
  );
  const asking = issuer && verifying.length > 0 && leaf.ocsp.length > 0;
  const ocspStarted = performance.now();
  const asked = asking
    ? askResponders(
        leaf,
        issuer,
        'path' in target ? '127.0.0.1' : target.address,
        Math.min(5000, waits.answer, deadline - ocspStarted),
      ).then((endpoints) => {
        evidence.ocsp = { ...evidence.ocsp!, endpoints };
        evidence.ocspMs = performance.now() - ocspStarted;
      })
    : Promise.resolve();
  if (asking) context.onStage(evidence.label, 'revocation');
  await asked;

  const now = Date.now();
  const willing = everyone.filter((p) => judgeTls(plan, p, evidence, materials, now).connects === true);
  if (willing.length === 0 || flight.version < 0x0303) return;
  context.onStage(evidence.label, 'hello');
  const askedIsWilling = willing.includes(context.asked);
  const session = async (
    client: Materials['client'] | undefined,
    authenticate: boolean,
  ): Promise<Session> => {
    try {
      const stream = await dial(waits.answer);
      const verifies = willing[0]!.prediction.chain !== false;
      return await openSession(
        stream,
        plan,
        {
          serverName,
          client,
          judged: verifies ? leaf.raw : undefined,
          authenticate,
          replyWaitMs: waits.answer,
        },
        Math.min(deadline, performance.now() + waits.answer * 2),
      );
    } catch (error) {
      const code = error instanceof ConnectError ? error.code : 'UNKNOWN';
      return {
        presented: client !== undefined,
        handshakeStop: { kind: 'error', code },
        ms: { handshake: 0, hello: 0, auth: 0 },
      };
    }
  };
  const client = materials.client?.fault ? undefined : materials.client;
  const presents = (p: Profile): boolean =>
    client !== undefined && p.tls.readsFiles && p.prediction.clientCertificate !== false;
  if (willing.some(presents))
    evidence.session = await session(client, askedIsWilling && presents(context.asked));
  if (willing.some((p) => !presents(p))) {
    // Only a server that asks for a certificate can tell the two kinds of driver apart.
    const same = evidence.session !== undefined && flight.request === undefined;
    const without = same
      ? { ...evidence.session!, presented: false }
      : await session(undefined, askedIsWilling && !presents(context.asked));
    if (evidence.session) evidence.sessionWithout = without;
    else evidence.session = without;
  }
}

/** The flight brought no TLS. Ask again in other ways until the end has one meaning. */
async function followUp(
  context: GatherContext,
  evidence: Draft,
  flight: Exclude<Flight, { kind: 'tls' }>,
  ask: (options: FlightOptions, wait: number) => Promise<Flight>,
  greetInPlain: (wait: number) => Promise<void>,
  dial: (wait: number) => Promise<Duplex>,
): Promise<void> {
  const { waits } = context;
  if (flight.kind === 'notTls') return;
  const questions: Promise<void>[] = [];
  const silent = flight.kind === 'stopped' && flight.stop.kind === 'timeout';
  if (flight.kind === 'stopped') questions.push(greetInPlain(waits.followUp));
  if (!silent && evidence.serverName !== undefined)
    questions.push(
      ask({ max: 0x0304, min: 0x0301, serverName: undefined, helloOnly: true }, waits.followUp).then((f) => {
        evidence.withoutName = f;
      }),
    );
  if (!silent)
    questions.push(
      ask(
        { max: 0x0303, min: 0x0301, serverName: evidence.serverName, helloOnly: true },
        waits.followUp,
      ).then((f) => {
        evidence.only12 = f;
      }),
    );
  await Promise.all(questions);
  const closed = flight.kind === 'stopped' && (flight.stop.kind === 'closed' || flight.stop.kind === 'error');
  if (closed && evidence.plain?.kind === 'stopped' && evidence.only12?.kind !== 'tls')
    evidence.closesOnAccept = await closesByItself(dial, waits);
}

/** Does the server close a connection on which nothing was sent? */
async function closesByItself(dial: (wait: number) => Promise<Duplex>, waits: Waits): Promise<boolean> {
  try {
    const wire = new Wire(await dial(waits.followUp), 1024);
    try {
      await wire.read(1, performance.now() + Math.min(150, waits.followUp));
      return false;
    } catch (error) {
      return error instanceof WireError && error.stop.kind !== 'timeout';
    } finally {
      wire.destroy();
    }
  } catch {
    return true;
  }
}

/** The chain as the runtime's library shows it: order and extras can be lost, which only the drawing of the chain would miss. */
async function chainFromLibrary(
  context: GatherContext,
  evidence: Draft,
  dial: (wait: number) => Promise<Duplex>,
): Promise<Certificate[] | undefined> {
  const tls = await import('node:tls');
  try {
    const socket = tls.connect({
      socket: await dial(context.waits.answer),
      rejectUnauthorized: false,
      ca: [],
      ...(evidence.serverName === undefined ? {} : { servername: evidence.serverName }),
    });
    const certificate = await new Promise<import('node:tls').DetailedPeerCertificate | undefined>(
      (resolve) => {
        const timer = setTimeout(() => resolve(undefined), context.waits.answer);
        socket.on('secureConnect', () => {
          clearTimeout(timer);
          resolve(socket.getPeerCertificate(true));
        });
        socket.on('error', () => resolve(undefined));
        socket.on('close', () => resolve(undefined));
      },
    );
    socket.destroy();
    const chain: Certificate[] = [];
    for (let c = certificate; c?.raw && chain.length < 20; c = c.issuerCertificate) {
      const parsed = parseCertificate(c.raw);
      if (!parsed || chain.some((known) => known.raw.equals(parsed.raw))) break;
      chain.push(parsed);
    }
    return chain.length > 0 ? chain : undefined;
  } catch {
    return undefined;
  }
}

function issuerOf(
  leaf: Certificate,
  sent: readonly Certificate[],
  context: GatherContext,
): Certificate | undefined {
  const fits = (c: Certificate): boolean => c.subjectKey === leaf.issuerKey && signedBy(leaf, c);
  return (
    sent.find(fits) ??
    context.materials.ca?.certificates.find(fits) ??
    (context.materials.ca ? undefined : defaultStore('system', {}).anchorsFor(sent).find(fits))
  );
}

function pause(ms: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), ms).unref();
  });
}
