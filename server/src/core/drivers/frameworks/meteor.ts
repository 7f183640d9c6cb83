/** Meteor: MONGO_URL, and `packages.mongo.options` of the settings; a key that ends in Asset names a file of the folder private/. */
import { Reaching, type Framework } from './framework';

export const meteor: Framework = {
  id: 'meteor',
  title: 'Meteor',
  driver: 'node',
  packages: { npm: ['meteor'] },
  options: [],
  // meteor/meteor packages/mongo/mongo_connection.js
  toDriver(options) {
    const reaching = new Reaching();
    for (const [name, value] of Object.entries(options))
      reaching.pass(name, name.replace(/Asset$/, ''), value);
    return reaching.done();
  },
};
