/** MONGODB-X509 without a client certificate: nothing to log in with. */
import { optionsAbout } from '../model/meaning';
import { sources } from '../model/sources';
import { commandFix } from '../model/commandFixes';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'x509-without-certificate',
    category: 'compatibility',
    severity: 'warning',
    fixable: true,
    messages: {
      certificate:
        'MONGODB-X509 logs in with a client certificate, and none is given: the server will refuse the login. Name the certificate with its key in tlsCertificateKeyFile',
    },
    docs: {
      what: 'The authentication mechanism is MONGODB-X509 and no client certificate is given.',
      why: 'The certificate is the login. Drivers start without it; the server refuses.',
      instead: 'Name a PEM file that holds the client certificate and its key in tlsCertificateKeyFile.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com/?tls=true&«authMechanism=MONGODB-X509»")',
        },
      ],
      good: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com/?tls=true&authMechanism=MONGODB-X509", tlsCertificateKeyFile="client.pem")',
        },
      ],
    },
    sources: [sources.auth, sources.compassValidation],
  },
  about: { names: ['authmechanism', 'auth_mechanism', 'auth_mech', 'authmech'] },
  *check({ outlook }) {
    const mechanism = outlook.options.find(
      (o) =>
        /^auth_?mech(?:anism)?$/i.test(o.name) &&
        o.value.known &&
        /^MONGODB-X509$/i.test(String(o.value.value)),
    );
    if (!mechanism || mechanism.conditional || outlook.site.open || outlook.uri?.open) return;
    // Where only a URI is seen, the certificate can be given in code or in the JVM's key store.
    if (
      !outlook.driver ||
      !['pymongo', 'motor', 'mongoengine', 'node', 'mongoose', 'mongosh'].includes(outlook.driver.id)
    )
      return;
    if (outlook.site.kind === 'uri' && outlook.site.options.length === 0 && outlook.site.finder === 'plain')
      return;
    if (outlook.tls.known && !outlook.tls.value) return;
    if (optionsAbout(outlook, 'certificateKeyFile', 'certificateFile', 'keyFile', 'context').length > 0)
      return;
    if (outlook.options.some((o) => /^(?:cert|key|pfx|secureContext)$/i.test(o.name))) return;
    yield {
      message: 'certificate',
      span: mechanism.span,
      fixes: [commandFix('add-client-certificate', 'Name the file with the client certificate…')],
    };
  },
});
