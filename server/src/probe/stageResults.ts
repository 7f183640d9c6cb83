/** The stages of one host as the profile asked for sees them: what was seen, what it means, what to do. */
import type { Cause, StageId, StageResult } from '../core/features/report/types';
import type { HostEvidence, Session } from './evidence';
import type { Judgement } from './judge';
import { versionName } from './judge';
import type { Profile } from './profiles';
import { serverVersion } from './wire/serverVersion';
import { cipherById } from './wire/ciphers';
import type { Stop } from './wire/wire';
import { reasonText } from './x509/ocsp';
import { verifyCode } from './x509/path';

const order: readonly StageId[] = [
  'dns',
  'tcp',
  'range',
  'handshake',
  'chain',
  'hostname',
  'revocation',
  'hello',
  'auth',
];

type Part = Omit<StageResult, 'host' | 'id'>;

const dayMs = 86_400_000;

/** One result per stage, in order. What comes after a failure is skipped unless it was seen anyway. */
export function stageResults(
  evidence: HostEvidence,
  profile: Profile,
  judgement: Judgement,
  cause: Cause | null,
  now: number,
): StageResult[] {
  const parts: { readonly [K in StageId]?: Part | undefined } = {
    dns: dns(evidence),
    tcp: tcp(evidence),
    ...(profile.prediction.tls ? tlsParts(evidence, profile, judgement, now) : {}),
    ...helloParts(evidence, profile),
  };
  const failedAt = cause ? order.indexOf(cause.stage) : -1;
  return order.map((id, i): StageResult => {
    const seen = parts[id];
    const base = { host: evidence.label, id };
    if (cause && i === failedAt)
      return {
        ...base,
        status: 'fail',
        ms: seen?.ms ?? 0,
        evidence: failureEvidence(evidence, judgement, seen),
        ...(codeOf(judgement) === undefined ? {} : { code: codeOf(judgement)! }),
        meaning: cause.title,
        advice: cause.fix,
      };
    if (failedAt >= 0 && i > failedAt) return { ...base, status: 'skipped', ms: 0, evidence: 'not reached' };
    return { ...base, ...(seen ?? { status: 'skipped' as const, ms: 0, evidence: skipReason(id, profile) }) };
  });
}

function skipReason(id: StageId, profile: Profile): string {
  if (!profile.prediction.tls && ['range', 'handshake', 'chain', 'hostname', 'revocation'].includes(id))
    return 'these settings connect without TLS';
  return id === 'auth' ? 'no credentials given' : 'not needed';
}

function dns(evidence: HostEvidence): Part | undefined {
  if (evidence.dnsMs === 0) return undefined;
  return { status: 'ok', ms: evidence.dnsMs, evidence: evidence.addresses.map((a) => a.address).join(', ') };
}

function tcp(evidence: HostEvidence): Part | undefined {
  if (evidence.addresses.length === 0) return undefined;
  const text = evidence.addresses.map((a) => `${a.address}: ${a.code ?? 'open'}`).join('; ');
  const open = evidence.addresses.filter((a) => a.code === undefined);
  const ms = Math.min(...(open.length > 0 ? open : evidence.addresses).map((a) => a.ms));
  // `localhost` with a server on IPv4 only is daily life: drivers go on to the next address at once.
  return { status: 'ok', ms, evidence: text };
}

function tlsParts(
  evidence: HostEvidence,
  profile: Profile,
  judgement: Judgement,
  now: number,
): Partial<Record<StageId, Part>> {
  const flight = evidence.flight;
  if (flight?.kind !== 'tls') return {};
  const parts: Partial<Record<StageId, Part>> = {};
  const spoken = [...evidence.versions]
    .filter(([, yes]) => yes)
    .map(([v]) => v)
    .sort();
  const old = spoken.filter((v) => v < 0x0303);
  const cipher = cipherById(flight.cipherId)?.name ?? `0x${flight.cipherId.toString(16)}`;
  parts.range = {
    status: old.length > 0 ? 'warn' : 'ok',
    ms: evidence.rangeMs,
    evidence: `${spoken.map(versionName).join(', ')}; ${cipher}${flight.request ? '; a client certificate is asked for' : ''}`,
    ...(old.length > 0
      ? {
          meaning: `The server still speaks ${old.map(versionName).join(' and ')}.`,
          advice: 'Turn the old versions off: net.tls.disabledProtocols: TLS1_0,TLS1_1.',
        }
      : {}),
  };
  const session = evidence.session;
  parts.handshake = {
    status: 'ok',
    ms: evidence.flightMs + (session?.ms.handshake ?? 0),
    evidence: `${session?.protocol ?? versionName(flight.version)}, ${flight.chain?.length ?? '?'} certificate${flight.chain?.length === 1 ? '' : 's'} sent${flight.staple ? ', an OCSP response stapled' : ''}`,
  };
  if (judgement.path && judgement.store) {
    const soonest = [...judgement.path.path].sort((a, b) => a.notAfter - b.notAfter)[0]!;
    const days = Math.floor((soonest.notAfter - now) / dayMs);
    const verified = profile.prediction.chain !== false;
    const chain = judgement.path.path.map((c) => c.commonName ?? c.subject).join(' → ');
    parts.chain = verified
      ? {
          status: days < 30 ? 'warn' : 'ok',
          ms: 0,
          evidence: `${chain}; trusted by ${judgement.store.name}`,
          ...(days < 30
            ? {
                meaning: `"${soonest.commonName ?? soonest.subject}" expires in ${days} days.`,
                advice: 'Renew it in time.',
              }
            : {}),
        }
      : {
          status: 'warn',
          ms: 0,
          evidence: `${chain}; not verified by these settings`,
          meaning: 'Anybody on the way can pose as this server.',
          advice: 'Remove the option that switches verification off and set tlsCAFile.',
        };
    const names = judgement.path.path[0]!.names.map((n) => n.value).join(', ');
    parts.hostname =
      profile.prediction.hostname === false || !verified
        ? {
            status: 'warn',
            ms: 0,
            evidence: `not verified by these settings; the certificate names ${names || 'nothing'}`,
          }
        : {
            status: 'ok',
            ms: 0,
            evidence: `${evidence.host} is among ${names || (judgement.path.path[0]!.commonName ?? 'the names')}`,
          };
    parts.revocation = revocation(evidence, judgement);
  }
  return parts;
}

function revocation(evidence: HostEvidence, judgement: Judgement): Part {
  const ocsp = evidence.ocsp;
  const staple = ocsp?.staple;
  const told: string[] = [];
  if (staple) told.push(staple.readable ? `staple: ${staple.status}` : 'staple: not readable');
  else if (ocsp?.mustStaple) told.push('must-staple, and no staple');
  for (const answer of ocsp?.endpoints ?? [])
    told.push(
      answer === 'unreachable'
        ? 'responder: no answer'
        : answer.readable
          ? `responder: ${answer.status}`
          : 'responder: error',
    );
  const revoked = [staple, ...(ocsp?.endpoints ?? [])].find(
    (a) => a !== undefined && a !== 'unreachable' && a.readable && a.status === 'revoked',
  );
  const concerns = revoked !== undefined || (ocsp?.mustStaple === true && !staple);
  const remark = judgement.remarks.find((r) => /OCSP|revocation/.test(r));
  return {
    status: concerns ? 'warn' : told.length > 0 ? 'ok' : 'skipped',
    ms: evidence.ocspMs,
    evidence:
      told.length > 0
        ? `${told.join('; ')}${remark ? `; ${remark}` : ''}`
        : 'nothing says anything about revocation',
    ...(concerns
      ? {
          meaning: revoked
            ? `The certificate is revoked${typeof revoked === 'object' && revoked.readable ? ` (${reasonText(revoked.reason)})` : ''}; this driver does not look.`
            : 'The certificate demands a staple and the server sends none; this driver does not look.',
          advice: 'See the other drivers in the table: those that check will refuse.',
        }
      : {}),
  };
}

function helloParts(evidence: HostEvidence, profile: Profile): Partial<Record<StageId, Part>> {
  const session = sessionOf(evidence, profile);
  const greeting = profile.prediction.tls ? session?.greeting : evidence.plain;
  const parts: Partial<Record<StageId, Part>> = {};
  if (greeting?.kind === 'reply') {
    const { hello } = greeting;
    const wire = Number(hello['maxWireVersion'] ?? 0);
    const version = serverVersion(wire);
    const role = roleOf(hello);
    const skew = skewOf(greeting);
    const bigSkew = skew !== undefined && Math.abs(skew) > 60_000;
    parts.hello = {
      status: bigSkew ? 'warn' : 'ok',
      ms: profile.prediction.tls ? (session?.ms.hello ?? 0) : evidence.plainMs,
      evidence: `wire version ${wire}${version ? ` (MongoDB ${version})` : ''}, ${role}${hello['setName'] ? ` of ${String(hello['setName'])}` : ''}`,
      ...(bigSkew
        ? {
            meaning: `The clock of the server is ${Math.round(Math.abs(skew) / 1000)} s ${skew > 0 ? 'ahead' : 'behind'}.`,
            advice: 'Let both machines keep time with NTP: certificates and OCSP answers depend on it.',
          }
        : {}),
    };
  }
  const auth = profile.prediction.tls ? session?.auth : evidence.plainAuth;
  if (auth?.kind === 'ok') parts.auth = { status: 'ok', ms: session?.ms.auth ?? 0, evidence: auth.mechanism };
  if (auth?.kind === 'untested')
    parts.auth = { status: 'skipped', ms: 0, evidence: `${auth.mechanism} was not tested here` };
  return parts;
}

export function sessionOf(evidence: HostEvidence, profile: Profile): Session | undefined {
  const presents = profile.tls.readsFiles && profile.prediction.clientCertificate !== false;
  if (presents && evidence.session?.presented) return evidence.session;
  return evidence.sessionWithout ?? evidence.session;
}

export function roleOf(hello: Record<string, unknown>): string {
  if (hello['msg'] === 'isdbgrid') return 'mongos';
  if (hello['isWritablePrimary'] === true || hello['ismaster'] === true)
    return hello['setName'] ? 'primary' : 'standalone';
  if (hello['secondary'] === true) return 'secondary';
  if (hello['arbiterOnly'] === true) return 'arbiter';
  return 'member without a role';
}

/** Server clock minus ours in ms, when hello tells it. */
export function skewOf(greeting: {
  readonly hello: Record<string, unknown>;
  readonly receivedAt: number;
}): number | undefined {
  const local = greeting.hello['localTime'];
  return local instanceof Date ? local.getTime() - greeting.receivedAt : undefined;
}

function failureEvidence(evidence: HostEvidence, judgement: Judgement, seen: Part | undefined): string {
  const fault = judgement.fault;
  switch (fault?.kind) {
    case 'verify':
      return `code ${fault.code} at depth ${fault.depth}: ${fault.certificate.subject}; path ${judgement.path?.path.map((c) => c.commonName ?? c.subject).join(' → ')}; judged with ${fault.store}`;
    case 'hostname':
      return `wanted ${fault.host}; the certificate has ${fault.names.join(', ') || `only the common name ${fault.commonName ?? '(none)'}`}`;
    case 'crl':
      return `code ${fault.problem.code}: ${fault.problem.certificate.subject}`;
    case 'ocsp':
      return fault.outcome.because;
    case 'alert':
      return `TLS alert ${fault.alert}`;
    case 'clientCertificate':
      return `a client certificate is asked for${fault.alert ? `, TLS alert ${fault.alert}` : ', the server closes the connection'}`;
    case 'otherProtocol':
      return `first bytes: ${fault.start}`;
    case 'plaintextServer':
      return 'a hello without TLS is answered';
    case 'tlsServer':
      return 'a hello without TLS is not answered, a TLS greeting is';
    case 'handshakeStopped':
    case 'greetingStopped':
      return stopText(fault.stop);
    case 'dns':
      return `${fault.record === 'SRV' ? 'SRV' : 'A and AAAA'} ${fault.name}: ${fault.code}`;
    case 'tcp':
      return evidence.addresses.map((a) => `${a.address}: ${a.code ?? 'open'}`).join('; ');
    default:
      return seen?.evidence ?? '';
  }
}

function stopText(stop: Stop): string {
  if (stop.kind === 'error') return stop.openssl?.alert ? `TLS alert ${stop.openssl.alert}` : stop.code;
  return {
    closed: 'closed by the server',
    timeout: 'no answer in time',
    limit: 'more data than a server has reason to send',
  }[stop.kind];
}

const verifyNames = new Map(Object.entries(verifyCode).map(([name, code]) => [code as number, name]));

function codeOf(judgement: Judgement): string | undefined {
  const fault = judgement.fault;
  switch (fault?.kind) {
    case 'verify':
      return `${fault.code} ${verifyNames.get(fault.code) ?? ''}`.trim();
    case 'crl':
      return String(fault.problem.code);
    case 'alert':
      return `alert ${fault.alert}`;
    case 'clientCertificate':
      return fault.alert ? `alert ${fault.alert}` : undefined;
    case 'dns':
    case 'tcp':
    case 'proxy':
      return fault.code;
    case 'handshakeStopped':
    case 'greetingStopped':
      return fault.stop.kind === 'error' ? fault.stop.code : fault.stop.kind;
    case 'auth':
      return fault.code === undefined ? undefined : String(fault.code);
    default:
      return undefined;
  }
}
