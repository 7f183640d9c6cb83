/** MikroORM: `clientUrl`, and `driverOptions` for the Node driver. */
import { Reaching, type Framework } from './framework';

export const mikroOrm: Framework = {
  id: 'mikro-orm',
  title: 'MikroORM',
  driver: 'node',
  packages: { npm: ['@mikro-orm/mongodb'] },
  options: [],
  // mikro-orm/mikro-orm@a6b973058 packages/mongodb/src/MongoConnection.ts
  toDriver(options) {
    const reaching = new Reaching();
    for (const [name, value] of Object.entries(options))
      reaching.pass(name, name.replace(/^driverOptions\./, ''), value);
    return reaching.done();
  },
};
