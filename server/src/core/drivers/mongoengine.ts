/**
 * MongoEngine, the document mapper on top of PyMongo. `connect()` first reads a URI strictly, where an unknown option or a
 * wrong value is an error, then hands the rest to `MongoClient` and wraps what that raises.
 * Source: MongoEngine/mongoengine, v0.20.0, v0.24.2 and v0.29.1, `mongoengine/connection.py`.
 */
import type { DriverModel, PredictQuery, Prediction } from '../types';
import { bundledVersion, bundlingVersions } from './bundledVersions';
import { pymongoOptions } from './catalogue/pymongo';
import { predictPyMongo, refusePyMongoUri } from './pymongo';
import { atLeast, before, isVersion } from './versions';

/** Parameters of `connect()` itself. */
const own = new Set(['db', 'name', 'alias', 'host', 'mongo_client_class', 'slaves', 'is_slave', 'is_mock']);
/** Passed on under another name since 0.24 with PyMongo 4; kept for the login before that. */
const renamed: Readonly<Record<string, string>> = {
  authentication_source: 'authSource',
  authentication_mechanism: 'authMechanism',
  username: 'username',
  password: 'password',
  authmechanismproperties: 'authmechanismproperties',
};

const uuidWarning =
  "DeprecationWarning: No uuidRepresentation is specified! Falling back to 'pythonLegacy' which is the default for pymongo 3.x. For compatibility with other MongoDB drivers this should be specified as 'standard' or '{java,csharp}Legacy' to work with older drivers in those languages. This will be changed to 'unspecified' in a future release.";

const newest = '0.29.3';

export const mongoengine: DriverModel = {
  id: 'mongoengine',
  title: 'MongoEngine',
  versions: [...bundlingVersions('mongoengine'), newest],
  options: pymongoOptions.map(({ since: _since, deprecated: _deprecated, removed, ...option }) => ({
    ...option,
    ...(removed === undefined ? {} : { removed: '0.24' }),
  })),
  predict(query: PredictQuery): Prediction {
    const version = query.version !== undefined && isVersion(query.version) ? query.version : newest;
    const given = typeof query.options === 'object' && query.options !== null ? query.options : {};
    const pymongo = bundledVersion('mongoengine', version);
    const uri = query.uri ?? query.host ?? given['host'];
    const uris = (Array.isArray(uri) ? uri : [uri]).filter((u): u is string => typeof u === 'string');
    for (const one of uris) {
      const refused = one.includes('://') ? refusePyMongoUri(one, pymongo, query) : undefined;
      if (refused) return refused;
    }
    const options: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(given)) {
      if (own.has(name)) continue;
      const newName = Object.hasOwn(renamed, name) ? renamed[name]! : undefined;
      if (newName === undefined) options[name] = value;
      else if (atLeast(pymongo, '4.0') && value !== null && value !== undefined) options[newName] = value;
    }
    // None is not handed on, in contrast to what MongoClient would make of it.
    if (atLeast(version, '0.24'))
      for (const name of Object.keys(options)) if (options[name] === null) delete options[name];
    const prediction = predictPyMongo({
      ...query,
      ...(uris.length ? { uri: undefined, host: uris } : {}),
      version: pymongo,
      options,
    } as PredictQuery);
    const names = [
      ...Object.keys(given),
      ...uris.flatMap((u) => [...u.matchAll(/[?&;]([^=&;]{1,40})=/g)].map((m) => m[1]!)),
    ];
    const warnsOfUuid =
      atLeast(version, '0.21') && !names.some((n) => n.toLowerCase() === 'uuidrepresentation');
    const warnings = warnsOfUuid ? [uuidWarning, ...prediction.warnings] : prediction.warnings;
    if (prediction.outcome === 'ok') return { ...prediction, warnings };
    const alias = typeof given['alias'] === 'string' ? given['alias'] : 'default';
    return {
      ...prediction,
      warnings,
      error: before(version, '0.20')
        ? 'mongoengine.connection.MongoEngineConnectionError'
        : 'mongoengine.connection.ConnectionFailure',
      message: `Cannot connect to database ${alias} :\n${prediction.message}`,
    };
  },
};
