/** A password beside MONGODB-X509: drivers refuse it. */
import { removeOption } from '../model/edits';
import { sources } from '../model/sources';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'x509-password',
    category: 'validity',
    severity: 'error',
    fixable: true,
    messages: {
      password:
        'MONGODB-X509 logs in with the certificate and takes no password: the driver refuses to start. Remove the password',
    },
    docs: {
      what: 'MONGODB-X509 is used with a password.',
      why: 'The certificate is the login. PyMongo and the Node driver refuse to start when a password is given.',
      instead: 'Remove the password; the user name (the subject of the certificate) may stay or go.',
    },
    examples: {
      bad: [
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://CN%3Dapp:«Vq7rTz01x»@db.example.com/?tls=true&authMechanism=MONGODB-X509',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("db.example.com", tls=True, tlsCertificateKeyFile="me.pem", authMechanism="MONGODB-X509", username="CN=app", «password»="Vq7rTz01x")',
        },
      ],
      good: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("db.example.com", tls=True, tlsCertificateKeyFile="me.pem", authMechanism="MONGODB-X509", password=PASSWORD)',
        },
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://app:${PW}@db.example.com/?tls=true&authMechanism=${MECHANISM}',
        },
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://CN%3Dapp@db.example.com/?tls=true&authMechanism=MONGODB-X509',
        },
      ],
    },
    sources: [sources.auth],
  },
  about: { names: ['authmechanism', 'auth_mechanism', 'auth_mech', 'authmech'] },
  *check({ outlook }) {
    if (
      !outlook.options.some(
        (o) =>
          /^auth_?mech(?:anism)?$/i.test(o.name) && o.value.known && String(o.value.value) === 'MONGODB-X509',
      )
    )
      return;
    for (const option of outlook.site.options) {
      // An argument that is read from somewhere may be empty.
      if (option.name !== 'password' || !option.value.known || option.value.value === null) continue;
      if (option.within === 'uri') continue;
      if (option.conditional || outlook.cases.length === 0) continue;
      if (!outlook.cases.every((c) => /password/i.test(c.prediction.message ?? ''))) continue;
      const edit = removeOption(option);
      yield {
        message: 'password',
        span: option.nameSpan,
        fixes: edit ? [{ title: 'Remove the password', safe: true, edits: [edit] }] : [],
      };
    }
    const password = outlook.uri?.password;
    if (!password || password.hole || password.empty) return;
    // The colon in front goes with it.
    const span = { start: password.span.start - 1, end: password.span.end };
    yield {
      message: 'password',
      span: password.span,
      fixes: [{ title: 'Remove the password', safe: true, edits: [{ span, newText: '' }] }],
    };
  },
});
