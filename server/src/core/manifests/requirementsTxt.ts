/** requirements.txt and its relatives: one requirement a line. */
import type { Found, ManifestFormat } from './manifest';
import { requirement } from './pythonNames';

export const requirementsTxt: ManifestFormat = {
  id: 'requirements.txt',
  ecosystem: 'pypi',
  files: [
    'requirements.txt',
    'requirements-dev.txt',
    'requirements_dev.txt',
    'dev-requirements.txt',
    'requirements.in',
    'requirements-prod.txt',
    'requirements-base.txt',
    'requirements/base.txt',
    'requirements/prod.txt',
    'requirements/production.txt',
    'requirements/common.txt',
    'requirements/main.txt',
    'requirements/requirements.txt',
    'constraints.txt',
    '*requirements.txt',
  ],
  lock: false,
  parse(text) {
    const found: Found[] = [];
    for (const line of text.replace(/\\\r?\n/g, ' ').split(/\r?\n/)) {
      if (/^\s*(?:#|-|$)/.test(line)) continue;
      const read = requirement(line);
      if (read) found.push(read);
    }
    return found;
  },
};
