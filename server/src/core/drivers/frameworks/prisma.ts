/** Prisma with MongoDB (engines up to 6): the URL goes to the Rust driver, and nothing goes beside it. */
import { Reaching, type Framework } from './framework';

export const prisma: Framework = {
  id: 'prisma',
  title: 'Prisma',
  driver: 'rust',
  packages: { npm: ['prisma', '@prisma/client'] },
  options: [],
  // prisma/prisma-engines libs/mongodb-client/src/lib.rs: ClientOptions::parse(url)
  toDriver(options) {
    const reaching = new Reaching();
    for (const name of Object.keys(options)) reaching.drop(name);
    return reaching.done();
  },
};
