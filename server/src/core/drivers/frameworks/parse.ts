/** Parse Server: `databaseURI`, and `databaseOptions` handed to the Node driver as they are. */
import { Reaching, type Framework } from './framework';

export const parse: Framework = {
  id: 'parse',
  title: 'Parse Server',
  driver: 'node',
  packages: { npm: ['parse-server'] },
  options: [],
  // parse-community/parse-server@7ea2a2953 src/Adapters/Storage/Mongo/MongoStorageAdapter.js
  toDriver(options) {
    const reaching = new Reaching();
    for (const [name, value] of Object.entries(options))
      reaching.pass(name, name.replace(/^databaseOptions\./, ''), value);
    return reaching.done();
  },
};
