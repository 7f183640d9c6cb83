/** A named file is not there. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'file-missing',
  stage: 'files',
  category: 'key-file',
  kind: 'file',
  recognise: (fault) => fault.problem === 'missing',
  title: (fault) => `${fault.option} names "${fault.path}", and there is no such file.`,
  fix: () =>
    `Give a path that exists where the program runs. Relative paths start at the working directory of the process, not at the source file.`,
  remedy: (fault) => (fault.option === 'tlsCRLFile' ? undefined : { kind: 'file', option: fault.option }),
  source: { repo: 'mongodb/specifications', ref: '92b3c0b', path: 'source/uri-options/uri-options.md' },
});
