/** Strapi 3 (MongoDB went away with 4.0): only `ssl` is read, and it is always passed, false by default. */
import { option, sourceOf } from '../catalogue/define';
import { Reaching, yes, type Framework } from './framework';

const source = sourceOf('strapi/strapi', '015480b1')('packages/strapi-connector-mongoose/lib/index.js');

export const strapi: Framework = {
  id: 'strapi',
  title: 'Strapi 3',
  driver: 'node',
  packages: { npm: ['strapi-connector-mongoose'] },
  options: [
    option(
      'ssl',
      'code',
      'boolean',
      'tls',
      'The only way to turn TLS on; tls=true in the URI is not read.',
      source,
      { removed: '4.0.0' },
    ),
  ],
  toDriver(options) {
    const reaching = new Reaching();
    reaching.pass('ssl', 'ssl', yes(options['ssl']) === true);
    for (const [name, value] of Object.entries(options)) {
      if (name === 'ssl') continue;
      if (/^(?:tls|ssl)/i.test(name)) reaching.drop(name);
      else reaching.pass(name, name, value);
    }
    return reaching.done();
  },
};
