/** A folder was named. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'file-is-folder',
  stage: 'files',
  category: 'key-file',
  kind: 'file',
  recognise: (fault) => fault.problem === 'folder',
  title: (fault) => `${fault.option} names "${fault.path}", which is a folder.`,
  fix: () =>
    `Name the PEM file itself. Docker makes a folder when a mounted file does not exist on the host.`,
  source: { repo: 'mongodb/specifications', ref: '92b3c0b', path: 'source/uri-options/uri-options.md' },
});
