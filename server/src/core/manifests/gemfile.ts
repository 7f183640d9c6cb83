/** Gemfile and *.gemspec: `gem 'mongo', '~> 2.18'`. */
import type { Found, ManifestFormat } from './manifest';
import { readRange, ruby } from './ranges';

export const gemfile: ManifestFormat = {
  id: 'Gemfile',
  ecosystem: 'rubygems',
  files: ['gemfile', 'gems.rb', '*.gemspec'],
  lock: false,
  parse(text) {
    const found: Found[] = [];
    for (const line of text.split(/\r?\n/)) {
      const match =
        /^\s*(?:gem|\w+\.add(?:_runtime|_development)?_dependency)[\s(]+["']([\w-]+)["']((?:\s*,\s*["'][^"']*["'])*)/.exec(
          line,
        );
      if (!match) continue;
      const clauses = [...match[2]!.matchAll(/["']([^"']*)["']/g)].map((clause) => clause[1]!);
      found.push({ name: match[1]!, ...readRange(clauses.join(', '), ruby) });
    }
    return found;
  },
};
