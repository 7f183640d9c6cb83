/** Finders of shell text: sh and its kin, fish, batch, PowerShell, makefiles, Dockerfiles. */
import type { ConnectionSite, Finder, SourceDocument } from '../../types';
import { findSites } from '../index';
import { leftovers } from '../shared/leftovers';
import { shellSites, type ShellContext } from '../shared/shellSites';
import type { ShellDialect } from '../shared/shellWords';
import { dockerSites } from './dockerfile';
import { makeSites } from './makefile';

function shellFinder(
  id: string,
  dialect: ShellDialect,
  languageIds: readonly string[],
  files: readonly string[],
): Finder {
  return {
    id,
    languageIds,
    files,
    find(doc): readonly ConnectionSite[] {
      const sites = shellSites(doc.text, { finder: id, dialect, find: findSites });
      return [...sites, ...leftovers(doc.text, id, sites, (at) => lineComment(doc.text, at, dialect))];
    },
  };
}

/** True when the line begins as a comment of the dialect. */
function lineComment(text: string, at: number, dialect: ShellDialect): boolean {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return dialect === 'batch' ? /^\s*@?(?:rem\b|::)/i.test(line) : /^\s*#|\s#\s/.test(line);
}

export const shell = shellFinder(
  'shell',
  'sh',
  ['shellscript', 'bash', 'zsh'],
  [
    '.sh',
    '.bash',
    '.zsh',
    '.ksh',
    '.bats',
    '.command',
    '.bashrc',
    '.bash_profile',
    '.bash_aliases',
    '.zshrc',
    '.zshenv',
    '.zprofile',
    '.profile',
    '.envrc',
    'procfile',
    '.procfile',
    'crontab',
    '.cron',
  ],
);
export const fish = shellFinder('fish', 'fish', ['fish'], ['.fish']);
export const batch = shellFinder('batch', 'batch', ['bat'], ['.bat', '.cmd']);
export const powershell = shellFinder('powershell', 'powershell', ['powershell'], ['.ps1', '.psm1', '.psd1']);

export const dockerfile: Finder = {
  id: 'dockerfile',
  languageIds: ['dockerfile'],
  files: ['dockerfile', 'containerfile', '.dockerfile'],
  find: (doc) => guarded(doc, 'dockerfile', dockerSites),
};

export const makefile: Finder = {
  id: 'makefile',
  languageIds: ['makefile'],
  files: ['makefile', 'gnumakefile', '.mk', '.mak', 'justfile', '.just'],
  find: (doc) => guarded(doc, 'makefile', makeSites),
};

function guarded(
  doc: SourceDocument,
  id: string,
  find: (text: string, context: Omit<ShellContext, 'dialect'>) => readonly ConnectionSite[],
): readonly ConnectionSite[] {
  const sites = find(doc.text, { finder: id, find: findSites });
  return [...sites, ...leftovers(doc.text, id, sites, (at) => lineComment(doc.text, at, 'sh'))];
}
