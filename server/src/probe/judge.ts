/** One profile's verdict on one host, from the evidence: the first thing that this driver would stumble over, or nothing. */
import type { Greeting, HostEvidence, Materials, Session } from './evidence';
import type { Fault } from './faults';
import type { WorkingPlan } from './plan';
import type { Profile } from './profiles';
import { defaultStore, fileStore } from './trust';
import type { TrustStore } from './trust';
import { cipherById } from './wire/ciphers';
import { distinguishedNameText } from './x509/names';
import type { Certificate } from './x509/certificate';
import { checkCrls } from './x509/crl';
import { judgeOcsp } from './x509/driverOcsp';
import { checkHostname } from './x509/hostname';
import { signedBy, verifyCode, verifyPath } from './x509/path';
import type { PathResult } from './x509/path';

/** Steps that were passed, for the sentence of the table; and the fault, if any. */
export interface Judgement {
  readonly fault: Fault | undefined;
  /** `null`: not known, with the reason in `because`. */
  readonly connects: boolean | null;
  /** Remarks on what was not checked or was tolerated. */
  readonly remarks: readonly string[];
  readonly store?: TrustStore;
  readonly path?: PathResult;
}

/** Which files the profile's driver reads. */
export function filesOf(profile: Profile, materials: Materials): Materials {
  if (!profile.tls.readsFiles) return {};
  const { ca, client, crl } = materials;
  return {
    ...(ca ? { ca } : {}),
    ...(client && profile.prediction.clientCertificate !== false ? { client } : {}),
    ...(crl && profile.prediction.crl === true ? { crl } : {}),
  };
}

export function storeOf(profile: Profile, plan: WorkingPlan, materials: Materials): TrustStore {
  const { ca } = filesOf(profile, materials);
  if (ca) return fileStore('tlsCAFile', ca.certificates);
  return defaultStore(profile.tls.store, { ...plan.query.env });
}

/** Judges everything up to the TLS session; `undefined` fault means that the driver would go on. */
export function judgeTls(
  plan: WorkingPlan,
  profile: Profile,
  evidence: HostEvidence,
  materials: Materials,
  now: number,
): Judgement {
  const { prediction, tls } = profile;
  const remarks: string[] = [];
  const stop = (fault: Fault, more?: Partial<Judgement>): Judgement => ({
    fault,
    connects: false,
    remarks,
    ...more,
  });
  const flight = evidence.flight;
  if (!flight) return { fault: undefined, connects: null, remarks: ['the TLS handshake was not tried'] };
  if (flight.kind !== 'tls') return stop(noTlsFault(evidence));

  if (flight.version < 0x0303)
    return stop({ kind: 'versions', offered: versionName(flight.version), wanted: 'TLS 1.2' });
  const cipher = cipherById(flight.cipherId);
  if (tls.accepts && cipher && !tls.accepts(cipher) && evidence.ciphers.get(tls.library) === false)
    return stop({ kind: 'cipher', cipher: cipher.name, library: tls.library });
  if (flight.dhBits !== undefined && flight.dhBits < tls.minimumDh)
    return stop({ kind: 'dhTooSmall', bits: flight.dhBits, library: tls.library });

  const chain = evidence.chain;
  if (!chain || chain.length === 0)
    return { fault: undefined, connects: null, remarks: ['the certificate could not be read'] };
  const store = storeOf(profile, plan, materials);
  const path = verifyPath(chain, store.anchorsFor(chain), tls.path, now);
  const judged = { store, path };
  if (prediction.chain === false) {
    remarks.push('the certificate is not verified');
    return { fault: undefined, connects: true, remarks, ...judged };
  }
  const { ca, crl } = filesOf(profile, materials);
  const problem = path.problems[0];
  if (problem) {
    const hint = hintFor(chain, path, store, chain, ca);
    return stop(
      {
        kind: 'verify',
        code: problem.code,
        depth: problem.depth,
        certificate: problem.certificate,
        chainLength: path.path.length,
        store: store.name,
        custom: store.custom,
        ...(hint ? { hint } : {}),
      },
      judged,
    );
  }
  if (prediction.hostname === false) remarks.push('the host name is not verified');
  else {
    const name = checkHostname(evidence.host, chain[0]!, tls.hostname);
    if (!name.matches) {
      const commonName = chain[0]!.commonName;
      return stop(
        {
          kind: 'hostname',
          host: evidence.host,
          names: name.names,
          ...(commonName === undefined ? {} : { commonName }),
          ...(name.nearest ? { nearest: name.nearest } : {}),
          onlyCommonName:
            tls.hostname === 'namesOnly' && checkHostname(evidence.host, chain[0]!, 'withCommonName').matches,
          address: /^[\d.]+$|:/.test(evidence.host),
        },
        judged,
      );
    }
  }
  if (crl) {
    const firstOnly = tls.crl === 'chain' && crl.crls.length > 1;
    const found = checkCrls(path, tls.crl === 'chain' ? crl.crls.slice(0, 1) : crl.crls, tls.crl, now);
    if (found) return stop({ kind: 'crl', problem: found, firstOnly }, judged);
  }
  if (tls.ocsp !== 'none' && prediction.ocsp !== 'none' && evidence.ocsp) {
    const outcome = judgeOcsp(evidence.ocsp, tls.ocsp, { endpoints: endpointsOn(profile, plan) }, now);
    if (!outcome.ok) return stop({ kind: 'ocsp', outcome, certificate: chain[0]! }, judged);
    remarks.push(outcome.because);
  } else if (evidence.ocsp?.staple?.readable && evidence.ocsp.staple.status === 'revoked') {
    remarks.push('it checks no revocation by OCSP');
  }
  return { fault: undefined, connects: true, remarks, ...judged };
}

/** Both switches end the asking of responders; PyMongo 3.11.0 to 3.12.0 had the first upside down (PYTHON-2866). */
function endpointsOn(profile: Profile, plan: WorkingPlan): boolean {
  if (profile.prediction.ocsp === 'staple') return false;
  if (profile.prediction.ocsp === 'both' || profile.prediction.ocsp === 'endpoint') return true;
  return !/[?&]tlsDisable(?:OCSPEndpointCheck|CertificateRevocationCheck)=true/i.test(plan.query.uri ?? '');
}

/** The whole verdict: what `judgeTls` says, then the session, the greeting and authentication. */
export function judge(
  plan: WorkingPlan,
  profile: Profile,
  evidence: HostEvidence,
  materials: Materials,
  now: number,
): Judgement {
  const { prediction } = profile;
  const stop = (fault: Fault): Judgement => ({ fault, connects: false, remarks: [] });
  if (prediction.outcome === 'error')
    return stop({
      kind: 'option',
      message: [prediction.error, prediction.message].filter(Boolean).join(': '),
    });
  if (prediction.tls) {
    const { ca, client, crl } = filesOf(profile, materials);
    const verifies = prediction.chain !== false;
    const fault = (verifies ? ca?.fault : fatal(ca?.fault)) ?? client?.fault ?? crl?.fault;
    if (fault) return stop(fault);
  }
  const shortName = plan.srvName !== undefined && plan.srvName.split('.').length < 3;
  const refusal = shortName ? profile.tls.shortSrvRefusal?.(profile.version) : undefined;
  if (refusal !== undefined) return stop({ kind: 'option', message: refusal });
  if (evidence.socket && profile.tls.noUnixSockets)
    return stop({
      kind: 'option',
      message: 'Unix sockets need the library jnr-unixsocket beside the driver',
    });
  const usesProxy = profile.tls.knowsProxy(profile.version);
  if (plan.proxyWritten && usesProxy !== (plan.proxy !== undefined))
    return {
      fault: undefined,
      connects: null,
      remarks: [
        usesProxy
          ? 'it connects through the proxy, which was not tried'
          : 'it knows no proxyHost and connects directly, which was not tried',
      ],
    };
  if (evidence.fault) return stop(evidence.fault);
  if (!prediction.tls) return judgePlain(plan, profile, evidence);

  const before = judgeTls(plan, profile, evidence, materials, now);
  if (before.fault || before.connects === null) return before;
  const { client } = filesOf(profile, materials);
  const session = client ? evidence.session : (evidence.sessionWithout ?? evidence.session);
  if (!session || session.presented !== (client !== undefined))
    return { ...before, connects: null, remarks: [...before.remarks, 'the session was not tried'] };
  const requested = evidence.flight?.kind === 'tls' ? evidence.flight.request : undefined;
  const fault = sessionFault(session, client?.certificates, requested?.authorities, plan, profile, now);
  if (fault) return { ...before, fault, connects: false };
  if (plan.credentials && session.auth === undefined && needsAuth(plan))
    return {
      ...before,
      connects: null,
      remarks: [...before.remarks, 'authentication was not tried for this driver'],
    };
  return before;
}

/** A missing file ends every driver; an unusable one only those that verify. */
function fatal(fault: Fault | undefined): Fault | undefined {
  return fault?.kind === 'file' && fault.problem !== 'unusable' ? fault : undefined;
}

function needsAuth(plan: WorkingPlan): boolean {
  return plan.credentials?.user !== undefined || plan.credentials?.mechanism !== undefined;
}

function judgePlain(plan: WorkingPlan, profile: Profile, evidence: HostEvidence): Judgement {
  const greeting = evidence.plain;
  const result = (fault: Fault | undefined): Judgement => ({
    fault,
    connects: fault === undefined,
    remarks: ['without TLS: everything on the wire can be read and changed'],
  });
  if (!greeting) return { fault: undefined, connects: null, remarks: ['plaintext was not tried'] };
  const fault = greetingFault(greeting, 'tcp', plan, profile);
  if (!fault) {
    if (plan.credentials?.mechanism?.toUpperCase() === 'MONGODB-X509')
      return result({ kind: 'auth', mechanism: 'MONGODB-X509', problem: 'noTls' });
    if (evidence.plainAuth?.kind === 'failed') return result(evidence.plainAuth.fault);
    if (!evidence.plainAuth && needsAuth(plan))
      return { ...result(undefined), connects: null, remarks: ['authentication was not tried'] };
    return result(undefined);
  }
  const flight = evidence.flight;
  const tlsBytes = greeting.kind === 'notMongo' && isTlsRecord(greeting.bytes);
  if (tlsBytes || flight?.kind === 'tls' || flight?.kind === 'alert') return result({ kind: 'tlsServer' });
  if (greeting.kind === 'stopped' && flight?.kind === 'notTls')
    return result(otherProtocol(flight.bytes, 'tcp'));
  return result(fault);
}

/** The flight brought no TLS: which of the ambiguous ends is it? */
function noTlsFault(evidence: HostEvidence): Fault {
  const flight = evidence.flight!;
  if (evidence.plain?.kind === 'reply') return { kind: 'plaintextServer' };
  if (flight.kind === 'notTls') return otherProtocol(flight.bytes, 'tcp');
  if (evidence.plain?.kind === 'notMongo' && !flightBegan(flight) && !isTlsRecord(evidence.plain.bytes))
    return otherProtocol(evidence.plain.bytes, 'tcp');
  if (!flightBegan(flight) && evidence.withoutName?.kind === 'tls')
    return { kind: 'serverName', host: evidence.host, sent: true };
  if (flight.kind === 'alert' && flight.alert === 112)
    return { kind: 'serverName', host: evidence.host, sent: evidence.serverName !== undefined };
  if (!flightBegan(flight) && evidence.only12?.kind === 'tls') return { kind: 'versionIntolerant' };
  if (flight.kind === 'alert')
    return {
      kind: 'alert',
      alert: flight.alert,
      host: evidence.host,
      serverName: evidence.serverName !== undefined,
    };
  if (flight.kind === 'stopped')
    return { kind: 'handshakeStopped', stop: flight.stop, onAccept: evidence.closesOnAccept === true };
  return { kind: 'handshakeStopped', stop: { kind: 'error', code: 'MALFORMED' }, onAccept: false };
}

/** A record header of TLS: type 20 to 23, version 3.x. */
export function isTlsRecord(bytes: Buffer): boolean {
  return bytes[0]! >= 0x14 && bytes[0]! <= 0x17 && bytes[1] === 3;
}

/** The server had begun to speak TLS before it stopped. */
function flightBegan(flight: Exclude<HostEvidence['flight'], undefined>): boolean {
  return flight.kind === 'stopped' && flight.afterHello;
}

function sessionFault(
  session: Session,
  certificates: readonly Certificate[] | undefined,
  authorities: readonly Buffer[] | undefined,
  plan: WorkingPlan,
  profile: Profile,
  now: number,
): Fault | undefined {
  const stop =
    session.handshakeStop ?? (session.greeting?.kind === 'stopped' ? session.greeting.stop : undefined);
  if (stop) {
    const alert = stop.kind === 'error' ? stop.openssl?.alert : undefined;
    const aboutCertificate = alert !== undefined && [40, 41, 42, 43, 44, 45, 46, 48, 49, 116].includes(alert);
    // mongod ends the handshake well and then closes; others send an alert.
    const closed =
      stop.kind === 'closed' || (stop.kind === 'error' && alert === undefined && stop.code !== 'MALFORMED');
    if (authorities && (aboutCertificate || closed))
      return clientCertificateFault(certificates, authorities, alert, now);
    if (alert !== undefined) return { kind: 'alert', alert, host: '', serverName: true };
    return session.handshakeStop
      ? { kind: 'handshakeStopped', stop, onAccept: false }
      : { kind: 'greetingStopped', stop, tls: true };
  }
  const fault = session.greeting ? greetingFault(session.greeting, 'tls', plan, profile) : undefined;
  if (fault) return fault;
  return session.auth?.kind === 'failed' ? session.auth.fault : undefined;
}

function clientCertificateFault(
  certificates: readonly Certificate[] | undefined,
  authorities: readonly Buffer[],
  alert: number | undefined,
  now: number,
): Fault {
  const names = authorities.map(distinguishedNameText);
  const certificate = certificates?.[0];
  const found = (problem: Extract<Fault, { kind: 'clientCertificate' }>['problem']): Fault => ({
    kind: 'clientCertificate',
    problem,
    authorities: names,
    ...(certificate ? { certificate } : {}),
    ...(alert === undefined ? {} : { alert }),
  });
  if (!certificate) return found('missing');
  if (certificate.notAfter < now) return found('expired');
  if (certificate.notBefore > now) return found('notYetValid');
  const usages = certificate.extendedKeyUsage;
  if (usages && !usages.includes('clientAuth') && !usages.includes('any')) return found('purpose');
  const keys = authorities.map((name) => nameKey(name));
  const chainUp = certificates.some((c) => keys.includes(c.issuerKey));
  if (alert === 48 || (authorities.length > 0 && !chainUp)) return found('unknownCa');
  if (alert === 45) return found('expired');
  return found('refused');
}

/** The contents of a Name, as core/pem compares them. */
function nameKey(name: Buffer): string {
  const header = name[1]! < 0x80 ? 2 : 2 + (name[1]! & 0x7f);
  return name.subarray(header).toString('hex').toUpperCase();
}

function greetingFault(
  greeting: Greeting,
  over: 'tcp' | 'tls',
  plan: WorkingPlan,
  profile: Profile,
): Fault | undefined {
  if (greeting.kind === 'notMongo') return otherProtocol(greeting.bytes, over);
  if (greeting.kind === 'stopped')
    return { kind: 'greetingStopped', stop: greeting.stop, tls: over === 'tls' };
  const { hello } = greeting;
  const server = Number(hello['maxWireVersion'] ?? 0);
  const minimum = profile.tls.minimumWire(profile.version);
  if (server < minimum) return { kind: 'wireVersion', server, minimum };
  if (
    plan.loadBalanced &&
    hello['serviceId'] === undefined &&
    !profile.tls.ignoresLoadBalanced?.(profile.version)
  )
    return { kind: 'notBalanced' };
  const found = hello['setName'] as unknown;
  if (plan.replicaSet !== undefined && !plan.directConnection && found !== plan.replicaSet)
    return { kind: 'setName', wanted: plan.replicaSet, found: typeof found === 'string' ? found : '' };
  return undefined;
}

export function otherProtocol(bytes: Buffer, over: 'tcp' | 'tls'): Fault {
  const start = bytes
    .subarray(0, 24)
    .toString('latin1')
    .replace(/[^\x20-\x7e]/g, '.');
  const protocol = /^HTTP\//.test(start)
    ? 'HTTP'
    : /^SSH-/.test(start)
      ? 'SSH'
      : /^220[ -]/.test(start)
        ? 'SMTP or FTP'
        : /^[-+]ERR|^\+PONG/.test(start)
          ? 'Redis'
          : /mysql|mariadb/i.test(bytes.toString('latin1'))
            ? 'MySQL'
            : 'something that is neither TLS nor MongoDB';
  return { kind: 'otherProtocol', protocol, over, start };
}

/** Why no issuer was found: the causes look alike to every TLS library. */
function hintFor(
  sent: readonly Certificate[],
  path: PathResult,
  store: TrustStore,
  chain: readonly Certificate[],
  ca: Materials['ca'],
): Extract<Fault, { kind: 'verify' }>['hint'] {
  const anchors = store.anchorsFor(chain);
  const code = path.problems[0]!.code;
  const last = path.path[path.path.length - 1]!;
  if (code === verifyCode.unableToGetIssuer) return 'intermediateOnly';
  if (code === verifyCode.signatureFailure) return 'wrongKey';
  if (
    code !== verifyCode.unableToGetIssuerLocally &&
    code !== verifyCode.selfSignedInChain &&
    code !== verifyCode.selfSignedLeaf
  )
    return undefined;
  if (ca && anchors.some((a) => a.raw.equals(sent[0]!.raw))) return 'leafAsCa';
  const sameName = anchors.filter((a) => a.subjectKey === last.issuerKey);
  if (sameName.length > 0 && !sameName.some((a) => signedBy(last, a))) return 'wrongKey';
  if (code !== verifyCode.unableToGetIssuerLocally) return undefined;
  if (!store.custom) return anchorsLookPublic(last) ? 'missingIntermediate' : undefined;
  // Same organisation, or the name of an anchor inside: the link between is what is missing.
  const family = (name: string): string | undefined => /(?:^|, )O=((?:[^,\\]|\\.)*)/.exec(name)?.[1];
  const organisation = family(last.issuer);
  const related = anchors.some((a) => organisation !== undefined && family(a.subject) === organisation);
  return related || /intermediate|issuing|sub[ -]?ca|\bR\d+\b|\bE\d+\b/i.test(last.issuer)
    ? 'missingIntermediate'
    : undefined;
}

function anchorsLookPublic(certificate: Certificate): boolean {
  return /Let's Encrypt|DigiCert|Sectigo|GlobalSign|Google Trust|Amazon|GoDaddy|Entrust|Microsoft/i.test(
    certificate.issuer,
  );
}

export function versionName(version: number): string {
  return `TLS 1.${version - 0x0301}`;
}
