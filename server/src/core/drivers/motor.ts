/**
 * Motor, the asynchronous driver on top of PyMongo: it hands everything to `MongoClient`, except its own `io_loop`.
 * Source: mongodb/motor, tags 2.5.1 and 3.7.1, `motor/core.py` (AgnosticClient).
 */
import type { DriverModel, PredictQuery, Prediction } from '../types';
import { bundledVersion, bundlingVersions } from './bundledVersions';
import { pymongoOptions } from './catalogue/pymongo';
import { predictPyMongo } from './pymongo';
import { isVersion } from './versions';

export const motor: DriverModel = {
  id: 'motor',
  title: 'Motor',
  versions: [...bundlingVersions('motor'), '3.7.1'],
  // The versions in the catalogue are those of the PyMongo behind it.
  options: pymongoOptions.map(({ since: _since, deprecated: _deprecated, removed, ...option }) => ({
    ...option,
    ...(removed === undefined ? {} : { removed: '3.0' }),
  })),
  predict(query: PredictQuery): Prediction {
    const { version, options, ...rest } = query;
    const { io_loop: _loop, ...keywords } = typeof options === 'object' && options !== null ? options : {};
    return predictPyMongo({
      ...rest,
      version: bundledVersion('motor', version !== undefined && isVersion(version) ? version : undefined),
      options: keywords,
    });
  },
};
