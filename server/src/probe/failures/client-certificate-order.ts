/** The CA stands before the client certificate. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'client-certificate-order',
  stage: 'files',
  category: 'key-file',
  kind: 'file',
  recognise: (fault) => fault.problem === 'wrongOrder',
  title: (fault) => `"${fault.path}" has another certificate before the one that the key belongs to.`,
  fix: () => `Put the client certificate first and its CA certificates after it.`,
  source: { repo: 'mongodb/specifications', ref: '92b3c0b', path: 'source/uri-options/uri-options.md' },
});
