/** What a driver calls a setting where an option stands. */
import { compareVersions } from '../drivers/versions';
import { versionsIn } from '../drivers/versionsIn';
import type { CatalogueOption, DriverModel, DriverVersion, SettingKey, WrittenOption } from '../types';

/** The option of a driver that sets `key` where options are written at `place`, in every version that can be meant; the newest name of several. */
export function optionFor(
  driver: DriverModel,
  version: DriverVersion | undefined,
  key: SettingKey,
  place: WrittenOption['place'],
): CatalogueOption | undefined {
  const versions = versionsIn(version, driver);
  const fitting = driver.options.filter(
    (o) =>
      o.sets === key &&
      places[place].includes(o.place) &&
      versions.every(
        (v) =>
          (!o.since || compareVersions(v, o.since) >= 0) && (!o.removed || compareVersions(v, o.removed) < 0),
      ),
  );
  return (
    fitting.find((o) => !o.replacedBy && !o.deprecated) ?? fitting.find((o) => !o.replacedBy) ?? fitting[0]
  );
}

const places: Readonly<Record<WrittenOption['place'], readonly CatalogueOption['place'][]>> = {
  uri: ['uri', 'both'],
  options: ['code', 'both'],
  flag: ['flag'],
  config: ['config'],
  environment: ['environment'],
};
