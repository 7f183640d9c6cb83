/** Mongoid: the options of mongoid.yml are the Ruby driver's; a tls name among them is unknown to it. */
import { rubyOptions } from '../catalogue/ruby';
import { Reaching, type Framework } from './framework';

export const mongoid: Framework = {
  id: 'mongoid',
  title: 'Mongoid',
  driver: 'ruby',
  packages: { rubygems: ['mongoid'] },
  options: rubyOptions
    .filter((row) => row.place !== 'uri')
    .map((row) => ({ ...row, place: 'config' as const })),
  toDriver(options) {
    const reaching = new Reaching();
    // Below `options`, as the driver's own names; the driver itself warns of others.
    for (const [name, value] of Object.entries(options))
      reaching.pass(name, name.replace(/^options\./, ''), value);
    return reaching.done();
  },
};
