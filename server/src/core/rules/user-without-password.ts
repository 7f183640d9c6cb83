/** A user name and no password. */
import { isPlaceholder } from '../uri/secrets';
import { sources } from '../model/sources';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'user-without-password',
    category: 'hygiene',
    severity: 'information',
    quiet: 'off',
    fixable: false,
    messages: {
      missing:
        'A user name is given and no password: the login will fail unless the password is given elsewhere. Add it from the environment, or remove the user name',
    },
    docs: {
      what: 'The connection string names a user but no password, and no mechanism that needs none.',
      why: 'With the default mechanisms (SCRAM) a password is needed.',
      instead: 'Add the password from the environment or a secret store.',
    },
    examples: {
      bad: [{ file: '.env', code: 'MONGO_URL=mongodb://«app»@db.example.com/?tls=true' }],
      good: [
        { file: '.env', code: 'MONGO_URL=mongodb://app:${PW}@db.example.com/?tls=true' },
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://CN%3Dapp@db.example.com/?tls=true&authMechanism=MONGODB-X509',
        },
      ],
    },
    sources: [sources.compassValidation],
  },
  *check({ outlook }) {
    const { uri } = outlook;
    if (!uri?.user || uri.user.hole || uri.user.text === '' || uri.password || isPlaceholder(uri.user.text))
      return;
    if (
      outlook.options.some((o) => /^auth_?mech|^(?:password|pwd|pass|auth|credential)/i.test(o.name)) ||
      outlook.site.open ||
      uri.open
    )
      return;
    // `user@host` may carry `user:password` in one variable, and some code puts the password in later.
    if (/[%{}$<>]/.test(uri.user.text)) return;
    yield { message: 'missing', span: uri.user.span };
  },
});
