/** Names of subjects and issuers: for people, and as MONGODB-X509 needs them. */
import { DerError, TAG, children, expect, hex, oid, text, type Element } from './der';

/** Short names as OpenSSL prints them; a type that is not here is printed as its object identifier. */
const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'street',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.13': 'description',
  '2.5.4.15': 'businessCategory',
  '2.5.4.17': 'postalCode',
  '2.5.4.42': 'GN',
  '2.5.4.43': 'initials',
  '2.5.4.46': 'dnQualifier',
  '2.5.4.97': 'organizationIdentifier',
  '1.2.840.113549.1.9.1': 'emailAddress',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
};

export interface DistinguishedName {
  /** Last part first, letters as they are. */
  readonly readable: string;
  /** As `openssl x509 -nameopt RFC2253`: bytes above 127 as `\C3\A9`. */
  readonly rfc2253: string;
  readonly commonName?: string;
  /** The DER in hexadecimal. */
  readonly key: string;
}

/** Reads a Name. Throws DerError. */
export function readName(bytes: Uint8Array, name: Element): DistinguishedName {
  const readable: string[] = [];
  const rfc2253: string[] = [];
  let commonName: string | undefined;
  for (const set of children(bytes, expect(name, TAG.sequence), 100)) {
    const parts = children(bytes, expect(set, TAG.set), 20).map((pair) => {
      const [type, value] = children(bytes, expect(pair, TAG.sequence), 2);
      if (!type || !value) throw new DerError('incomplete name');
      const id = oid(bytes, type);
      const short = shortNames[id];
      // OpenSSL dumps what it cannot name.
      if (!short)
        return {
          name: id,
          plain: '#' + hex(bytes, value.start, value.to),
          escaped: '#' + hex(bytes, value.start, value.to),
        };
      const written = text(bytes, value);
      if (short === 'CN') commonName = written;
      return { name: short, plain: escapeSpecials(written), escaped: escapeBytes(escapeSpecials(written)) };
    });
    // OpenSSL turns the whole name round, also inside a part with several values.
    parts.reverse();
    readable.unshift(parts.map((p) => `${p.name}=${p.plain}`).join('+'));
    rfc2253.unshift(parts.map((p) => `${p.name}=${p.escaped}`).join('+'));
  }
  return {
    readable: readable.join(', '),
    rfc2253: rfc2253.join(','),
    ...(commonName === undefined ? {} : { commonName }),
    key: hex(bytes, name.from, name.to),
  };
}

function escapeSpecials(value: string): string {
  return value
    .replace(/[,+"\\<>;]/g, '\\$&')
    .replace(/^[# ]/, '\\$&')
    .replace(/ $/, (space, at: number) => (at === 0 ? space : '\\ '));
}

function escapeBytes(value: string): string {
  return value.replace(/[^\x20-\x7e]/gu, (c) => {
    try {
      // encodeURIComponent leaves no control character and nothing above 127 alone.
      return encodeURIComponent(c).replaceAll('%', '\\');
    } catch {
      return '\\EF\\BF\\BD';
    }
  });
}
