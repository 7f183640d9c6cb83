/** A user name and no password. */
import { isPlaceholder } from '../uri/secrets';
import { sources } from '../model/sources';
import { driverName, sentence } from '../model/wording';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'user-without-password',
    category: 'compatibility',
    severity: 'information',
    quiet: 'off',
    fixable: false,
    messages: {
      missing:
        'A user name is given and no password: the login will fail unless the password is given elsewhere. Add it from the environment, or remove the user name',
      refused:
        '{driver} refuses a user name without a password. Add the password from the environment, or remove the user name',
    },
    docs: {
      what: 'The connection string names a user but no password, and no mechanism that needs none.',
      why: 'With the default mechanisms (SCRAM) a password is needed. Some drivers, PyMongo among them, refuse to start; the others fail at the login.',
      instead: 'Add the password from the environment or a secret store.',
    },
    examples: {
      bad: [
        { file: '.env', code: 'MONGO_URL=mongodb://«app»@db.example.com/?tls=true' },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://«alice»:@localhost/")',
        },
      ],
      good: [
        { file: '.env', code: 'MONGO_URL=mongodb://app:${PW}@db.example.com/?tls=true' },
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://CN%3Dapp@db.example.com/?tls=true&authMechanism=MONGODB-X509',
        },
      ],
    },
    sources: [sources.compassValidation, sources.pymongoUri],
  },
  about: { shows: ['uri'] },
  *check({ outlook }) {
    const { uri } = outlook;
    if (
      !uri?.user ||
      uri.user.hole ||
      uri.user.text === '' ||
      isPlaceholder(uri.user.text.replace(/%[0-9a-f]{2}/gi, 'x'))
    )
      return;
    if (uri.password && !uri.password.empty) return;
    if (
      outlook.options.some((o) => /^auth_?mech|^(?:password|pwd|pass|auth|credential)/i.test(o.name)) ||
      outlook.site.open ||
      uri.open
    )
      return;
    // `user@host` may carry `user:password` in one variable, and some code puts the password in later.
    if (/[{}$<>]|%(?![0-9a-f]{2})/i.test(uri.user.text)) return;
    const refused =
      outlook.driver !== undefined &&
      outlook.cases.length > 0 &&
      outlook.cases.every(
        (c) => c.prediction.outcome === 'error' && /password/i.test(c.prediction.message ?? ''),
      );
    if (refused)
      yield {
        message: 'refused',
        severity: 'error',
        data: { driver: sentence(driverName(outlook)) },
        span: uri.user.span,
      };
    else if (!uri.password) yield { message: 'missing', span: uri.user.span };
  },
});
