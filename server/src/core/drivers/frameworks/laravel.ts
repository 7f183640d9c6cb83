/** Laravel: `options` are the PHP driver's $uriOptions, `driver_options` its $driverOptions. */
import { phpOptions } from '../catalogue/php';
import { Reaching, type Framework } from './framework';

export const laravel: Framework = {
  id: 'laravel',
  title: 'Laravel MongoDB',
  driver: 'php',
  packages: { composer: ['mongodb/laravel-mongodb', 'jenssegers/mongodb'] },
  options: phpOptions.filter((row) => row.place !== 'uri'),
  toDriver(options) {
    const reaching = new Reaching();
    for (const [name, value] of Object.entries(options)) {
      // env() gives booleans for these words only; any other text stays text, and text is true to ext 1.x.
      const read =
        typeof value === 'string' && /^\(?(?:true|false)\)?$/i.test(value) ? /true/i.test(value) : value;
      reaching.pass(name, name.replace(/^(?:driver_)?options\./, ''), read);
    }
    return reaching.done();
  },
};
