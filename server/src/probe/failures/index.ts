/** Every cause, in the order in which they are tried: the first that recognises a fault names it. */
import type { Cause } from '../../core/features/report/types';
import type { Fault } from '../faults';
import type { Failure } from './failure';
import tlsCrlWithPyopenssl from './tls-crl-with-pyopenssl';
import driverRefusesOptions from './driver-refuses-options';
import fileMissing from './file-missing';
import fileIsFolder from './file-is-folder';
import fileUnreadable from './file-unreadable';
import caFileUnusable from './ca-file-unusable';
import crlFileUnusable from './crl-file-unusable';
import clientKeyPasswordMissing from './client-key-password-missing';
import clientKeyPasswordWrong from './client-key-password-wrong';
import clientKeyMismatch from './client-key-mismatch';
import clientCertificateOrder from './client-certificate-order';
import clientKeyMissing from './client-key-missing';
import clientCertificateFileIncomplete from './client-certificate-file-incomplete';
import clientCertificateFileUnusable from './client-certificate-file-unusable';
import srvNotFound from './srv-not-found';
import srvLookupFailed from './srv-lookup-failed';
import hostNotFound from './host-not-found';
import srvForeignDomain from './srv-foreign-domain';
import srvTextRecord from './srv-text-record';
import connectionRefused from './connection-refused';
import socketMissing from './socket-missing';
import connectionTimeout from './connection-timeout';
import hostUnreachable from './host-unreachable';
import proxyFailed from './proxy-failed';
import plaintextServer from './plaintext-server';
import tlsRequired from './tls-required';
import httpsOnPort from './https-on-port';
import httpOnPort from './http-on-port';
import sshOnPort from './ssh-on-port';
import otherProtocolOnPort from './other-protocol-on-port';
import atlasAccessList from './atlas-access-list';
import serverInternalError from './server-internal-error';
import noCommonVersion from './no-common-version';
import noCommonCipher from './no-common-cipher';
import handshakeAlert from './handshake-alert';
import serverNameRefused from './server-name-refused';
import versionIntolerant from './version-intolerant';
import tlsVersionTooOld from './tls-version-too-old';
import cipherNotAccepted from './cipher-not-accepted';
import dhGroupTooSmall from './dh-group-too-small';
import closedOnAccept from './closed-on-accept';
import silentServer from './silent-server';
import connectionReset from './connection-reset';
import brokenHandshake from './broken-handshake';
import closedDuringHandshake from './closed-during-handshake';
import clientCertificateRequired from './client-certificate-required';
import clientCertificateNotPresented from './client-certificate-not-presented';
import clientCertificateUnknownCa from './client-certificate-unknown-ca';
import clientCertificateExpired from './client-certificate-expired';
import clientCertificateNotYetValid from './client-certificate-not-yet-valid';
import clientCertificatePurpose from './client-certificate-purpose';
import clientCertificateRefused from './client-certificate-refused';
import certificateExpired from './certificate-expired';
import certificateNotYetValid from './certificate-not-yet-valid';
import selfSignedCertificate from './self-signed-certificate';
import leafAsCa from './leaf-as-ca';
import caKeyDiffers from './ca-key-differs';
import selfSignedInChain from './self-signed-in-chain';
import caIntermediateOnly from './ca-intermediate-only';
import missingIntermediate from './missing-intermediate';
import unknownCa from './unknown-ca';
import badSignature from './bad-signature';
import notACa from './not-a-ca';
import pathTooLong from './path-too-long';
import wrongPurpose from './wrong-purpose';
import unknownCriticalExtension from './unknown-critical-extension';
import nameConstraint from './name-constraint';
import weakKey from './weak-key';
import weakSignature from './weak-signature';
import oldCertificateVersion from './old-certificate-version';
import caAsServerCertificate from './ca-as-server-certificate';
import chainNotTrusted from './chain-not-trusted';
import onlyCommonName from './only-common-name';
import addressNotInCertificate from './address-not-in-certificate';
import wrongHost from './wrong-host';
import revokedByCrl from './revoked-by-crl';
import crlExpired from './crl-expired';
import crlNotYetValid from './crl-not-yet-valid';
import crlBadSignature from './crl-bad-signature';
import crlFirstOnly from './crl-first-only';
import crlMissing from './crl-missing';
import mustStapleMissing from './must-staple-missing';
import ocspStapleRevoked from './ocsp-staple-revoked';
import ocspStapleInvalid from './ocsp-staple-invalid';
import ocspResponderRevoked from './ocsp-responder-revoked';
import noHello from './no-hello';
import closedAfterHello from './closed-after-hello';
import serverTooOld from './server-too-old';
import otherReplicaSet from './other-replica-set';
import noPrimary from './no-primary';
import notLoadBalanced from './not-load-balanced';
import x509WithoutTls from './x509-without-tls';
import authMechanismUnknown from './auth-mechanism-unknown';
import serverProofWrong from './server-proof-wrong';
import authInterrupted from './auth-interrupted';
import x509UserUnknown from './x509-user-unknown';
import authFailed from './auth-failed';

export const failures: readonly Failure[] = [
  tlsCrlWithPyopenssl,
  driverRefusesOptions,
  fileMissing,
  fileIsFolder,
  fileUnreadable,
  caFileUnusable,
  crlFileUnusable,
  clientKeyPasswordMissing,
  clientKeyPasswordWrong,
  clientKeyMismatch,
  clientCertificateOrder,
  clientKeyMissing,
  clientCertificateFileIncomplete,
  clientCertificateFileUnusable,
  srvNotFound,
  srvLookupFailed,
  hostNotFound,
  srvForeignDomain,
  srvTextRecord,
  connectionRefused,
  socketMissing,
  connectionTimeout,
  hostUnreachable,
  proxyFailed,
  plaintextServer,
  tlsRequired,
  httpsOnPort,
  httpOnPort,
  sshOnPort,
  otherProtocolOnPort,
  atlasAccessList,
  serverInternalError,
  noCommonVersion,
  noCommonCipher,
  handshakeAlert,
  serverNameRefused,
  versionIntolerant,
  tlsVersionTooOld,
  cipherNotAccepted,
  dhGroupTooSmall,
  closedOnAccept,
  silentServer,
  connectionReset,
  brokenHandshake,
  closedDuringHandshake,
  clientCertificateRequired,
  clientCertificateNotPresented,
  clientCertificateUnknownCa,
  clientCertificateExpired,
  clientCertificateNotYetValid,
  clientCertificatePurpose,
  clientCertificateRefused,
  certificateExpired,
  certificateNotYetValid,
  selfSignedCertificate,
  leafAsCa,
  caKeyDiffers,
  selfSignedInChain,
  caIntermediateOnly,
  missingIntermediate,
  unknownCa,
  badSignature,
  notACa,
  pathTooLong,
  wrongPurpose,
  unknownCriticalExtension,
  nameConstraint,
  weakKey,
  weakSignature,
  oldCertificateVersion,
  caAsServerCertificate,
  chainNotTrusted,
  onlyCommonName,
  addressNotInCertificate,
  wrongHost,
  revokedByCrl,
  crlExpired,
  crlNotYetValid,
  crlBadSignature,
  crlFirstOnly,
  crlMissing,
  mustStapleMissing,
  ocspStapleRevoked,
  ocspStapleInvalid,
  ocspResponderRevoked,
  noHello,
  closedAfterHello,
  serverTooOld,
  otherReplicaSet,
  noPrimary,
  notLoadBalanced,
  x509WithoutTls,
  authMechanismUnknown,
  serverProofWrong,
  authInterrupted,
  x509UserUnknown,
  authFailed,
];

/** The cause of a fault. Every kind has a failure that takes all of it, so there is always one. */
export function causeOf(fault: Fault): Cause {
  const failure = failures.find((f) => f.recognise(fault))!;
  const remedy = failure.remedy(fault);
  return {
    id: failure.id,
    stage: failure.stage,
    category: failure.category,
    // A title is a clause: consumers put it into sentences of their own.
    title: failure.title(fault).replace(/\.$/, ''),
    fix: failure.fix(fault),
    ...(remedy ? { remedy } : {}),
  };
}
