/** pom.xml: dependencies, managed ones, and the parent; `${name}` from the file's own properties. */
import type { Found, ManifestFormat } from './manifest';
import { readInterval } from './ranges';
import { elements, withoutComments } from './xmlText';

export const pomXml: ManifestFormat = {
  id: 'pom.xml',
  ecosystem: 'maven',
  files: ['pom.xml'],
  lock: false,
  parse(source) {
    const text = withoutComments(source);
    const properties = new Map<string, string>();
    for (const block of elements(text, 'properties')) {
      for (const entry of block.matchAll(/<([\w.-]+)>\s*([^<]*?)\s*<\/\1>/g))
        properties.set(entry[1]!, entry[2]!);
    }
    const value = (raw: string): string =>
      raw.replace(/\$\{([\w.-]+)\}/g, (whole, name: string) => properties.get(name) ?? whole);
    const found: Found[] = [];
    for (const block of [...elements(text, 'parent'), ...elements(text, 'dependency')]) {
      const field = (name: string): string | undefined =>
        new RegExp(`<${name}>\\s*([^<]*?)\\s*</${name}>`).exec(block)?.[1];
      const group = field('groupId');
      const artifact = field('artifactId');
      if (group === undefined || artifact === undefined) continue;
      found.push({
        name: `${value(group)}:${value(artifact)}`,
        ...readInterval(value(field('version') ?? '')),
      });
    }
    // Spring Boot's own way to choose another driver: a property of this name.
    const override = properties.get('mongodb.version');
    if (override !== undefined)
      found.unshift({ name: 'org.mongodb:mongodb-driver-core', ...readInterval(override) });
    return found;
  },
};
