/** How a driver reacts to an option that it does not know: asked of its model, with nothing else written. */
import type { DriverModel, Outlook, Prediction } from '../types';

/** A name that no driver knows. */
const stranger = 'xqzunknown';

/** What each driver says to it, by version and place: asked again for every letter of a name that is typed. */
const toStranger = new WeakMap<DriverModel, Map<string, string>>();

/**
 * `refused`: the driver does not start with this option; `ignored`: it warns and goes on; undefined: it knows
 * the option, says nothing, or its versions in question react in different ways.
 */
export function reactionTo(
  outlook: Pick<Outlook, 'cases'>,
  driver: DriverModel,
  name: string,
  place: 'uri' | 'options' = 'uri',
): 'refused' | 'ignored' | undefined {
  const versions = [outlook.cases[0]?.version, outlook.cases[outlook.cases.length - 1]?.version];
  const reactions = [...new Set(versions)].map((version) => reactionOf(driver, version, name, place));
  return reactions.every((r) => r === reactions[0]) ? reactions[0] : undefined;
}

function reactionOf(
  driver: DriverModel,
  version: string | undefined,
  name: string,
  place: 'uri' | 'options',
): 'refused' | 'ignored' | undefined {
  const answer = ask(driver, version, name, place);
  // A name that is kept although nothing reads it any more: timeoutMS in the Node driver 7.8.
  if (answer.warnings.some((w) => /has no effect/i.test(w) && w.includes(name))) return 'ignored';
  const words = said(answer, name);
  if (words === '' || words !== saidToStranger(driver, version, place)) return undefined;
  return answer.outcome === 'error' ? 'refused' : 'ignored';
}

function ask(
  driver: DriverModel,
  version: string | undefined,
  option: string,
  place: 'uri' | 'options',
): Prediction {
  return driver.predict({
    driver: driver.id,
    ...(place === 'uri'
      ? { uri: `mongodb://localhost/?${option}=true` }
      : { uri: 'mongodb://localhost/', options: { [option]: true } }),
    ...(version ? { version } : {}),
  });
}

/** A driver's words without the option's name. An option that nobody knows gets the same kind of answer, word for word. */
function said(answer: Prediction, option: string): string {
  return [answer.message ?? '', ...answer.warnings]
    .join('|')
    .toLowerCase()
    .replaceAll(option.toLowerCase(), '*')
    .replace(/(?:did you mean|an option with a similar name exists).*$/, '')
    .replace(/[\s.]+$/, '');
}

function saidToStranger(driver: DriverModel, version: string | undefined, place: 'uri' | 'options'): string {
  let answers = toStranger.get(driver);
  if (!answers) toStranger.set(driver, (answers = new Map()));
  const key = `${place} ${version ?? ''}`;
  let words = answers.get(key);
  if (words === undefined) answers.set(key, (words = said(ask(driver, version, stranger, place), stranger)));
  return words;
}
