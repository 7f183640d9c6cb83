/** Test certificates, made at start with OpenSSL: nothing with a private key is committed. */
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface Issued {
  readonly name: string;
  /** Paths of PEM files. */
  readonly cert: string;
  readonly key: string;
}

export interface IssueOptions {
  readonly subject?: string;
  readonly issuer?: Issued;
  /** Lines of an OpenSSL extension section. */
  readonly extensions?: readonly string[];
  /** Days from now; negative: in the past. */
  readonly from?: number;
  readonly to?: number;
  readonly key?: 'ec' | 'rsa2048' | 'rsa1024' | Issued;
  readonly digest?: 'sha256' | 'sha1';
  /** X.509 version 1: no extensions at all. */
  readonly version1?: boolean;
  readonly serial?: string;
}

const dayMs = 86_400_000;

/** A folder of certificates. */
export class Pki {
  private serial = 0x1000;

  constructor(readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  file(name: string): string {
    return path.join(this.folder, name);
  }

  write(name: string, ...parts: readonly (string | Buffer)[]): string {
    const file = this.file(name);
    writeFileSync(file, '');
    for (const part of parts) appendFileSync(file, part);
    return file;
  }

  read(file: string): string {
    return readFileSync(file, 'utf8');
  }

  openssl(args: readonly string[], input?: string): Buffer {
    return execFileSync('openssl', args, {
      cwd: this.folder,
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(input === undefined ? {} : { input }),
    });
  }

  private makeKey(name: string, kind: IssueOptions['key']): string {
    if (kind !== undefined && typeof kind === 'object') return kind.key;
    const { privateKey } =
      kind === 'rsa2048' || kind === 'rsa1024'
        ? generateKeyPairSync('rsa', { modulusLength: kind === 'rsa1024' ? 1024 : 2048 })
        : generateKeyPairSync('ec', { namedCurve: 'P-256' });
    return this.write(`${name}.key`, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  }

  /** Issues a certificate; self-signed without `issuer`. */
  issue(name: string, options: IssueOptions): Issued {
    const key = this.makeKey(name, options.key);
    const cert = this.file(`${name}.pem`);
    const subject = options.subject ?? `/O=Probe Test/CN=${name}`;
    const request = this.openssl([
      'req',
      '-new',
      '-key',
      key,
      '-subj',
      subject,
      '-config',
      this.emptyConfig(),
    ]);
    const serial = options.serial ?? `0x${(this.serial++).toString(16)}`;
    const date = (days: number): string =>
      new Date(Date.now() + days * dayMs).toISOString().replace(/[-:T]/g, '').slice(0, 14) + 'Z';
    const from = options.from ?? -1;
    const to = options.to ?? 365;
    if (options.version1) {
      const by = options.issuer
        ? ['-CA', options.issuer.cert, '-CAkey', options.issuer.key, '-set_serial', serial]
        : ['-signkey', key];
      this.openssl(['x509', '-req', ...by, '-days', String(to), '-out', cert], request.toString());
      return { name, cert, key };
    }
    // `openssl ca` takes both dates; it wants a small data base of its own.
    const base = `ca-${name}`;
    mkdirSync(this.file(base), { recursive: true });
    this.write(`${base}/index.txt`);
    this.write(`${base}/serial`, serial.slice(2).padStart(4, '0') + '\n');
    this.write(`${base}/request.pem`, request);
    const config = this.write(
      `${base}/ca.cnf`,
      [
        '[ca]',
        'default_ca = c',
        '[c]',
        `dir = ${this.file(base)}`,
        'database = $dir/index.txt',
        'serial = $dir/serial',
        'new_certs_dir = $dir',
        `default_md = ${options.digest ?? 'sha256'}`,
        'policy = p',
        'email_in_dn = no',
        'unique_subject = no',
        'copy_extensions = none',
        '[p]',
        'O = optional',
        'OU = optional',
        'CN = optional',
        'DC = optional',
        'C = optional',
        '[x]',
        ...(options.extensions ?? []),
        '',
      ].join('\n'),
    );
    const signer = options.issuer
      ? ['-cert', options.issuer.cert, '-keyfile', options.issuer.key]
      : ['-selfsign', '-keyfile', key];
    this.openssl([
      'ca',
      '-batch',
      '-notext',
      '-preserveDN',
      '-config',
      config,
      '-extensions',
      'x',
      ...signer,
      '-startdate',
      date(from),
      '-enddate',
      date(to),
      '-in',
      this.file(`${base}/request.pem`),
      '-out',
      cert,
    ]);
    return { name, cert, key };
  }

  private emptyConfig(): string {
    return this.write('empty.cnf', '[req]\ndistinguished_name = dn\nstring_mask = utf8only\n[dn]\n');
  }

  /** A CRL of `ca`; dates in days from now. */
  crl(name: string, ca: Issued, revoked: readonly Issued[], from = -1, to = 30, signer: Issued = ca): string {
    const base = `crl-${name}`;
    mkdirSync(this.file(base), { recursive: true });
    const utc = (days: number): string =>
      new Date(Date.now() + days * dayMs).toISOString().replace(/[-:T]/g, '').slice(2, 14) + 'Z';
    const serialOf = (c: Issued): string =>
      this.openssl(['x509', '-in', c.cert, '-noout', '-serial']).toString().trim().split('=')[1]!;
    this.write(
      `${base}/index.txt`,
      revoked
        .map((c) => `R\t${utc(300)}\t${utc(-0.5)},keyCompromise\t${serialOf(c)}\tunknown\t/CN=${c.name}\n`)
        .join(''),
    );
    this.write(`${base}/number`, '01\n');
    const config = this.write(
      `${base}/ca.cnf`,
      `[ca]\ndefault_ca = c\n[c]\ndatabase = ${this.file(base)}/index.txt\ncrlnumber = ${this.file(base)}/number\ndefault_md = sha256\ndefault_crl_days = 30\n[x]\nauthorityKeyIdentifier = keyid\n`,
    );
    const out = this.file(`${name}.crl.pem`);
    const stamp = (days: number): string =>
      new Date(Date.now() + days * dayMs).toISOString().replace(/[-:T]/g, '').slice(0, 14) + 'Z';
    this.openssl([
      'ca',
      '-gencrl',
      '-config',
      config,
      '-cert',
      signer === ca ? ca.cert : signer.cert,
      '-keyfile',
      signer.key,
      '-crl_lastupdate',
      stamp(from),
      '-crl_nextupdate',
      stamp(to),
      '-out',
      out,
    ]);
    return out;
  }

  /** An OCSP response about `certificate`, as DER. */
  ocsp(
    name: string,
    certificate: Issued,
    issuer: Issued,
    options: {
      readonly status?: 'good' | 'revoked' | 'unknown';
      readonly signer?: Issued;
      readonly withoutCertificates?: boolean;
      /** Validity in days; 0 leaves nextUpdate out. */
      readonly days?: number;
    } = {},
  ): Buffer {
    const serial = this.openssl(['x509', '-in', certificate.cert, '-noout', '-serial'])
      .toString()
      .trim()
      .split('=')[1]!;
    const now = new Date().toISOString().replace(/[-:T]/g, '').slice(2, 14) + 'Z';
    const later = new Date(Date.now() + 300 * dayMs).toISOString().replace(/[-:T]/g, '').slice(2, 14) + 'Z';
    const status = options.status ?? 'good';
    const index = this.write(
      `${name}.index`,
      status === 'good'
        ? `V\t${later}\t\t${serial}\tunknown\t/CN=x\n`
        : status === 'revoked'
          ? `R\t${later}\t${now},keyCompromise\t${serial}\tunknown\t/CN=x\n`
          : `V\t${later}\t\tABCDEF\tunknown\t/CN=x\n`,
    );
    const signer = options.signer ?? issuer;
    const request = this.file(`${name}.ocspreq`);
    const out = this.file(`${name}.ocsp`);
    this.openssl([
      'ocsp',
      '-issuer',
      issuer.cert,
      '-cert',
      certificate.cert,
      '-no_nonce',
      '-reqout',
      request,
    ]);
    this.openssl([
      'ocsp',
      '-index',
      index,
      '-rsigner',
      signer.cert,
      '-rkey',
      signer.key,
      '-CA',
      issuer.cert,
      '-reqin',
      request,
      '-respout',
      out,
      ...(options.days === 0 ? [] : ['-ndays', String(options.days ?? 7)]),
      ...(options.withoutCertificates ? ['-resp_no_certs'] : []),
    ]);
    return readFileSync(out);
  }
}

/** Ready-made extension lines. */
export const extensions = {
  root: [
    'basicConstraints = critical,CA:TRUE',
    'keyUsage = critical,keyCertSign,cRLSign',
    'subjectKeyIdentifier = hash',
  ],
  ca: [
    'basicConstraints = critical,CA:TRUE',
    'keyUsage = critical,keyCertSign,cRLSign',
    'subjectKeyIdentifier = hash',
    'authorityKeyIdentifier = keyid',
  ],
  server: (names: string, ...more: string[]): string[] => [
    'basicConstraints = critical,CA:FALSE',
    'keyUsage = critical,digitalSignature,keyEncipherment',
    'extendedKeyUsage = serverAuth',
    'subjectKeyIdentifier = hash',
    'authorityKeyIdentifier = keyid',
    ...(names ? [`subjectAltName = ${names}`] : []),
    ...more,
  ],
  client: [
    'basicConstraints = critical,CA:FALSE',
    'keyUsage = critical,digitalSignature',
    'extendedKeyUsage = clientAuth',
    'subjectKeyIdentifier = hash',
    'authorityKeyIdentifier = keyid',
  ],
};
