/** The password of a private key in a connection string. */
import { isPlaceholder, isSecretOption } from '../uri/secrets';
import { commandFix } from '../model/commandFixes';
import { canMoveSecret, secretPlaces } from '../model/moveSecret';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'key-password-in-uri',
    category: 'secrets',
    severity: 'warning',
    fixable: true,
    messages: {
      uri: '{option} stands in the URI: URIs end up in logs, process lists and error messages. Pass it beside the URI, from the environment or a secret store',
    },
    docs: {
      what: 'The password of a private key is part of the connection string.',
      why: 'A connection string is printed in logs and error messages, shown in process lists and kept in shell histories. Tools mask the login password in it, but seldom this one.',
      instead: 'Pass the password as an option in code, read from the environment or a secret store.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com/?tls=true&tlsCertificateKeyFile=/c.pem&«tlsCertificateKeyFilePassword=Vq7rTz01x»")',
        },
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://db.example.com/?tls=true&tlsCertificateKeyFile=/c.pem&«tlsCertificateKeyFilePassword=Vq7rTz01x»',
        },
      ],
      good: [
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://db.example.com/?tls=true&tlsCertificateKeyFile=/c.pem&tlsCertificateKeyFilePassword=${KEY_PASSWORD}',
        },
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://db.example.com/?tls=true&tlsCertificateKeyFilePassword=<password>',
        },
      ],
    },
    sources: [
      {
        repo: 'mongodb/mongo-tools',
        ref: '8fa3cfc82',
        path: 'common/options/options.go',
        note: 'warns of the same for --sslPEMKeyPassword',
      },
    ],
  },
  about: { shows: ['secretsInUri'] },
  *check({ outlook, document }) {
    for (const option of outlook.uri?.options ?? []) {
      if (
        !isSecretOption(option.name) ||
        /^proxy/i.test(option.name) ||
        option.hole ||
        option.raw === '' ||
        isPlaceholder(option.raw)
      )
        continue;
      const place = secretPlaces(outlook, document).find((p) => p.span.start === option.valueSpan.start);
      const moves = place && canMoveSecret(document, outlook, place);
      yield {
        message: 'uri',
        data: { option: option.name },
        span: option.span,
        fixes: moves
          ? [commandFix('move-secret', 'Move the password to an environment variable and .env')]
          : [],
      };
    }
  },
});
