/** The certificate is checked, the name in it is not: any certificate of the same CA will do. */
import { booleanOf, optionsAbout } from '../model/meaning';
import { sources } from '../model/sources';
import { takenAway } from '../model/takenAway';
import { driverName } from '../model/wording';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'hostname-check-off',
    category: 'server-authentication',
    severity: 'warning',
    strict: 'error',
    fixable: true,
    messages: {
      known:
        '{option} turns off the host name check in {driver}: whoever has any certificate of a trusted CA can pose as the server. Connect by a name that the certificate holds',
      some: '{option} turns off the host name check in the drivers that read it: whoever has any certificate of a trusted CA can pose as the server. Connect by a name that the certificate holds',
    },
    docs: {
      what: 'An option makes the driver accept a certificate that was issued for another host.',
      why: 'With a public CA anybody can get a valid certificate for a name of their own, and with the check off that is enough to read the traffic.',
      instead:
        'Connect by a name (or address) that is in the certificate, or issue the certificate with that name in its subjectAltName.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com/?tls=true&«tlsAllowInvalidHostnames=true»")',
        },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://db.example.com/?tls=true', { «tlsAllowInvalidHostnames: true» });",
        },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb+srv://cluster.example.com/', { «checkServerIdentity: () => undefined» });",
        },
      ],
      good: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com/?tls=true&tlsAllowInvalidHostnames=false")',
        },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://db.example.com/?tls=true', { tlsAllowInvalidHostnames: relaxed });",
        },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient('mongodb://db.example.com/?tls=true', { checkServerIdentity: (host, cert) => checkName(host, cert) });",
        },
      ],
    },
    sources: [sources.uriOptions, sources.pymongoOptions, sources.nodeConnect],
  },
  about: { settings: ['allowInvalidHostnames', 'insecure', 'context'] },
  *check({ outlook }) {
    for (const option of optionsAbout(outlook, 'allowInvalidHostnames', 'insecure', 'context')) {
      // A function of the program that accepts every name is as good as a switch.
      if (option.checks !== 'chain' && booleanOf(outlook, option) !== true) continue;
      const encrypted = outlook.cases.filter((c) => c.prediction.outcome === 'ok' && c.prediction.tls);
      if (encrypted.length === 0) continue;
      const nameOnly = encrypted.filter(
        (c) => c.prediction.hostname === false && c.prediction.chain !== false,
      );
      // With the chain unchecked too, certificate-checks-off says it all.
      if (
        nameOnly.length === 0 ||
        (nameOnly.length < encrypted.length &&
          (outlook.driver || encrypted.some((c) => c.prediction.chain === false)))
      )
        continue;
      const away = takenAway(outlook, option);
      yield {
        message: outlook.driver ? 'known' : 'some',
        data: { option: option.name, driver: driverName(outlook) },
        span: option.span,
        fixes: away ? [{ title: away.title, safe: false, edits: [away.edit] }] : [],
      };
    }
  },
});
