/** The list of drivers, and the question that the product exists for: what will this driver do with these settings? */
import type { DriverId, DriverModel, PredictQuery, Prediction } from '../types';
import { c } from './c';
import { cxx } from './cxx';
import { go } from './go';
import { java } from './java';
import { perl } from './perl';
import { php } from './php';
import { pymongo } from './pymongo';
import { ruby } from './ruby';

/** Every modelled driver. A new driver is one file in this folder and one line here. */
export const drivers: readonly DriverModel[] = [pymongo, java, go, c, cxx, php, ruby, perl];

/** Looks a driver up by its id; undefined when it is not modelled. */
export function driverById(id: string): DriverModel | undefined {
  return drivers.find((d) => d.id === (id as DriverId));
}

/** What the driver of the query will do; undefined when the driver is not modelled. Never throws. */
export function predict(query: PredictQuery): Prediction | undefined {
  return driverById(query.driver)?.predict(query);
}
