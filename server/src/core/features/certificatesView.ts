/** The Certificates view: every certificate that the workspace's connections use, sorted by expiry. */
import { certificatesOf, fileFact } from '../facts';
import type { Analysis, FactRequest, Facts, Span } from '../types';
import { validityText } from './certificateHover';
import { fileReferences } from './fileReferences';

/** One place that uses a certificate. */
export interface CertificateUse {
  /** Path of the document. */
  readonly document: string;
  readonly span: Span;
  readonly option: string;
  readonly role: FactRequest['role'];
}

export interface CertificateEntry {
  readonly fingerprint: string;
  readonly title: string;
  /** `expires in 12 days`. */
  readonly description: string;
  readonly notAfter: string;
  readonly state: 'expired' | 'notYetValid' | 'expiresSoon' | 'valid';
  /** The files that hold it; a certificate may be in several. */
  readonly files: readonly string[];
  readonly uses: readonly CertificateUse[];
}

/**
 * The view's content. `analyses`: of all documents, each with the facts for its place. `soon`: days.
 * Of bundles with more than 20 certificates none is listed: they come with the system and are renewed by it.
 */
export function certificatesView(
  analyses: readonly { readonly analysis: Analysis; readonly facts: Facts }[],
  soon: number,
): readonly CertificateEntry[] {
  const entries = new Map<string, { -readonly [K in keyof CertificateEntry]: CertificateEntry[K] }>();
  for (const { analysis, facts } of analyses)
    for (const outlook of analysis.outlooks)
      for (const reference of fileReferences(outlook, analysis.document)) {
        const { path, role, base, span, option } = reference;
        const fact = fileFact(facts, { kind: 'file', path, role, ...(base ? { base } : {}) });
        if (fact?.kind !== 'file' || certificatesOf(fact).length > 20) continue;
        for (const certificate of certificatesOf(fact)) {
          const use: CertificateUse = { document: analysis.document.path, span, option: option.name, role };
          const known = entries.get(certificate.fingerprint);
          if (known) {
            if (!known.files.includes(fact.path)) known.files = [...known.files, fact.path];
            const same = known.uses.some(
              (u) => u.document === use.document && u.span.start === span.start && u.option === use.option,
            );
            if (!same) known.uses = [...known.uses, use];
            continue;
          }
          const left = Date.parse(certificate.notAfter) - fact.asOf;
          entries.set(certificate.fingerprint, {
            fingerprint: certificate.fingerprint,
            title: certificate.commonName ?? (certificate.subject || certificate.fingerprint),
            description: validityText(certificate, fact.asOf),
            notAfter: certificate.notAfter,
            state:
              left < 0
                ? 'expired'
                : Date.parse(certificate.notBefore) > fact.asOf
                  ? 'notYetValid'
                  : left < soon * 86_400_000
                    ? 'expiresSoon'
                    : 'valid',
            files: [fact.path],
            uses: [use],
          });
        }
      }
  return [...entries.values()].sort((a, b) =>
    a.notAfter < b.notAfter ? -1 : a.notAfter > b.notAfter ? 1 : a.title < b.title ? -1 : 1,
  );
}
