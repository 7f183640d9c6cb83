/** Gemfile.lock: `    mongo (2.19.1)` in the specs of a source. */
import type { Found, ManifestFormat } from './manifest';

export const gemfileLock: ManifestFormat = {
  id: 'Gemfile.lock',
  ecosystem: 'rubygems',
  files: ['gemfile.lock', 'gems.locked'],
  lock: true,
  parse: (text) =>
    text.split(/\r?\n/).flatMap((line): Found[] => {
      // Four spaces: a gem; six: what a gem asks for.
      const match = /^ {4}([\w.-]+) \((\d[^)]*?)(?:-(?:java|x86|x64|aarch64|arm)[^)]*)?\)$/.exec(line);
      return match ? [{ name: match[1]!, exact: match[2]! }] : [];
    }),
};
