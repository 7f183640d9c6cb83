/** pyproject.toml: PEP 621 dependencies, dependency groups, Poetry, PDM and uv. */
import { parse as parseToml } from 'smol-toml';
import { orNothing, record, text, texts, type Found, type ManifestFormat } from './manifest';
import { pypiName, requirement } from './pythonNames';
import { python, readRange } from './ranges';

/** Poetry's table: `name = "^4.0"` or `name = { version = "^4.0", extras = ["srv"] }`. */
function poetryTable(table: unknown): Found[] {
  return Object.entries(record(table) ?? {}).flatMap(([name, value]) => {
    if (name === 'python') return [];
    const entry = record(Array.isArray(value) ? value[0] : value);
    const range = text(value) ?? text(entry?.['version']) ?? '';
    const extras = texts(entry?.['extras']);
    return [{ name: pypiName(name), ...readRange(range, python), ...(extras.length > 0 ? { extras } : {}) }];
  });
}

export const pyprojectToml: ManifestFormat = {
  id: 'pyproject.toml',
  ecosystem: 'pypi',
  files: ['pyproject.toml'],
  lock: false,
  parse: (source) =>
    orNothing(() => {
      const toml = record(parseToml(source));
      const project = record(toml?.['project']);
      const tool = record(toml?.['tool']);
      const poetry = record(tool?.['poetry']);
      const lines = [
        ...texts(project?.['dependencies']),
        ...Object.values(record(project?.['optional-dependencies']) ?? {}).flatMap(texts),
        ...Object.values(record(toml?.['dependency-groups']) ?? {}).flatMap(texts),
        ...Object.values(record(record(tool?.['pdm'])?.['dev-dependencies']) ?? {}).flatMap(texts),
        ...texts(record(tool?.['uv'])?.['dev-dependencies']),
      ];
      return [
        ...lines.flatMap((line) => requirement(line) ?? []),
        ...poetryTable(poetry?.['dependencies']),
        ...poetryTable(poetry?.['dev-dependencies']),
        ...Object.values(record(poetry?.['group']) ?? {}).flatMap((group) =>
          poetryTable(record(group)?.['dependencies']),
        ),
      ];
    }),
};
