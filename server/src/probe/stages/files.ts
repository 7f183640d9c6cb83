/** Reads the files of the connection before any socket is opened: drivers report these faults late, vaguely or not at all. */
import { createPrivateKey } from 'node:crypto';
import path from 'node:path';
import { readFile } from '../../host/certificates/readFile';
import type { FileFault, Materials } from '../evidence';
import type { FileOption } from '../faults';
import type { ProbePlan } from '../plan';
import type { Certificate } from '../x509/certificate';
import { parseCrl } from '../x509/crl';
import type { Crl } from '../x509/crl';
import { certificatesOf, isPrivateKey, natureOf, pemParts } from '../x509/pem';

export async function readMaterials(plan: ProbePlan): Promise<Materials> {
  const { ca, certificateKey, certificateKeyPassword, crl } = plan.files;
  return {
    ...(ca === undefined ? {} : { ca: await readCa(plan, ca) }),
    ...(certificateKey === undefined
      ? {}
      : { client: await readClient(plan, certificateKey, certificateKeyPassword) }),
    ...(crl === undefined ? {} : { crl: await readCrls(plan, crl) }),
  };
}

/** The bytes, or why there are none. */
async function load(plan: ProbePlan, option: FileOption, written: string): Promise<Buffer | FileFault> {
  const result = await readFile(path.resolve(plan.folder, written));
  if (result.kind === 'read') return result.bytes;
  const problem = result.kind === 'missing' ? 'missing' : result.why === 'folder' ? 'folder' : 'unreadable';
  return { kind: 'file', option, path: written, problem };
}

async function readCa(plan: ProbePlan, written: string): Promise<NonNullable<Materials['ca']>> {
  const bytes = await load(plan, 'tlsCAFile', written);
  const none = { path: written, certificates: [], bytes: Buffer.alloc(0) };
  if (!Buffer.isBuffer(bytes)) return { ...none, fault: bytes };
  const certificates = certificatesOf(pemParts(bytes));
  if (certificates.length > 0) return { path: written, certificates, bytes };
  return {
    ...none,
    fault: { kind: 'file', option: 'tlsCAFile', path: written, problem: 'unusable', nature: natureOf(bytes) },
  };
}

async function readCrls(plan: ProbePlan, written: string): Promise<NonNullable<Materials['crl']>> {
  const bytes = await load(plan, 'tlsCRLFile', written);
  if (!Buffer.isBuffer(bytes)) return { path: written, crls: [], fault: bytes };
  const parts = pemParts(bytes);
  const crls = parts.flatMap((part): Crl[] =>
    (part.label === 'X509 CRL' && part.whole ? [parseCrl(part.der)] : []).flatMap((c) => c ?? []),
  );
  if (crls.length > 0) return { path: written, crls };
  const nature =
    parts.length > 0 ? `a PEM file with ${parts[0]!.label.toLowerCase()} and no CRL` : natureOf(bytes);
  return {
    path: written,
    crls,
    fault: { kind: 'file', option: 'tlsCRLFile', path: written, problem: 'unusable', nature },
  };
}

async function readClient(
  plan: ProbePlan,
  written: string,
  passphrase: string | undefined,
): Promise<NonNullable<Materials['client']>> {
  const bytes = await load(plan, 'tlsCertificateKeyFile', written);
  const failed = (
    problem: FileFault['problem'],
    nature?: string,
    certificates: Certificate[] = [],
  ): NonNullable<Materials['client']> => ({
    path: written,
    certificates,
    pem: Buffer.alloc(0),
    fault: {
      kind: 'file',
      option: 'tlsCertificateKeyFile',
      path: written,
      problem,
      ...(nature ? { nature } : {}),
    },
  });
  if (!Buffer.isBuffer(bytes)) return failed(bytes.problem);
  const parts = pemParts(bytes);
  const certificates = certificatesOf(parts);
  const keyPart = parts.find(isPrivateKey);
  if (certificates.length === 0 && !keyPart) return failed('unusable', natureOf(bytes));
  if (certificates.length === 0) return failed('noCertificate');
  if (!keyPart) return failed('noKey', undefined, certificates);
  let key;
  try {
    key = createPrivateKey({
      key: bytes.subarray(keyPart.span.start, keyPart.span.end),
      format: 'pem',
      ...(passphrase === undefined ? {} : { passphrase }),
    });
  } catch {
    const encrypted = keyPart.encrypted || keyPart.label === 'ENCRYPTED PRIVATE KEY';
    return failed(
      encrypted ? (passphrase === undefined ? 'noPassword' : 'wrongPassword') : 'badKey',
      undefined,
      certificates,
    );
  }
  if (!certificates[0]!.x509.checkPrivateKey(key))
    return failed(
      certificates.some((c) => c.x509.checkPrivateKey(key)) ? 'wrongOrder' : 'mismatch',
      undefined,
      certificates,
    );
  return { path: written, certificates, pem: bytes, ...(passphrase === undefined ? {} : { passphrase }) };
}
