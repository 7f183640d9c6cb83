/** gradle.lockfile: `group:artifact:version=configurations`. */
import type { Found, ManifestFormat } from './manifest';

export const gradleLock: ManifestFormat = {
  id: 'gradle.lockfile',
  ecosystem: 'maven',
  files: ['gradle.lockfile'],
  lock: true,
  parse: (text) =>
    text.split(/\r?\n/).flatMap((line): Found[] => {
      const match = /^([\w.-]+:[\w.-]+):([^=:]+)=/.exec(line);
      return match ? [{ name: match[1]!, exact: match[2]! }] : [];
    }),
};
