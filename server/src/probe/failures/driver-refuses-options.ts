/** The driver throws before it connects. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'driver-refuses-options',
  stage: 'files',
  category: 'other',
  kind: 'option',
  title: (fault) => `The driver refuses these options before it connects: ${fault.message || 'no text'}.`,
  fix: () => `Change the options as the message says; the lint findings at this line name the exact edit.`,
  source: { repo: 'mongodb/specifications', ref: '92b3c0b', path: 'source/uri-options/uri-options.md' },
});
