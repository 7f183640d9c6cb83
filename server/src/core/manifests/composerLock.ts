/** composer.lock: exact versions of packages; of the extension only what the locked library asks for is known. */
import { orNothing, record, text, type Found, type ManifestFormat } from './manifest';
import { composer, readRange } from './ranges';

export const composerLock: ManifestFormat = {
  id: 'composer.lock',
  ecosystem: 'composer',
  files: ['composer.lock'],
  lock: true,
  parse: (source) =>
    orNothing(() => {
      const lock = record(JSON.parse(source));
      const found: Found[] = [];
      for (const [name, version] of Object.entries(record(lock?.['platform-overrides']) ?? {})) {
        if (text(version) !== undefined) found.push({ name: name.toLowerCase(), exact: text(version)! });
      }
      for (const section of ['packages', 'packages-dev']) {
        const list = lock?.[section];
        for (const item of Array.isArray(list) ? list : []) {
          const entry = record(item);
          const name = text(entry?.['name'])?.toLowerCase();
          const version = text(entry?.['version'])?.replace(/^v/, '');
          if (name === undefined || version === undefined) continue;
          found.push({ name, exact: version });
          const extension = text(record(entry?.['require'])?.['ext-mongodb']);
          if (extension !== undefined) found.push({ name: 'ext-mongodb', ...readRange(extension, composer) });
        }
      }
      return found;
    }),
};
