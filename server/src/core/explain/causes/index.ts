/** Every known cause, one family per file. A new cause is one entry in its family. */
import type { Cause } from '../types';
import { auth } from './auth';
import { clientCertificate } from './clientCertificate';
import { configuration } from './configuration';
import { dns } from './dns';
import { families } from './families';
import { hostname } from './hostname';
import { keyFile } from './keyFile';
import { network } from './network';
import { notTls } from './notTls';
import { protocol } from './protocol';
import { revocation } from './revocation';
import { serverExpectsTls } from './serverExpectsTls';
import { verification } from './verification';
import { wrappers } from './wrappers';

export const causes: readonly Cause[] = [
  ...verification,
  ...hostname,
  ...revocation,
  ...clientCertificate,
  ...keyFile,
  ...protocol,
  ...notTls,
  ...serverExpectsTls,
  ...dns,
  ...network,
  ...auth,
  ...configuration,
  ...wrappers,
  ...families,
];

const byId = new Map(causes.map((cause) => [cause.id, cause]));

/** The cause of that id; undefined when there is none. */
export function causeById(id: string): Cause | undefined {
  return byId.get(id);
}
