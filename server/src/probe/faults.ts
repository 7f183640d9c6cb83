/** Everything that can be wrong, as structured data. Failures recognise these; nothing here is text for people. */
import type { Certificate } from './x509/certificate';
import type { CrlProblem } from './x509/crl';
import type { OcspOutcome } from './x509/driverOcsp';
import type { Stop } from './wire/wire';

export type FileOption = 'tlsCAFile' | 'tlsCertificateKeyFile' | 'tlsCRLFile';

export type Fault =
  | { readonly kind: 'option'; readonly message: string }
  | {
      readonly kind: 'file';
      readonly option: FileOption;
      /** As written. */
      readonly path: string;
      readonly problem:
        | 'missing'
        | 'folder'
        | 'unreadable'
        | 'unusable'
        | 'noCertificate'
        | 'noKey'
        | 'badKey'
        | 'mismatch'
        | 'wrongOrder'
        | 'noPassword'
        | 'wrongPassword'
        | 'isLeaf';
      /** What the file is instead. */
      readonly nature?: string;
    }
  | {
      readonly kind: 'dns';
      readonly record: 'SRV' | 'TXT' | 'address';
      readonly name: string;
      readonly code: string;
    }
  | { readonly kind: 'srvDomain'; readonly name: string; readonly returned: string }
  | { readonly kind: 'srvText'; readonly name: string; readonly text: string }
  | { readonly kind: 'tcp'; readonly code: string; readonly host: string }
  | { readonly kind: 'proxy'; readonly code: string }
  /** The port speaks something else. `over`: seen inside TLS or on the bare port. */
  | {
      readonly kind: 'otherProtocol';
      readonly protocol: string;
      readonly over: 'tcp' | 'tls';
      readonly start: string;
    }
  | { readonly kind: 'plaintextServer' }
  | { readonly kind: 'tlsServer' }
  | { readonly kind: 'alert'; readonly alert: number; readonly host: string; readonly serverName: boolean }
  | { readonly kind: 'handshakeStopped'; readonly stop: Stop; readonly onAccept: boolean }
  | { readonly kind: 'serverName'; readonly host: string; readonly sent: boolean }
  | { readonly kind: 'versionIntolerant' }
  | { readonly kind: 'versions'; readonly offered: string; readonly wanted: string }
  | { readonly kind: 'cipher'; readonly cipher: string; readonly library: string }
  | { readonly kind: 'dhTooSmall'; readonly bits: number; readonly library: string }
  | {
      readonly kind: 'clientCertificate';
      readonly problem:
        | 'missing'
        | 'notPresented'
        | 'unknownCa'
        | 'expired'
        | 'notYetValid'
        | 'purpose'
        | 'refused';
      readonly authorities: readonly string[];
      readonly certificate?: Certificate;
      readonly alert?: number;
    }
  | {
      readonly kind: 'verify';
      /** X509_V_ERR_… number, or one of ours above 1000. */
      readonly code: number;
      readonly depth: number;
      readonly certificate: Certificate;
      readonly chainLength: number;
      /** What tells the "issuer not found" causes apart. */
      readonly hint?: 'wrongKey' | 'missingIntermediate' | 'intermediateOnly' | 'leafAsCa' | 'unreadableCa';
      readonly store: string;
      readonly custom: boolean;
    }
  | {
      readonly kind: 'hostname';
      readonly host: string;
      readonly names: readonly string[];
      readonly commonName?: string;
      readonly nearest?: string;
      readonly onlyCommonName: boolean;
      readonly address: boolean;
    }
  | { readonly kind: 'crl'; readonly problem: CrlProblem; readonly firstOnly: boolean }
  | {
      readonly kind: 'ocsp';
      readonly outcome: Extract<OcspOutcome, { ok: false }>;
      readonly certificate: Certificate;
    }
  | { readonly kind: 'greetingStopped'; readonly stop: Stop; readonly tls: boolean }
  | { readonly kind: 'wireVersion'; readonly server: number; readonly minimum: number }
  | { readonly kind: 'setName'; readonly wanted: string; readonly found: string }
  | { readonly kind: 'noPrimary' }
  /** loadBalanced=true, and the server behind knows of no load balancer. */
  | { readonly kind: 'notBalanced' }
  | {
      readonly kind: 'auth';
      readonly mechanism: string;
      readonly problem: 'refused' | 'noTls' | 'serverProof' | 'mechanism' | 'stopped';
      readonly code?: number;
      readonly offered?: readonly string[];
    };
