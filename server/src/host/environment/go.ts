/** Go: its version decides about TLS; roots come from the system. */
import { readdirSync } from 'node:fs';
import { run } from './run';
import {
  countCertificates,
  distinct,
  fileText,
  known,
  onPath,
  type Machine,
  type RuntimeCheck,
} from './runtime';
import type { DefaultCas } from '../../core/environment/types';
import path from 'node:path';

/** Source: crypto/x509/root_linux.go. */
const linuxFiles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

export const go: RuntimeCheck = {
  id: 'go',
  marks: ['go.mod', 'go.work', '*.go'],

  find(_folder, machine) {
    const found = machine.chosen.go ?? onPath('go', machine);
    return { candidates: distinct([found ? { path: found, foundBy: 'PATH' } : undefined]), looked: ['PATH'] };
  },

  async ask(candidate, folder, machine) {
    const mod = fileText(folder, 'go.mod') ?? '';
    const drivers: Record<string, string> = {};
    const driver = /go\.mongodb\.org\/mongo-driver(?:\/v2)?\s+v(\S+)/.exec(mod)?.[1];
    if (driver) drivers['go.mongodb.org/mongo-driver'] = driver;
    const base = { path: candidate.path, drivers, extras: {} };
    const result = await run(candidate.path, ['version'], {
      ...machine,
      env: { ...machine.env, GOTOOLCHAIN: 'local' },
    });
    if (result.kind === 'timeout')
      return { ...base, problem: { kind: 'timeout', seconds: machine.limitMs / 1000 } };
    if (result.kind === 'failed') return { ...base, problem: { kind: 'failed', detail: result.detail } };
    const version = /go(\d+\.\d+(?:\.\d+)?)/.exec(result.stdout)?.[1];
    const minor = Number(version?.split('.')[1] ?? 0);
    return {
      ...base,
      ...known({
        version,
        tls: { library: 'crypto/tls' },
        // Clients offer TLS 1.2 and newer since Go 1.18; TLS 1.3 since 1.13 (release notes).
        protocols:
          version === undefined
            ? undefined
            : [
                ...(minor >= 18 ? [] : ['TLS 1.0', 'TLS 1.1']),
                'TLS 1.2',
                ...(minor >= 13 ? ['TLS 1.3'] : []),
              ],
        cas: systemRoots(machine),
      }),
    };
  },
};

/** Where Go looks for root certificates, and how many are there; other runtimes of Linux use the same places. */
export function systemRoots(machine: Machine): DefaultCas | undefined {
  if (machine.platform !== 'linux') return { from: 'the system' };
  const files = machine.env.SSL_CERT_FILE ? [machine.env.SSL_CERT_FILE] : linuxFiles;
  for (const file of files) {
    const count = countCertificates(file);
    if (count !== undefined && count > 0) return { file, count };
  }
  for (const directory of machine.env.SSL_CERT_DIR?.split(path.delimiter) ?? [
    '/etc/ssl/certs',
    '/etc/pki/tls/certs',
  ]) {
    try {
      const count = readdirSync(directory).filter((name) => /\.(?:pem|crt|\d)$/.test(name)).length;
      if (count > 0) return { directory, count };
    } catch {
      // Not there.
    }
  }
  return { file: files[0]!, count: 0 };
}
