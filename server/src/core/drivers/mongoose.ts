/**
 * mongoose, the document mapper on top of the Node driver: it takes its own options out and hands the rest to `MongoClient`.
 * Source: Automattic/mongoose, 5.13.22 and 6.13.8 `lib/connection.js`, 8.19.0 and 9.12.1 `lib/drivers/node-mongodb-native/connection.js`.
 */
import type { DriverModel, PredictQuery, Prediction } from '../types';
import { bundledVersion, bundlingVersions } from './bundledVersions';
import { nodeOptions } from './catalogue/node';
import { predictNode } from './node';
import { before, isVersion } from './versions';

/** Options that mongoose keeps for itself, with the first version that does. */
const own: Readonly<Record<string, string>> = {
  autoIndex: '5.0',
  autoCreate: '5.2',
  bufferCommands: '5.0',
  dbName: '5.0',
  sanitizeFilter: '6.0',
  autoSearchIndex: '8.0',
  bufferTimeoutMS: '8.10',
};
/** Options of mongoose 5 that 6 hands to the driver, which refuses them. */
const onlyIn5 = new Set(['useCreateIndex', 'useFindAndModify']);

const newest = '9.12.1';

export const mongoose: DriverModel = {
  id: 'mongoose',
  title: 'mongoose',
  versions: [...bundlingVersions('mongoose'), newest],
  // The versions in the catalogue are those of the driver behind it.
  options: nodeOptions.map(({ since: _since, deprecated: _deprecated, removed, ...option }) => ({
    ...option,
    ...(removed === undefined ? {} : { removed: majorWith(removed) }),
  })),
  predict(query: PredictQuery): Prediction {
    const version = query.version !== undefined && isVersion(query.version) ? query.version : newest;
    const given = typeof query.options === 'object' && query.options !== null ? query.options : {};
    const old = before(version, '6.0');
    const options: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(given)) {
      const since = Object.hasOwn(own, name) ? own[name] : undefined;
      if (since !== undefined && !before(version, since)) continue;
      if (name === 'user' || name === 'pass' || (old && onlyIn5.has(name))) continue;
      options[name] = value;
    }
    if (given['user'] || given['pass'])
      options['auth'] = {
        ...(options['auth'] as object | undefined),
        username: given['user'],
        password: given['pass'],
      };
    // mongoose 5 asks for the old URL parser unless told otherwise, and that one knows no option that begins with tls.
    if (old && options['useNewUrlParser'] === undefined) options['useNewUrlParser'] = false;
    return predictNode({ ...query, version: bundledVersion('mongoose', version), options });
  },
};

/** The mongoose major whose driver removed an option. */
function majorWith(driver: string): string {
  return driver.startsWith('7') ? '9.0' : '8.0';
}
