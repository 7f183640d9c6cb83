/**
 * What each driver makes of OCSP. The steps are those of mongodb/specifications source/ocsp-support/ocsp-support.md;
 * the differences were read in the drivers and observed (PyMongo pymongo/ocsp_support.py, libmongoc mongoc-openssl.c,
 * Go x/mongo/driver/ocsp and golang.org/x/crypto/ocsp, Ruby lib/mongo/socket/ocsp_verifier.rb).
 */
import type { OcspAnswer } from './ocsp';

/** Whose algorithm: `specification` is the strictest reading; `none` never asks. */
export type OcspPolicy = 'specification' | 'pymongo' | 'libmongoc' | 'go' | 'ruby' | 'none';

export interface OcspEvidence {
  readonly mustStaple: boolean;
  readonly staple: OcspAnswer | undefined;
  /** Answers of the responders that the certificate names; `unreachable` where none came. */
  readonly endpoints: readonly (OcspAnswer | 'unreachable')[];
  /** The issuer of the server's certificate is known: without it nothing can be checked. */
  readonly issuerKnown: boolean;
}

export type OcspOutcome =
  | { readonly ok: true; readonly because: string }
  | {
      readonly ok: false;
      readonly problem: 'noStaple' | 'stapleInvalid' | 'stapleRevoked' | 'endpointRevoked';
      readonly because: string;
      readonly answer?: OcspAnswer;
    };

/** Applies a policy at `now` (ms). `endpoints` off: tlsDisableOCSPEndpointCheck. */
export function judgeOcsp(
  evidence: OcspEvidence,
  policy: OcspPolicy,
  options: { readonly endpoints: boolean },
  now: number,
): OcspOutcome {
  if (policy === 'none') return { ok: true, because: 'this driver asks no OCSP' };
  if (policy !== 'ruby') {
    const { staple } = evidence;
    if (!staple && evidence.mustStaple)
      return {
        ok: false,
        problem: 'noStaple',
        because: 'the certificate demands a stapled OCSP response and the server sends none',
      };
    if (staple) {
      const wrong = flaw(staple, policy, 'staple', now);
      if (wrong)
        return {
          ok: false,
          problem: 'stapleInvalid',
          because: `the stapled OCSP response is not valid: ${wrong}`,
          answer: staple,
        };
      if (staple.readable && staple.status === 'revoked')
        return {
          ok: false,
          problem: 'stapleRevoked',
          because: 'the stapled OCSP response says revoked',
          answer: staple,
        };
      if (staple.readable && (staple.status === 'good' || policy !== 'specification'))
        return { ok: true, because: `the stapled OCSP response says ${staple.status}` };
    }
  }
  if (!options.endpoints)
    return { ok: true, because: 'OCSP responders are not asked (tlsDisableOCSPEndpointCheck)' };
  for (const answer of evidence.endpoints) {
    if (answer === 'unreachable' || flaw(answer, policy, 'endpoint', now) || !answer.readable) continue;
    if (answer.status === 'revoked')
      return { ok: false, problem: 'endpointRevoked', because: 'the OCSP responder says revoked', answer };
    if (answer.status === 'good') return { ok: true, because: 'the OCSP responder says good' };
  }
  return {
    ok: true,
    because:
      evidence.endpoints.length > 0
        ? 'no OCSP responder gave a usable answer (soft fail)'
        : 'the certificate names no OCSP responder',
  };
}

/** Why the policy does not take the answer; undefined when it does. */
export function flaw(
  answer: OcspAnswer,
  policy: OcspPolicy,
  source: 'staple' | 'endpoint',
  now: number,
): string | undefined {
  if (!answer.readable)
    return answer.why === 'malformed'
      ? 'it cannot be read'
      : `the responder answered with error ${answer.responseStatus}`;
  // PyMongo compares the serial number of a responder's answer, and nothing of a staple.
  const covers =
    policy === 'pymongo'
      ? source === 'staple' || answer.serialMatches
      : policy === 'go'
        ? answer.serialMatches
        : answer.idMatches;
  if (!covers) return 'it is about another certificate';
  if (answer.signer === 'none') return 'nobody who may sign it has signed it';
  if (!answer.signatureValid) return 'its signature is wrong';
  if (!answer.delegateAuthorised) return 'its signer was not authorised by the issuer';
  // Expired delegates pass in PyMongo and Go, which do not look at their dates.
  if (!answer.delegateInDate && policy !== 'pymongo' && policy !== 'go')
    return 'the certificate of its signer is out of date';
  if (answer.thisUpdate > now) return 'it is from the future';
  if (answer.nextUpdate !== undefined && answer.nextUpdate < now) return 'it is out of date';
  return undefined;
}
