/** Gathers the evidence of one host: opens connections stage by stage, and looks closer only where an answer is ambiguous. */
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import type { HostEvidence, Materials, Session } from './evidence';
import type { Fault } from './faults';
import { isTlsRecord, judgeTls } from './judge';
import { hostLabel } from './plan';
import type { PlanHost, WorkingPlan } from './plan';
import { cipherLists } from './profiles';
import type { Profile } from './profiles';
import { resolveAddresses } from './stages/dns';
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
  /** A server that answers hears from us and speaks within this; at least four times what its connection took to open. */
  readonly patience: number;
}

export interface GatherContext {
  readonly plan: WorkingPlan;
  readonly materials: Materials;
  /** The profile that decides, then the others. */
  readonly asked: Profile;
  readonly profiles: readonly Profile[];
  readonly waits: Waits;
  /** End of the whole test, a time of performance.now(). */
  readonly deadline: number;
  /** Called when a stage begins, for the progress display. */
  readonly onStage: (host: string, stage: string) => void;
  /** Called when the evidence suffices for the profile asked for; what is gathered afterwards is for the others. */
  readonly onDecided: (evidence: HostEvidence) => void;
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
    socket: 'socket' in host,
    dnsMs: 0,
    addresses: [],
    flightMs: 0,
    versions: new Map(),
    rangeMs: 0,
    ciphers: new Map(),
    ocspMs: 0,
    plainMs: 0,
  };
  const reached = await reach(context, host, evidence);
  if (!reached) {
    context.onDecided(evidence);
    return evidence;
  }
  const { target, patience } = reached;
  const until = (wait: number): number => Math.min(context.deadline, performance.now() + wait);
  let first: Duplex | undefined = reached.socket;
  const dial: Dial = async (wait) => {
    const open = first;
    first = undefined;
    return open ?? (await connect(target, until(wait), plan.proxy));
  };

  const everyone = [context.asked, ...context.profiles];
  const working = everyone.filter((p) => p.prediction.outcome === 'ok');
  const wantsTls = working.some((p) => p.prediction.tls) || working.length === 0;
  const wantsPlain = working.some((p) => !p.prediction.tls);
  const plainFirst = !context.asked.prediction.tls;

  const greetInPlain = async (wait: number, authenticates = false): Promise<void> => {
    if (evidence.plain) return;
    const started = performance.now();
    const { greetPlainly } = await import('./stages/hello');
    try {
      const { greeting, auth } = await greetPlainly(
        await dial(wait),
        authenticates ? plan : undefined,
        until(wait),
      );
      evidence.plain = greeting;
      if (auth) evidence.plainAuth = auth;
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      evidence.plain = { kind: 'stopped', stop: { kind: 'error', code: error.code } };
    }
    evidence.plainMs = performance.now() - started;
  };
  const ask: Ask = async (options, wait) => {
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
    let flight = await Promise.race([flying, pause(patience)]);
    if (flight === undefined && !plainFirst) {
      await greetInPlain(waits.followUp);
      // One that speaks both may only be slow with its TLS.
      const more = Math.max(patience, 3 * evidence.plainMs);
      if (evidence.plain?.kind === 'reply')
        flight = (await Promise.race([flying, pause(more)])) ?? {
          kind: 'stopped',
          stop: { kind: 'timeout' },
          afterHello: false,
        };
    }
    evidence.flight = flight ?? (await flying);
    evidence.flightMs = performance.now() - started;
  };

  if (plainFirst) {
    context.onStage(label, 'hello');
    const greeting = greetInPlain(waits.answer, true);
    await Promise.race([greeting, pause(3 * patience)]);
    if (!evidence.plain) await Promise.all([greeting, greetTls()]);
    const { plain } = evidence as HostEvidence;
    const clear = plain?.kind === 'reply' || (plain?.kind === 'notMongo' && !isTlsRecord(plain.bytes));
    if (clear) context.onDecided(evidence);
    if (!evidence.flight && (!clear || wantsTls)) await greetTls();
    if (!clear) context.onDecided(evidence);
  } else await greetTls();
  const { flight } = evidence;
  if (flight?.kind === 'tls') await lookInside(context, evidence, flight, target, ask, dial);
  else if (flight && !plainFirst) {
    await followUp(context, evidence, flight, ask, greetInPlain, dial);
    context.onDecided(evidence);
  }
  if (wantsPlain) await greetInPlain(waits.followUp);
  first?.destroy();
  return evidence;
}

type Dial = (wait: number) => Promise<Duplex>;
type Ask = (options: FlightOptions, wait: number) => Promise<Flight>;

interface Reached {
  readonly target: Target;
  /** Open, nothing sent yet. */
  readonly socket: Duplex;
  readonly patience: number;
}

/** Resolves the name and opens TCP to every address; the first that accepts is where the test goes on. */
async function reach(context: GatherContext, host: PlanHost, evidence: Draft): Promise<Reached | undefined> {
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
  let taken: Duplex | undefined;
  const attempts = targets.map(async (target) => {
    const started = performance.now();
    const address = 'path' in target ? target.path : target.address;
    try {
      const socket = await connect(target, Math.min(deadline, started + waits.answer), plan.proxy);
      if (taken) socket.destroy();
      taken ??= socket;
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
  if (open) {
    const patience = Math.max(waits.patience, Math.min(4 * open.result.ms, 10 * waits.patience));
    return { target: open.target, socket: taken!, patience };
  }
  const codes = evidence.addresses.map((a) => a.code ?? '');
  const code = codes.includes('ECONNREFUSED') ? 'ECONNREFUSED' : (codes[0] ?? 'UNKNOWN');
  return fail(
    code.startsWith('PROXY') ? { kind: 'proxy', code } : { kind: 'tcp', code, host: evidence.label },
  );
}

/**
 * The server speaks TLS: its range, its certificate, its revocation, then a session for those whose driver would go on.
 * What decides for the profile asked for comes first.
 */
async function lookInside(
  context: GatherContext,
  evidence: Draft,
  flight: Extract<Flight, { kind: 'tls' }>,
  target: Target,
  ask: Ask,
  dial: Dial,
): Promise<void> {
  const { plan, materials, waits } = context;
  const everyone = [context.asked, ...context.profiles].filter(
    (p) => p.prediction.outcome === 'ok' && p.prediction.tls,
  );
  const asksForTls = everyone.includes(context.asked);
  context.onStage(evidence.label, 'range');
  const range = askForRange(evidence, flight, everyone, ask, waits.range);

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
  const finish = async (): Promise<void> => {
    await range;
    context.onDecided(evidence);
  };
  if (!chain) return finish();
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
  const asking = issuer && leaf.ocsp.length > 0 && everyone.some(looksAtOcsp);
  const responders = asking ? askForRevocation(context, evidence, leaf, issuer, target) : Promise.resolve();
  const willing = (p: Profile): boolean =>
    everyone.includes(p) && judgeTls(plan, p, evidence, materials, Date.now()).connects === true;

  const chosen = cipherById(flight.cipherId);
  if (chosen && context.asked.tls.accepts && !context.asked.tls.accepts(chosen)) await range;
  let decided = false;
  const decide = (): void => {
    if (!decided) context.onDecided(evidence);
    decided = true;
  };
  if (asksForTls && !willing(context.asked)) decide();
  if (!decided && looksAtOcsp(context.asked)) {
    await responders;
    if (asksForTls && !willing(context.asked)) decide();
  }
  const client = materials.client?.fault ? undefined : materials.client;
  const presents = (p: Profile): boolean =>
    client !== undefined && p.tls.readsFiles && p.prediction.clientCertificate !== false;
  const session = async (presenting: boolean, forAsked: boolean): Promise<void> => {
    // Only a server that asks for a certificate can tell the two kinds of driver apart.
    const other = presenting ? evidence.sessionWithout : evidence.session;
    const found =
      other && flight.request === undefined
        ? { ...other, presented: presenting }
        : await openOne(
            context,
            evidence,
            presenting ? client : undefined,
            context.asked.prediction.chain === false && forAsked ? undefined : leaf.raw,
            forAsked,
            dial,
          );
    if (presenting) evidence.session = found;
    else evidence.sessionWithout = found;
  };
  if (asksForTls && !decided && flight.version >= 0x0303) {
    context.onStage(evidence.label, 'hello');
    await session(presents(context.asked), true);
    decide();
  }
  await Promise.all([range, responders]);
  if (!asksForTls) decide();
  if (flight.version < 0x0303) return decide();
  const others = everyone.filter((p) => p !== context.asked && willing(p));
  if (!evidence.session && others.some(presents)) await session(true, false);
  if (!evidence.sessionWithout && others.some((p) => !presents(p))) await session(false, false);
}

function looksAtOcsp(p: Profile): boolean {
  return p.prediction.chain !== false && p.tls.ocsp !== 'none' && p.prediction.ocsp !== 'none';
}

/** Which versions the server speaks, and whether it would speak to the libraries that do not know its choice of cipher. */
async function askForRange(
  evidence: Draft,
  flight: Extract<Flight, { kind: 'tls' }>,
  everyone: readonly Profile[],
  ask: Ask,
  wait: number,
): Promise<void> {
  const started = performance.now();
  const { serverName } = evidence;
  const versions = new Map<TlsVersion, boolean>([[flight.version, true]]);
  const lower = ([0x0303, 0x0302, 0x0301] as const).filter((v) => v < flight.version);
  const questions = lower.map(async (v) => {
    const answer = await ask({ max: v, min: v, serverName, helloOnly: true }, wait);
    versions.set(v, answer.kind === 'tls' && answer.version === v);
  });
  const chosen = cipherById(flight.cipherId);
  for (const [library, { accepts, ids }] of cipherLists(everyone))
    if (chosen && !accepts(chosen))
      questions.push(
        ask({ max: 0x0304, min: 0x0303, serverName, cipherIds: ids, helloOnly: true }, wait).then(
          (answer) => {
            evidence.ciphers = new Map([...evidence.ciphers, [library, answer.kind === 'tls']]);
          },
        ),
      );
  await Promise.all(questions);
  evidence.versions = versions;
  evidence.rangeMs = performance.now() - started;
}

async function askForRevocation(
  context: GatherContext,
  evidence: Draft,
  leaf: Certificate,
  issuer: Certificate,
  target: Target,
): Promise<void> {
  const started = performance.now();
  context.onStage(evidence.label, 'revocation');
  const { askResponders } = await import('./stages/revocation');
  const endpoints = await askResponders(
    leaf,
    issuer,
    'path' in target ? '127.0.0.1' : target.address,
    Math.min(5000, context.waits.answer, context.deadline - started),
  );
  evidence.ocsp = { ...evidence.ocsp!, endpoints };
  evidence.ocspMs = performance.now() - started;
}

/** A whole session. Secrets go only to the holder of the key of `judged`; undefined: the profile verifies nothing. */
async function openOne(
  context: GatherContext,
  evidence: HostEvidence,
  client: Materials['client'] | undefined,
  judged: Buffer | undefined,
  authenticate: boolean,
  dial: Dial,
): Promise<Session> {
  const { plan, waits, deadline } = context;
  try {
    const { openSession } = await import('./stages/handshake');
    return await openSession(
      await dial(waits.answer),
      plan,
      { serverName: evidence.serverName, client, judged, authenticate, replyWaitMs: waits.answer },
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
}

/** The flight brought no TLS. Ask again in other ways until the end has one meaning. */
async function followUp(
  context: GatherContext,
  evidence: Draft,
  flight: Exclude<Flight, { kind: 'tls' }>,
  ask: Ask,
  greetInPlain: (wait: number) => Promise<void>,
  dial: Dial,
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
  const answers = Promise.all(questions);
  const closed = flight.kind === 'stopped' && (flight.stop.kind === 'closed' || flight.stop.kind === 'error');
  if (closed) evidence.closesOnAccept = await closesByItself(dial, waits, answers);
  await answers;
}

/** Does the server close a connection on which nothing was sent? It has as long as it needs for the other questions, and a moment. */
async function closesByItself(dial: Dial, waits: Waits, others: Promise<unknown>): Promise<boolean> {
  let wire: Wire;
  try {
    wire = new Wire(await dial(waits.followUp), 1024);
  } catch {
    return true;
  }
  const closes = wire.read(1, performance.now() + 2 * waits.followUp).then(
    () => false,
    (error: unknown) => error instanceof WireError && error.stop.kind !== 'timeout',
  );
  const patient = others.then(() => pause(waits.patience));
  const found = await Promise.race([closes, patient]);
  wire.destroy();
  return found ?? false;
}

/** The chain as the runtime's library shows it: order and extras can be lost, which only the drawing of the chain would miss. */
async function chainFromLibrary(
  context: GatherContext,
  evidence: Draft,
  dial: Dial,
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
