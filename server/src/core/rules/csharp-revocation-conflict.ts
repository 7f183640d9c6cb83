/** AllowInsecureTls and CheckCertificateRevocation together: the C# driver refuses to start. */
import { removeOption } from '../model/edits';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'csharp-revocation-conflict',
    category: 'validity',
    severity: 'error',
    fixable: true,
    messages: {
      conflict:
        'AllowInsecureTls and CheckCertificateRevocation cannot both be true: the C# driver refuses to start. Remove AllowInsecureTls, so that the certificate is checked',
    },
    docs: {
      what: 'Settings of the C# driver accept any certificate and ask for revocation checks.',
      why: 'The driver throws InvalidOperationException when the settings are frozen: a certificate that nobody checks cannot be revoked.',
      instead: 'Remove AllowInsecureTls and add the CA to the trust store of the operating system.',
    },
    examples: {
      bad: [
        {
          file: 'App.cs',
          code: 'using MongoDB.Driver;\nclass A { object c = new MongoClient(new MongoClientSettings { UseTls = true, «AllowInsecureTls = true», SslSettings = new SslSettings { CheckCertificateRevocation = true } }); }\n',
        },
      ],
      good: [
        {
          file: 'App.cs',
          code: 'using MongoDB.Driver;\nclass A { object c = new MongoClient(new MongoClientSettings { UseTls = true, SslSettings = new SslSettings { CheckCertificateRevocation = true } }); }\n',
        },
        {
          file: 'App.cs',
          code: 'using MongoDB.Driver;\nclass A { object c = new MongoClient(new MongoClientSettings { UseTls = true, AllowInsecureTls = insecure, SslSettings = new SslSettings { CheckCertificateRevocation = true } }); }\n',
        },
      ],
    },
    sources: [
      {
        repo: 'mongodb/mongo-csharp-driver',
        ref: 'v3.11.0',
        path: 'src/MongoDB.Driver/MongoClientSettings.cs',
        note: 'Freeze',
      },
    ],
  },
  about: { drivers: ['csharp'] },
  *check({ outlook }) {
    if (outlook.driver?.id !== 'csharp') return;
    const on = (name: string) =>
      outlook.options.find(
        (o) =>
          o.place === 'options' &&
          !o.conditional &&
          o.name === name &&
          o.value.known &&
          o.value.value === true,
      );
    const insecure = on('AllowInsecureTls');
    if (!insecure || !on('CheckCertificateRevocation')) return;
    const edit = removeOption(insecure);
    yield {
      message: 'conflict',
      span: insecure.span,
      fixes: edit ? [{ title: 'Remove AllowInsecureTls', safe: false, edits: [edit] }] : [],
    };
  },
});
