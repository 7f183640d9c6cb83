/** `mongodb-tls translate`: the TLS options of a connection in the words of another driver. */
import { analyze, contextOf, defaultConfig, driverById } from '../core';
import { outlookAt } from '../core/features/outlookAt';
import { translate, translationTargets, translationText } from '../core/features/translate';
import type { Outlook } from '../core/types';
import { ContextReader } from '../host/context';
import { exitCodes } from './exitCodes';
import { readPlace } from './readPlace';
import type { Streams } from './streams';

export interface TranslateOptions {
  /** `node`, or `pymongo@4.6.1`. */
  readonly to: string;
  readonly json: boolean;
}

/** Runs and returns the exit code: 0 all options have an equivalent, 1 some have none, 2 wrong use. */
export function runTranslate(target: string, options: TranslateOptions, streams: Streams): number {
  const wrong = (message: string): number => {
    streams.err(`mongodb-tls: ${message}\n`);
    return exitCodes.wrongUse;
  };
  const [id = '', version] = options.to.split('@');
  const driver = driverById(id);
  if (!driver || !translationTargets.includes(driver))
    return wrong(
      `--to wants a driver: ${translationTargets.map((d) => d.id).join(', ')}; a version may follow, as in pymongo@4.6.1`,
    );
  if (version !== undefined && !/^\d+(?:\.\d+)*$/.test(version)) return wrong(`${version} is no version`);
  const outlook = outlookOf(target);
  if (typeof outlook === 'string') return wrong(outlook);
  const done = translate(outlook, driver, version);
  if (!done) return wrong('this is the configuration of a server: there is nothing to translate');
  if (options.json) {
    const { code, language, rows, lost, notes } = done;
    const shown = { to: driver.id, version: done.version, code, language, options: rows, lost, notes };
    streams.out(JSON.stringify(shown, undefined, 2) + '\n');
  } else streams.out(translationText(done));
  return done.lost.length > 0 ? exitCodes.findings : exitCodes.clean;
}

/** The connection at a place or in a connection string; a sentence when there is none. */
function outlookOf(target: string): Outlook | string {
  if (/^mongodb(?:\+srv)?:\/\//i.test(target))
    return (
      analyze({ path: '.env', text: `MONGODB_URI=${target}` }, contextOf()).outlooks[0] ??
      'the connection string cannot be read'
    );
  const place = readPlace(target);
  if (typeof place === 'string') return place;
  const reader = new ContextReader({ useConfigFiles: true, base: defaultConfig, onBug: () => {} });
  const { context } = reader.contextFor(place.file);
  const { outlooks } = analyze({ path: place.shown, text: place.text }, context);
  return outlookAt(outlooks, place.text, place) ?? `there is no MongoDB connection at ${target}`;
}
