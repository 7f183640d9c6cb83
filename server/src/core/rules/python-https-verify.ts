/** PYTHONHTTPSVERIFY does nothing for MongoDB. */
import { environmentSettings } from '../languages/shared/environment';
import { sources } from '../model/sources';
import { removeAssignment } from '../model/removeAssignment';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'python-https-verify',
    category: 'hygiene',
    severity: 'information',
    quiet: 'off',
    fixable: true,
    messages: {
      dead: 'PYTHONHTTPSVERIFY=0 has no effect on PyMongo, and none at all in Python 3: certificates are checked all the same. Remove it',
    },
    docs: {
      what: 'PYTHONHTTPSVERIFY is set beside a MongoDB connection.',
      why: 'It was read by Python 2.7 for HTTPS only.',
      instead: 'Remove it. Name a private CA in tlsCAFile or SSL_CERT_FILE.',
    },
    examples: {
      bad: [
        {
          file: 'Dockerfile',
          code: 'FROM python:3.12\nENV «PYTHONHTTPSVERIFY=0»\nENV MONGO_URL=mongodb://localhost/',
        },
      ],
      good: [
        { file: '.env', code: 'PYTHONHTTPSVERIFY=$CHECKS\nMONGO_URL=mongodb://localhost/' },
        {
          file: 'Dockerfile',
          code: 'FROM python:3.12\nENV SSL_CERT_FILE=/etc/ca.pem\nENV MONGO_URL=mongodb://localhost/',
        },
      ],
    },
    sources: [sources.pymongoOptions],
  },
  needle: /PYTHONHTTPSVERIFY/,
  *checkDocument({ document, outlooks }) {
    if (outlooks.length === 0) return;
    for (const setting of environmentSettings(document))
      if (setting.name === 'PYTHONHTTPSVERIFY' && setting.value === '0') {
        const edit = removeAssignment(document.text, setting.span);
        yield {
          message: 'dead',
          span: setting.span,
          fixes: edit ? [{ title: 'Remove PYTHONHTTPSVERIFY', safe: false, edits: [edit] }] : [],
        };
      }
  },
});
