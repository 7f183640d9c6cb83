/** RFC 5280 4.2.1.10: may a CA speak for these names? */
import { dnsNames, ipAddresses } from './certificate';
import type { Certificate, NameConstraints } from './certificate';
import { ipBytes } from './hostname';

/** Which list a name of the certificate breaks; undefined when none. */
export function constraintViolation(
  constraints: NameConstraints,
  leaf: Certificate,
): 'permitted' | 'excluded' | undefined {
  const names = dnsNames(leaf).map((n) => n.toLowerCase());
  // Without alternative names the common name is a host name (OpenSSL NAME_CONSTRAINTS_check_CN).
  if (leaf.names.length === 0 && leaf.commonName?.includes('.')) names.push(leaf.commonName.toLowerCase());
  const addresses = ipAddresses(leaf).flatMap((a) => ipBytes(a) ?? []);
  const within = (name: string, base: string): boolean =>
    base === '' ||
    name === base.replace(/^\./, '') ||
    name.endsWith(base.startsWith('.') ? base : `.${base}`);
  if (names.some((n) => constraints.excludedDns.some((base) => within(n, base)))) return 'excluded';
  if (addresses.some((a) => constraints.excludedIp.some((net) => inNetwork(a, net)))) return 'excluded';
  if (
    constraints.permittedDns.length > 0 &&
    !names.every((n) => constraints.permittedDns.some((b) => within(n, b)))
  )
    return 'permitted';
  if (
    constraints.permittedIp.length > 0 &&
    !addresses.every((a) => constraints.permittedIp.some((n) => inNetwork(a, n)))
  )
    return 'permitted';
  return undefined;
}

/** `network` is the address followed by the mask. */
function inNetwork(address: Buffer, network: Buffer): boolean {
  if (network.length !== address.length * 2) return false;
  return address.every(
    (byte, i) => (byte & network[address.length + i]!) === (network[i]! & network[address.length + i]!),
  );
}
