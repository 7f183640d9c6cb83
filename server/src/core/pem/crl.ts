/** Reads the head of a certificate revocation list, and counts what it revokes without keeping it. */
import type { CrlBlock } from '../facts';
import { readSignatureAlgorithm } from './algorithms';
import { authorityKeyId } from './certificate';
import { DerError, TAG, children, countChildren, elementAt, expect, oid, root, time } from './der';
import { readName } from './distinguishedName';

/** Reads the DER of one CRL (RFC 5280, section 5.1). Undefined when it is not one. Never throws. */
export function readCrl(bytes: Uint8Array): Omit<CrlBlock, 'span' | 'line'> | undefined {
  try {
    const [tbs, signature, value] = children(bytes, expect(root(bytes), TAG.sequence), 3);
    expect(value, TAG.bitString);
    const fields = children(bytes, expect(tbs, TAG.sequence), 7);
    if (fields[0]?.tag === TAG.integer) fields.shift();
    const [, issuerElement, thisUpdate, ...rest] = fields;
    const issuer = readName(bytes, expect(issuerElement, TAG.sequence));
    const nextUpdate = rest.find((e) => e.tag === TAG.utcTime || e.tag === TAG.generalizedTime);
    const revoked = rest.find((e) => e.tag === TAG.sequence);
    const extensions = rest.find((e) => e.tag === 0xa0);
    let authority: string | undefined;
    if (extensions)
      for (const extension of children(bytes, elementAt(bytes, extensions.from, extensions.to), 100)) {
        const parts = children(bytes, expect(extension, TAG.sequence), 3);
        const octets = expect(parts.at(-1), TAG.octetString);
        if (oid(bytes, expect(parts[0], TAG.oid)) === '2.5.29.35')
          authority = authorityKeyId(bytes, elementAt(bytes, octets.from, octets.to));
      }
    return {
      kind: 'crl',
      issuer: issuer.readable,
      issuerKey: issuer.key,
      ...(authority === undefined ? {} : { authorityKeyId: authority }),
      thisUpdate: time(bytes, thisUpdate),
      ...(nextUpdate ? { nextUpdate: time(bytes, nextUpdate) } : {}),
      revoked: revoked ? countChildren(bytes, revoked) : 0,
      signature: readSignatureAlgorithm(bytes, signature),
    };
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}
