/** The list of drivers, and the question that the product exists for: what will this driver do with these settings? */
import type { DriverId, DriverModel, PredictQuery, Prediction } from '../types';
import { c } from './c';
import { cxx } from './cxx';
import { csharp } from './csharp';
import { elixir } from './elixir';
import { go } from './go';
import { java } from './java';
import { mongo } from './mongo';
import { mongod } from './mongod';
import { mongosh } from './mongosh';
import { mongoengine } from './mongoengine';
import { mongoose } from './mongoose';
import { motor } from './motor';
import { node } from './node';
import { perl } from './perl';
import { php } from './php';
import { pymongo } from './pymongo';
import { rust } from './rust';
import { swift } from './swift';
import { tools } from './tools';
import { withoutPieces } from './withoutUser';
import { ruby } from './ruby';

/** Every modelled driver. A new driver is one file in this folder and one line here. */
// prettier-ignore -- one entry per line, so that two additions do not collide
export const drivers: readonly DriverModel[] = [
  pymongo,
  motor,
  mongoengine,
  node,
  mongoose,
  java,
  go,
  c,
  cxx,
  php,
  ruby,
  perl,
  csharp,
  rust,
  swift,
  elixir,
  mongosh,
  mongo,
  tools,
  mongod,
];

/** Looks a driver up by its id; undefined when it is not modelled. */
export function driverById(id: string): DriverModel | undefined {
  return drivers.find((d) => d.id === (id as DriverId));
}

/** What the driver of the query will do; undefined when the driver is not modelled. Never throws, and never prints a password. */
export function predict(query: PredictQuery): Prediction | undefined {
  const answer = driverById(query.driver)?.predict(query);
  const uri = typeof query.uri === 'string' ? query.uri : typeof query.host === 'string' ? query.host : '';
  if (!answer || !uri.includes('@') || (answer.message === undefined && answer.warnings.length === 0))
    return answer;
  return {
    ...answer,
    ...(answer.message === undefined ? {} : { message: withoutPieces(uri, answer.message) }),
    warnings: answer.warnings.map((warning) => withoutPieces(uri, warning)),
  };
}
