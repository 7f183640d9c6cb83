/** build.gradle and build.gradle.kts: dependency notations and plugin versions; variables of the same file. */
import type { Found, ManifestFormat } from './manifest';
import { readInterval } from './ranges';

export const buildGradle: ManifestFormat = {
  id: 'build.gradle',
  ecosystem: 'maven',
  files: ['build.gradle', 'build.gradle.kts'],
  lock: false,
  parse(source) {
    const text = source.replace(/\/\*[^]*?\*\//g, '').replace(/(^|\s)\/\/[^\n]*/g, '$1');
    const variables = new Map<string, string>();
    for (const line of text.matchAll(/\b([A-Za-z_][\w.]*)\s*(?::\s*String\s*)?=\s*["']([\d][\w.+-]*)["']/g))
      variables.set(line[1]!.replace(/^ext\./, ''), line[2]!);
    const value = (raw: string): string =>
      raw.replace(/\$\{?([A-Za-z_][\w.]*)\}?/g, (whole, name: string) => variables.get(name) ?? whole);
    const found: Found[] = [];
    for (const item of text.matchAll(/["']([\w.-]+):([\w.-]+)(?::([^"'@:]+))?(?:@\w+)?["']/g)) {
      found.push({ name: `${item[1]}:${item[2]}`, ...readInterval(value(item[3] ?? '')) });
    }
    for (const item of text.matchAll(
      /group\s*[:=]\s*["']([\w.-]+)["']\s*,\s*name\s*[:=]\s*["']([\w.-]+)["'](?:\s*,\s*version\s*[:=]\s*["']?([^"',)\n]+))?/g,
    )) {
      found.push({
        name: `${item[1]}:${item[2]}`,
        ...readInterval(value(variables.get(item[3] ?? '') ?? item[3] ?? '')),
      });
    }
    for (const item of text.matchAll(
      /id\s*\(?\s*["'](org\.springframework\.boot)["']\s*\)?\s*version\s*["']([^"']+)["']/g,
    )) {
      found.push({ name: `${item[1]}:spring-boot`, ...readInterval(item[2]!) });
    }
    return found;
  },
};
