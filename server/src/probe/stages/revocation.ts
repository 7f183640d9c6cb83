/** Asks the OCSP responders that a certificate names, within limits: http, public addresses, small answers, little time. */
import http from 'node:http';
import { BlockList, isIP } from 'node:net';
import { promises as dns } from 'node:dns';
import type { Certificate } from '../x509/certificate';
import { ocspRequest, ocspResponseLimit, readOcspResponse } from '../x509/ocsp';
import type { OcspAnswer } from '../x509/ocsp';

const inside = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(net, bits, 'ipv6');
// IPv4 addresses in IPv6 clothes.
inside.addSubnet('::ffff:0:0', 96, 'ipv6');

/** True for loopback, link-local, private and multicast addresses. */
export function isInside(address: string): boolean {
  return isIP(address) === 6 ? inside.check(address, 'ipv6') : inside.check(address, 'ipv4');
}

/**
 * One answer per responder, asked at the same time. `serverAddress`: where the server is; a responder on the inside is
 * asked only when the server is there too, so that a certificate cannot make us knock on doors of this machine's network.
 */
export async function askResponders(
  leaf: Certificate,
  issuer: Certificate,
  serverAddress: string,
  waitMs: number,
): Promise<(OcspAnswer | 'unreachable')[]> {
  const body = ocspRequest(leaf, issuer);
  const allowInside = isInside(serverAddress);
  return Promise.all(
    leaf.ocsp.slice(0, 4).map(async (url) => {
      const bytes = await post(url, body, allowInside, performance.now() + waitMs, 3);
      return bytes ? readOcspResponse(bytes, leaf, issuer, Date.now()) : ('unreachable' as const);
    }),
  );
}

async function post(
  url: string,
  body: Buffer,
  allowInside: boolean,
  deadline: number,
  redirects: number,
): Promise<Buffer | undefined> {
  let target: URL;
  try {
    target = new URL(url);
  } catch {
    return undefined;
  }
  if (target.protocol !== 'http:') return undefined;
  const host = target.hostname.replace(/^\[|\]$/g, '');
  const address = isIP(host) ? host : (await dns.lookup(host).catch(() => undefined))?.address;
  if (address === undefined || (isInside(address) && !allowInside)) return undefined;
  return new Promise((resolve) => {
    const timer = setTimeout(() => finish(undefined), Math.max(1, deadline - performance.now()));
    const request = http.request(
      {
        // The address that was checked, not the name: a second lookup could give another.
        host: address,
        port: target.port === '' ? 80 : Number(target.port),
        path: target.pathname + target.search,
        method: 'POST',
        agent: false,
        headers: {
          Host: target.host,
          'Content-Type': 'application/ocsp-request',
          'Content-Length': body.length,
        },
      },
      (response) => {
        const location = response.headers.location;
        if (
          response.statusCode !== undefined &&
          response.statusCode >= 300 &&
          response.statusCode < 400 &&
          location &&
          redirects > 0
        ) {
          response.destroy();
          clearTimeout(timer);
          let next: string;
          try {
            next = new URL(location, target).href;
          } catch {
            return resolve(undefined);
          }
          return resolve(post(next, body, allowInside, deadline, redirects - 1));
        }
        if (response.statusCode !== 200) return finish(undefined);
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > ocspResponseLimit) finish(undefined);
          else chunks.push(chunk);
        });
        response.on('end', () => finish(Buffer.concat(chunks)));
        response.on('error', () => finish(undefined));
      },
    );
    const finish = (bytes: Buffer | undefined): void => {
      clearTimeout(timer);
      request.destroy();
      resolve(bytes);
    };
    request.on('error', () => finish(undefined));
    request.end(body);
  });
}
