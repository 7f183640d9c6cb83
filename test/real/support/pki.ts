/** Certificates made with OpenSSL at test time: a root, an intermediate, servers, clients, and every fault a file can have. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A temporary folder with a helper per OpenSSL step. Every name is a file in it. */
export class Pki {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'tls-lens-pki-'));

  file(name: string): string {
    return path.join(this.folder, name);
  }

  read(name: string): Buffer {
    return readFileSync(this.file(name));
  }

  write(name: string, ...parts: (string | Buffer)[]): string {
    writeFileSync(this.file(name), Buffer.concat(parts.map((p) => Buffer.from(p as string))));
    return this.file(name);
  }

  openssl(...args: string[]): Buffer {
    return execFileSync('openssl', args, { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  key(name: string, kind: 'ec' | `rsa:${number}` = 'ec'): string {
    if (kind === 'ec')
      this.openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', name);
    else
      this.openssl(
        'genpkey',
        '-algorithm',
        'RSA',
        '-pkeyopt',
        `rsa_keygen_bits:${kind.slice(4)}`,
        '-out',
        name,
      );
    return name;
  }

  /** `NAME.crt` for `NAME.key`, signed by `issuer` (`.crt` and `.key`) or by itself. Extensions are lines of an OpenSSL configuration. */
  certificate(
    name: string,
    options: {
      subject?: string;
      issuer?: string;
      extensions?: readonly string[];
      days?: number;
      notBefore?: string;
      notAfter?: string;
      hash?: string;
      key?: 'ec' | `rsa:${number}`;
      set?: string;
    } = {},
  ): string {
    const {
      subject = `/O=Test/CN=${name}`,
      issuer = name,
      extensions = [],
      days = 365,
      hash = 'sha256',
    } = options;
    this.key(`${name}.key`, options.key);
    this.openssl('req', '-new', '-key', `${name}.key`, '-subj', subject, '-out', `${name}.csr`, '-utf8');
    this.write('ext.cnf', ['[ext]', ...extensions].join('\n') + '\n');
    // `openssl ca` is the one that takes dates in the past with OpenSSL 3.0.
    this.write('index.txt', '');
    this.write('index.txt.attr', 'unique_subject = no\n');
    this.write(
      'serial',
      options.set ??
        Math.floor(Math.random() * 1e12)
          .toString(16)
          .padStart(12, '1')
          .slice(0, 12) + '\n',
    );
    this.write(
      'ca.cnf',
      `[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\nserial=serial\nnew_certs_dir=.\ndefault_md=${hash}\npolicy=p\nemail_in_dn=no\n[p]\ncountryName=optional\norganizationName=optional\norganizationalUnitName=optional\ncommonName=optional\n`,
    );
    const signer =
      issuer === name
        ? ['-selfsign', '-keyfile', `${name}.key`]
        : ['-cert', `${issuer}.crt`, '-keyfile', `${issuer}.key`];
    const dates =
      options.notBefore || options.notAfter
        ? [
            '-startdate',
            options.notBefore ?? '20200101000000Z',
            '-enddate',
            options.notAfter ?? '20400101000000Z',
          ]
        : ['-days', String(days)];
    const withExtensions = extensions.length ? ['-extfile', 'ext.cnf', '-extensions', 'ext'] : [];
    this.openssl(
      'ca',
      '-batch',
      '-notext',
      '-config',
      'ca.cnf',
      ...signer,
      ...dates,
      ...withExtensions,
      '-in',
      `${name}.csr`,
      '-out',
      `${name}.crt`,
      '-preserveDN',
    );
    return `${name}.crt`;
  }

  /** `NAME` by `issuer`; `revoke` is a certificate's file. Dates as YYYYMMDDHHMMSSZ. */
  crl(name: string, issuer: string, options: { revoke?: string; last?: string; next?: string } = {}): string {
    this.write('crl-index.txt', '');
    this.write('crl-index.txt.attr', 'unique_subject = no\n');
    this.write('crlnumber', '01\n');
    this.write(
      'crl.cnf',
      '[ca]\ndefault_ca=d\n[d]\ndatabase=crl-index.txt\ncrlnumber=crlnumber\ndefault_md=sha256\ndefault_crl_days=30\n',
    );
    const by = ['-config', 'crl.cnf', '-cert', `${issuer}.crt`, '-keyfile', `${issuer}.key`];
    if (options.revoke) this.openssl('ca', ...by, '-revoke', options.revoke);
    const dates = [
      ...(options.last ? ['-crl_lastupdate', options.last] : []),
      ...(options.next ? ['-crl_nextupdate', options.next] : []),
    ];
    this.openssl('ca', ...by, '-gencrl', ...dates, '-out', name);
    return name;
  }

  /** Pieces of files one after the other. */
  join(name: string, ...names: string[]): string {
    return this.write(name, ...names.map((n) => this.read(n)));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
