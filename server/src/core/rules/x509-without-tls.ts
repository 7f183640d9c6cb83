/** MONGODB-X509 proves who the client is by its TLS certificate: without TLS there is nothing to prove it with. */
import { addOption } from '../model/edits';
import { sources } from '../model/sources';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'x509-without-tls',
    category: 'plaintext',
    severity: 'error',
    fixable: true,
    messages: {
      tls: 'MONGODB-X509 needs TLS, and this connection is in plaintext: the server will refuse the login. Add tls=true and tlsCertificateKeyFile',
    },
    docs: {
      what: 'The authentication mechanism is MONGODB-X509 and TLS is off.',
      why: 'The client certificate that is the login travels in the TLS handshake. No driver says so when it starts; the server refuses the login.',
      instead: 'Add tls=true and name the client certificate with its key in tlsCertificateKeyFile.',
    },
    examples: {
      bad: [
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://db.example.com/?«authMechanism=MONGODB-X509»',
        },
      ],
      good: [
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://db.example.com/?authMechanism=MONGODB-X509&tls=true&tlsCertificateKeyFile=/etc/client.pem',
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
    if (!mechanism || !outlook.tls.known || outlook.tls.value) return;
    const edit = addOption(outlook, 'tls', true);
    yield {
      message: 'tls',
      span: mechanism.span,
      fixes: edit ? [{ title: 'Add tls=true', safe: true, edits: [edit] }] : [],
    };
  },
});
