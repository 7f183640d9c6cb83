/** An environment variable that switches certificate checks off for a whole process. */
import { environmentSettings } from '../languages/shared/environment';
import { removeAssignment } from '../model/removeAssignment';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'node-tls-reject-unauthorized',
    category: 'server-authentication',
    severity: 'warning',
    strict: 'error',
    fixable: true,
    messages: {
      off: 'NODE_TLS_REJECT_UNAUTHORIZED=0 switches certificate checks off for every TLS connection of this process, MongoDB included (driver 6.5 and later). Remove it, and name the CA in NODE_EXTRA_CA_CERTS or tlsCAFile',
    },
    docs: {
      what: 'NODE_TLS_REJECT_UNAUTHORIZED is set to 0.',
      why: 'Every TLS connection of the process accepts any certificate, also those to other services. Drivers from 6.5 on follow it.',
      instead: 'Remove it. Name a private CA in NODE_EXTRA_CA_CERTS or tlsCAFile.',
    },
    examples: {
      bad: [
        {
          file: 'Dockerfile',
          code: 'FROM node:20\nENV «NODE_TLS_REJECT_UNAUTHORIZED=0»\nENV MONGO_URL=mongodb://localhost/',
        },
        {
          file: '.env',
          code: '«NODE_TLS_REJECT_UNAUTHORIZED=0»\nMONGO_URL=mongodb+srv://cluster.example.com/app',
        },
      ],
      good: [
        { file: '.env', code: 'NODE_TLS_REJECT_UNAUTHORIZED=1\nMONGO_URL=mongodb://localhost/' },
        { file: '.env', code: 'NODE_TLS_REJECT_UNAUTHORIZED=$CHECKS\nMONGO_URL=mongodb://localhost/' },
      ],
    },
    sources: [
      {
        repo: 'mongodb/node-mongodb-native',
        ref: '057c223f13',
        path: 'src/cmap/connect.ts',
        note: 'NODE-5985',
      },
    ],
  },
  needle: /NODE_TLS_REJECT_UNAUTHORIZED/,
  *checkDocument({ document }) {
    for (const setting of environmentSettings(document))
      if (setting.name === 'NODE_TLS_REJECT_UNAUTHORIZED' && setting.value === '0') {
        const edit = removeAssignment(document.text, setting.span);
        yield {
          message: 'off',
          span: setting.span,
          fixes: edit ? [{ title: 'Remove NODE_TLS_REJECT_UNAUTHORIZED', safe: false, edits: [edit] }] : [],
        };
      }
  },
});
