/** Conda's environment.yml: a list of `name=version`, with a pip list inside. */
import { parse as parseYaml } from 'yaml';
import { orNothing, record, texts, type Found, type ManifestFormat } from './manifest';
import { pypiName, requirement } from './pythonNames';
import { python, readRange } from './ranges';

/** `pymongo=4.6` means 4.6.*, `pymongo==4.6.1` and `pymongo=4.6.1=py311_0` mean that version. */
function condaSpec(line: string): Found[] {
  const match = /^(?:[\w.-]+::)?([\w.-]+)\s*(=?)([\d.]+)?(?:=[\w.]+)?\s*(.*)$/.exec(
    line.trim().replace(/^([\w.:-]+)\s+/, '$1 '),
  );
  if (!match) return [];
  const [, name = '', equals, number, rest = ''] = match;
  if (equals === '=' && number !== undefined) {
    const parts = number.split('.').length;
    return [{ name: pypiName(name), ...(parts >= 3 ? { exact: number } : readRange(`${number}.*`, python)) }];
  }
  return [{ name: pypiName(name), ...readRange(rest, python) }];
}

export const condaEnvironment: ManifestFormat = {
  id: 'environment.yml',
  ecosystem: 'pypi',
  files: ['environment.yml', 'environment.yaml', 'conda.yml', 'conda.yaml'],
  lock: false,
  parse: (source) =>
    orNothing(() => {
      const list = record(parseYaml(source, { logLevel: 'silent', maxAliasCount: 50 }))?.['dependencies'];
      return (Array.isArray(list) ? list : []).flatMap((item: unknown): Found[] => {
        if (typeof item === 'string') return condaSpec(item);
        return texts(record(item)?.['pip']).flatMap((line) => requirement(line) ?? []);
      });
    }),
};
