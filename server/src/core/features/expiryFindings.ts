/** Certificates in the files of a connection that end within a range of days: one check, two rules of different weight. */
import type { Finding, RuleInput } from '../types';
import { validityText } from './certificateHover';
import { expiringCertificates } from './fileAdvice';
import { readFiles } from './fileReferences';

/** Findings for certificates with at least `from` and fewer than `to` days left. */
export function* expiryFindings(input: RuleInput, from: number, to: number): Iterable<Finding> {
  for (const { reference, fact } of readFiles(input))
    for (const certificate of expiringCertificates(fact, reference.role, to, from)) {
      const data = {
        file: reference.path,
        subject: certificate.subject,
        when: validityText(certificate, fact.asOf),
        date: certificate.notAfter.slice(0, 10),
      };
      yield { message: 'expires', data, span: reference.span };
    }
}
