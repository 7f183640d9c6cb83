/** What a connection test is asked (ProbePlan) and what it answers (ProbeReport). Plain data: it crosses two processes. */
import type { PredictQuery, Prediction } from '../../types';

export type StageId =
  | 'files'
  | 'dns'
  | 'tcp'
  | 'range'
  | 'handshake'
  | 'chain'
  | 'hostname'
  | 'revocation'
  | 'hello'
  | 'auth';

export type FailureCategory =
  | 'verification'
  | 'hostname'
  | 'revocation'
  | 'client-cert'
  | 'key-file'
  | 'not-tls'
  | 'server-expects-tls'
  | 'protocol'
  | 'network'
  | 'dns'
  | 'auth'
  | 'other';

/** A driver in a version, with PyMongo's TLS back end where it matters. */
export interface ProbeProfile {
  readonly driver: string;
  readonly version: string;
  readonly backend?: 'ssl' | 'pyopenssl';
}

/** A driver to judge, with what it makes of the options: worked out before the probe, which then need not know any driver's parser. */
export interface PlannedProfile extends ProbeProfile {
  /** The driver that connects: Motor connects with PyMongo. */
  readonly connector: string;
  /** `Motor 3.7.1`. */
  readonly title: string;
  /** Absent: this driver is not modelled, the specifications stand in. */
  readonly prediction?: Pick<
    Prediction,
    'outcome' | 'error' | 'message' | 'tls' | 'chain' | 'hostname' | 'crl' | 'ocsp' | 'clientCertificate'
  >;
}

/** A seed: a host with its port, or the path of a Unix socket. */
export type PlanHost = { readonly host: string; readonly port: number } | { readonly socket: string };

/** SOCKS5 proxy of the connection. */
export interface Proxy {
  readonly host: string;
  readonly port: number;
  readonly user?: string;
  readonly password?: string;
}

/** Everything that the test needs. Holds secrets: it goes to the probe's standard input and nowhere else. */
export interface ProbePlan {
  readonly scheme: 'mongodb' | 'mongodb+srv';
  readonly hosts: readonly PlanHost[];
  /** What `predict` is asked with, for every profile: the URI and options as the program gives them. Masked. */
  readonly query: Pick<PredictQuery, 'uri' | 'host' | 'options' | 'env'>;
  /** The profile asked for; undefined: judged as the MongoDB specification wants a driver to judge. */
  readonly asked?: ProbeProfile;
  /** Profiles to judge besides those of every report. */
  readonly also?: readonly ProbeProfile[];
  /** The profiles of the report, the one asked for first; put in when the probe is started. */
  readonly profiles?: readonly PlannedProfile[];
  readonly credentials?: {
    readonly user?: string;
    readonly password?: string;
    readonly mechanism?: string;
    readonly source: string;
  };
  readonly files: {
    readonly ca?: string;
    readonly certificateKey?: string;
    readonly certificateKeyPassword?: string;
    readonly crl?: string;
  };
  /** True when TLS is on by the specification's rules; a profile's own `predict` wins for that profile. */
  readonly tls: boolean;
  readonly replicaSet?: string;
  readonly directConnection: boolean;
  readonly loadBalanced: boolean;
  readonly srvServiceName: string;
  readonly proxy?: Proxy;
  /** Relative paths of files start here. */
  readonly folder: string;
  /** Limit for the whole test, in milliseconds. */
  readonly timeoutMs: number;
  /** DNS servers as `address:port`, instead of the system's. */
  readonly dnsServers?: readonly string[];
  /** Only look the SRV name up and answer with its hosts and options (Seeds): nothing is connected to. */
  readonly seedsOnly?: true;
  /** Line (from 1) and text of the code that decides a setting, for stages to point at. Masked. */
  readonly places?: Readonly<Partial<Record<StageId, { readonly line: number; readonly text: string }>>>;
}

/** The answer to a plan with `seedsOnly`. */
export interface Seeds {
  readonly hosts: readonly PlanHost[];
  /** Options of the TXT record. */
  readonly options: Readonly<Record<string, string>>;
  /** Why there are no hosts, in words. */
  readonly problem?: string;
}

export interface StageResult {
  /** `host:port`, or `*` for what concerns the whole connection. */
  readonly host: string;
  readonly id: StageId;
  readonly status: 'ok' | 'warn' | 'fail' | 'skipped';
  readonly ms: number;
  /** A stable code: an error number's name, a verify code, an alert. */
  readonly code?: string;
  /** What was seen. */
  readonly evidence: string;
  /** What it means, and what to do, where there is something to say. */
  readonly meaning?: string;
  readonly advice?: string;
  /** The line of the code that decides it. */
  readonly place?: { readonly line: number; readonly text: string };
}

export interface Cause {
  readonly id: string;
  readonly stage: StageId;
  readonly category: FailureCategory;
  readonly title: string;
  readonly fix: string;
  /** What an edit of the code can do about it. */
  readonly remedy?: Remedy;
}

/** Options by the names of the URI options specification. */
export type Remedy =
  | { readonly kind: 'set'; readonly option: 'tls' | 'replicaSet'; readonly value: string }
  | { readonly kind: 'host'; readonly from: string; readonly to: string }
  | { readonly kind: 'file'; readonly option: 'tlsCAFile' | 'tlsCertificateKeyFile' };

/** What the workspace's own driver said when it was run. */
export interface DriverRunResult {
  /** `PyMongo 4.20.0`. */
  readonly title: string;
  /** What was started: `.venv/bin/python`. */
  readonly program: string;
  /** `null`: it could not be run. */
  readonly connected: boolean | null;
  readonly ms?: number;
  /** Its own words, without secrets; or why it could not be run. */
  readonly message?: string;
}

export interface ProfileVerdict extends ProbeProfile {
  /** `null`: honestly not known. */
  readonly connects: boolean | null;
  readonly because: string;
}

export interface ReportCertificate {
  readonly subject: string;
  readonly issuer: string;
  /** ISO dates. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly names: readonly string[];
  readonly key: string;
  readonly signature: string;
  readonly fingerprint: string;
  /** `sent`: by the server; `store`: from the trust store. */
  readonly from: 'sent' | 'store';
  readonly problem?: string;
}

export interface ServerFacts {
  readonly version?: string;
  readonly wireVersion?: number;
  readonly protocols?: { readonly min: string; readonly max: string };
  readonly cipher?: string;
  readonly chain?: readonly ReportCertificate[];
  readonly clientCertificate?: 'required' | 'requested' | 'not requested';
  /** Names of the CAs whose client certificates are taken. */
  readonly clientCertificateAuthorities?: readonly string[];
  readonly staple?: 'good' | 'revoked' | 'unknown' | 'invalid' | 'none';
  readonly setName?: string;
  readonly members?: readonly string[];
  readonly role?: string;
  readonly compression?: readonly string[];
  /** Server clock minus local clock. */
  readonly clockSkewMs?: number;
  /** Who trusts the chain: one line per trust store that was asked. */
  readonly trust?: readonly { readonly store: string; readonly trusted: boolean; readonly because: string }[];
}

/** The JSON contract of `mongodb-tls test --json`. */
export interface ProbeReport {
  readonly verdict: 'passes' | 'fails' | 'unknown';
  readonly cause: Cause | null;
  readonly stages: readonly StageResult[];
  readonly profiles: readonly ProfileVerdict[];
  readonly server: ServerFacts;
  readonly ms: number;
  /** When the cause was known, in ms from the start; the rest of the time went into the other drivers and the details. */
  readonly causeMs?: number;
  /** Names and versions of what ran the test: `Node 20.20.2, OpenSSL 3.0.19`. */
  readonly checkedWith: string;
  /** The profile that decides the verdict, in words. */
  readonly asked: string;
}
