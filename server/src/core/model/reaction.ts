/** How a driver reacts to an option that it does not know: asked of its model, with nothing else written. */
import type { DriverModel, Outlook } from '../types';

/** A name that no driver knows. */
const stranger = 'xqzunknown';

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
  const ask = (option: string): ReturnType<DriverModel['predict']> =>
    driver.predict({
      driver: driver.id,
      ...(place === 'uri'
        ? { uri: `mongodb://localhost/?${option}=true` }
        : { uri: 'mongodb://localhost/', options: { [option]: true } }),
      ...(version ? { version } : {}),
    });
  // An option that nobody knows gets the same kind of answer, word for word but for the name.
  const said = (answer: ReturnType<DriverModel['predict']>, option: string): string =>
    [answer.message ?? '', ...answer.warnings]
      .join('|')
      .toLowerCase()
      .replaceAll(option.toLowerCase(), '*')
      .replace(/(?:did you mean|an option with a similar name exists).*$/, '')
      .replace(/[\s.]+$/, '');
  const answer = ask(name);
  // A name that is kept although nothing reads it any more: timeoutMS in the Node driver 7.8.
  if (answer.warnings.some((w) => /has no effect/i.test(w) && w.includes(name))) return 'ignored';
  const words = said(answer, name);
  if (words === '' || words !== said(ask(stranger), stranger)) return undefined;
  return answer.outcome === 'error' ? 'refused' : 'ignored';
}
