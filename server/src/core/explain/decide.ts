/** Decides between the causes of one text by what is known of the connection and its files, without a network. */
import type { CertificateBlock, FileFact, FileFacts, KeyBlock } from '../facts';
import { causeById } from './causes';
import type { ExplainedCause, Explanation } from './types';

/** What a caller knows. Absent: not known. `null` for a file: its option is not set. */
export interface Known {
  /** TLS is on in this connection. */
  readonly tls?: boolean;
  readonly hosts?: readonly string[];
  readonly caFile?: FileFact | null;
  readonly certificateKeyFile?: FileFact | null;
  readonly crlFile?: FileFact | null;
  /** A password for the key is set. */
  readonly keyPassword?: boolean;
}

/** What a look at the files and options says of a cause. */
export interface Verdict {
  readonly holds: boolean;
  /** What was found, as a sentence. */
  readonly found: string;
}

/** A cause with what was found about it. */
export interface DecidedCause extends ExplainedCause {
  readonly found?: string;
}

const fileCauses = ['file-missing', 'file-is-directory', 'file-not-readable'] as const;

/**
 * Puts the causes that were found to hold first, as certain, and drops those that cannot be. A fault of a file that
 * explains the text and was not among its causes is added. The order of the others stays.
 */
export function decide(explanation: Explanation, known: Known): { readonly causes: readonly DecidedCause[] } {
  const holding: DecidedCause[] = [];
  const open: DecidedCause[] = [];
  const ruledOut: DecidedCause[] = [];
  for (const cause of explanation.causes) {
    const verdict = verdictOn(cause.id, known);
    if (!verdict) open.push(cause);
    else if (verdict.holds) holding.push({ ...cause, sure: 'certain', found: verdict.found });
    else ruledOut.push({ ...cause, sure: 'possible', found: verdict.found });
  }
  // libmongoc and PyMongo print one text for every fault of a file: look for the others as well.
  if (explanation.causes[0]?.category === 'key-file' && holding.length === 0) {
    for (const id of [
      ...fileCauses,
      'key-mismatch',
      'no-private-key-in-file',
      'no-certificate-in-file',
      'ca-file-without-certificate',
      'key-passphrase-missing',
    ]) {
      const cause = causeById(id);
      const verdict = verdictOn(id, known);
      if (!cause || !verdict?.holds || explanation.causes.some((c) => c.id === id)) continue;
      holding.push({
        id,
        category: cause.category,
        stage: cause.stage,
        sure: 'certain',
        title: cause.title,
        why: cause.why,
        fix: cause.fix,
        checks: cause.checks ?? [],
        settings: cause.settings ?? [],
        rules: cause.rules ?? [],
        sources: cause.sources,
        found: verdict.found,
      });
    }
  }
  const causes = [...holding, ...open];
  return { causes: causes.length > 0 ? causes : ruledOut };
}

/** What the files and options say of one cause; undefined when they do not tell. */
export function verdictOn(causeId: string, known: Known): Verdict | undefined {
  switch (causeId) {
    case 'file-missing':
      return ofAnyFile(
        known,
        (fact) => fact.kind === 'missing',
        (name) => `The file of ${name} does not exist.`,
      );
    case 'file-is-directory':
      return ofAnyFile(
        known,
        (fact) => fact.kind === 'unreadable' && fact.why === 'folder',
        (name) => `${name} names a folder.`,
      );
    case 'file-not-readable':
      return ofAnyFile(
        known,
        (fact) => fact.kind === 'unreadable' && fact.why === 'permission',
        (name) => `The file of ${name} may not be read.`,
      );
    case 'ca-file-without-certificate':
      return caFileWithoutCertificate(known.caFile);
    case 'ca-file-intermediate-only': {
      const list = certificates(known.caFile);
      if (!list || list.length === 0) return undefined;
      const roots = list.filter((c) => c.selfIssued);
      return roots.length > 0
        ? { holds: false, found: `tlsCAFile holds a root: ${roots[0]!.subject}.` }
        : {
            holds: true,
            found: `tlsCAFile holds no root: ${list[0]!.subject} was issued by ${list[0]!.issuer}.`,
          };
    }
    case 'certificate-expired': {
      const fact = fileOf(known.caFile);
      const old = certificates(known.caFile)?.find((c) => Date.parse(c.notAfter) < (fact?.asOf ?? 0));
      return old
        ? {
            holds: true,
            found: `A CA in tlsCAFile has expired: ${old.subject}, on ${old.notAfter.slice(0, 10)}.`,
          }
        : undefined;
    }
    case 'client-certificate-expired': {
      const fact = fileOf(known.certificateKeyFile);
      const leaf = certificates(known.certificateKeyFile)?.[0];
      if (!leaf || !fact) return undefined;
      const old = Date.parse(leaf.notAfter) < fact.asOf;
      return {
        holds: old,
        found: `The client certificate ${old ? 'expired' : 'is valid until'} ${old ? 'on ' : ''}${leaf.notAfter.slice(0, 10)}.`,
      };
    }
    case 'client-certificate-required':
      if (known.tls === false) return off;
      return known.certificateKeyFile ? { holds: false, found: 'tlsCertificateKeyFile is set.' } : undefined;
    case 'key-mismatch': {
      const key = keys(known.certificateKeyFile)?.[0];
      const leaf = certificates(known.certificateKeyFile)?.[0];
      if (key?.publicKey === undefined || !leaf) return undefined;
      return key.publicKey === leaf.key.id
        ? { holds: false, found: 'Key and certificate in tlsCertificateKeyFile belong together.' }
        : { holds: true, found: 'Key and certificate in tlsCertificateKeyFile do not belong together.' };
    }
    case 'no-private-key-in-file': {
      const list = keys(known.certificateKeyFile);
      return (
        list && {
          holds: list.length === 0,
          found: `tlsCertificateKeyFile holds ${list.length === 0 ? 'no' : 'a'} private key.`,
        }
      );
    }
    case 'no-certificate-in-file': {
      const list = certificates(known.certificateKeyFile);
      return (
        list && {
          holds: list.length === 0,
          found: `tlsCertificateKeyFile holds ${list.length === 0 ? 'no' : 'a'} certificate.`,
        }
      );
    }
    case 'key-passphrase-missing':
    case 'key-passphrase-wrong': {
      const key = keys(known.certificateKeyFile)?.[0];
      if (!key) return undefined;
      if (!key.encrypted) return { holds: false, found: 'The key is not encrypted.' };
      if (known.keyPassword === undefined) return undefined;
      const missing = causeId === 'key-passphrase-missing';
      return {
        holds: known.keyPassword !== missing,
        found: `The key is encrypted, and ${known.keyPassword ? 'a' : 'no'} password is set.`,
      };
    }
    case 'crl-file-not-pem': {
      const fact = fileOf(known.crlFile);
      if (!fact) return undefined;
      const ok = fact.encoding === 'pem' && fact.blocks.some((b) => b.kind === 'crl');
      return {
        holds: !ok,
        found: ok ? 'tlsCRLFile holds a list in PEM.' : 'tlsCRLFile holds no list in PEM.',
      };
    }
    case 'crl-expired': {
      const fact = fileOf(known.crlFile);
      const list = fact?.blocks.flatMap((b) =>
        b.kind === 'crl' && b.nextUpdate !== undefined ? [b.nextUpdate] : [],
      );
      const old = list?.find((date) => Date.parse(date) < fact!.asOf);
      return old === undefined
        ? undefined
        : { holds: true, found: `A list in tlsCRLFile was valid until ${old.slice(0, 10)}.` };
    }
    case 'server-expects-tls':
      if (known.tls === undefined) return undefined;
      return { holds: !known.tls, found: `TLS is ${known.tls ? 'on' : 'off'} in this connection.` };
    case 'closed-during-handshake':
    case 'not-tls':
    case 'tls-timeout':
      return known.tls === false ? off : undefined;
    case 'ip-address-mismatch': {
      const address = known.hosts?.find(isAddress);
      if (!known.hosts) return undefined;
      return address
        ? { holds: true, found: `The connection uses the address ${address}.` }
        : { holds: false, found: 'Every host of the connection is a name.' };
    }
    default:
      return undefined;
  }
}

const off: Verdict = { holds: false, found: 'TLS is off in this connection.' };

function caFileWithoutCertificate(fact: FileFact | null | undefined): Verdict | undefined {
  const file = fileOf(fact);
  if (!file) return undefined;
  const pem = file.encoding === 'pem' && file.blocks.some((b) => b.kind === 'certificate');
  return pem
    ? { holds: false, found: 'tlsCAFile holds certificates in PEM.' }
    : {
        holds: true,
        found: `tlsCAFile holds no certificate in PEM (it is ${encodingWords[file.encoding] ?? file.encoding}).`,
      };
}

const encodingWords: Readonly<Partial<Record<FileFacts['encoding'], string>>> = {
  pem: 'PEM with other blocks',
  der: 'DER',
  pkcs12: 'PKCS #12',
  jks: 'a Java key store',
  jceks: 'a Java key store',
  text: 'plain text',
  binary: 'binary data',
  base64: 'base64 without the BEGIN and END lines',
  utf16: 'UTF-16',
};

function ofAnyFile(
  known: Known,
  is: (fact: FileFact) => boolean,
  say: (name: string) => string,
): Verdict | undefined {
  const files = [
    ['tlsCAFile', known.caFile],
    ['tlsCertificateKeyFile', known.certificateKeyFile],
    ['tlsCRLFile', known.crlFile],
  ] as const;
  const bad = files.find(([, fact]) => fact && is(fact));
  return bad ? { holds: true, found: say(bad[0]) } : undefined;
}

function fileOf(fact: FileFact | null | undefined): FileFacts | undefined {
  return fact?.kind === 'file' ? fact : undefined;
}

function certificates(fact: FileFact | null | undefined): readonly CertificateBlock[] | undefined {
  return fileOf(fact)?.blocks.filter((b) => b.kind === 'certificate');
}

function keys(fact: FileFact | null | undefined): readonly KeyBlock[] | undefined {
  return fileOf(fact)?.blocks.filter((b) => b.kind === 'key');
}

function isAddress(host: string): boolean {
  return /^\[?[\d.]+\]?(?::\d+)?$|^\[?[0-9a-f]*:[0-9a-f:]+\]?/i.test(host);
}
