/** How a driver reacts to an option that it does not know: asked of its model, with nothing else written. */
import type { DriverModel, Outlook, OutlookCase, Prediction } from '../types';

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
  const first = outlook.cases[0];
  const last = outlook.cases[outlook.cases.length - 1];
  const reaction = reactionOf(driver, first, name, place);
  return first?.version === last?.version || reactionOf(driver, last, name, place) === reaction
    ? reaction
    : undefined;
}

function reactionOf(
  driver: DriverModel,
  written: OutlookCase | undefined,
  name: string,
  place: 'uri' | 'options',
): 'refused' | 'ignored' | undefined {
  const version = written?.version;
  // An option that nobody knows gets the same kind of answer, word for word but for the name.
  const unknown = saidToStranger(driver, version, place);
  if (unknown !== '' && written?.driver === driver.id) {
    const { message, warnings } = written.prediction;
    if (message?.includes(name) && withoutName(message, name) === unknown) return 'refused';
    for (const warning of warnings)
      if (warning.includes(name) && withoutName(warning, name) === unknown) return 'ignored';
  }
  // Something else is said first: asked with nothing else written.
  const answer = ask(driver, version, name, place);
  // A name that is kept although nothing reads it any more: timeoutMS in the Node driver 7.8.
  if (answer.warnings.some((w) => /has no effect/i.test(w) && w.includes(name))) return 'ignored';
  const words = said(answer, name);
  if (words === '' || words !== unknown) return undefined;
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

/** A driver's words without the option's name. */
function said(answer: Prediction, option: string): string {
  return withoutName([answer.message ?? '', ...answer.warnings].join('|'), option);
}

function withoutName(words: string, option: string): string {
  return words
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
