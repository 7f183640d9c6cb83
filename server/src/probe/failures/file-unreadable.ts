/** The file cannot be read. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'file-unreadable',
  stage: 'files',
  category: 'key-file',
  kind: 'file',
  recognise: (fault) => fault.problem === 'unreadable',
  title: (fault) => `${fault.option} names "${fault.path}", which cannot be read by this user.`,
  fix: () => `Give the user that runs the program the right to read the file.`,
  source: { repo: 'mongodb/specifications', ref: '92b3c0b', path: 'source/uri-options/uri-options.md' },
});
