/**
 * Which rules have something to look at in one connection. Most have not, and to ask each of more than a hundred costs more
 * than all that the others find: what a connection shows is put together once, and compared with what every rule is about.
 */
import { meaning } from '../model/meaning';
import type { About, Outlook, Rule, RuleInput } from '../types';
import { checkSpecification } from '../uri/specification';
import { fileReferences, referencedFiles } from './fileReferences';

/** Places of words in the table of what a connection shows. The lists of `About` are separate: a driver is no option. */
class Words {
  private readonly places = new Map<string, number>();

  constructor(private readonly next: { place: number }) {}

  /** Place of a word that a rule is about. */
  learn(word: string): number {
    let place = this.places.get(word);
    if (place === undefined) this.places.set(word, (place = this.next.place++));
    return place;
  }

  /** Enters a word that a connection shows; most are nobody's. */
  enter(word: string, shown: Uint8Array): void {
    const place = this.places.get(word);
    if (place !== undefined) shown[place] = 1;
  }
}

const kinds = ['drivers', 'settings', 'names', 'shows'] as const satisfies readonly (keyof About)[];

/** Chooses among some rules those that a connection concerns. */
export class RuleChoice {
  private readonly next = { place: 0 };
  private readonly words = {
    drivers: new Words(this.next),
    settings: new Words(this.next),
    names: new Words(this.next),
    shows: new Words(this.next),
  };
  /** By rule: of each list, one place must be entered. */
  private readonly wanted: readonly (readonly (readonly number[])[])[];
  private readonly shown: Uint8Array;

  constructor(private readonly rules: readonly Rule[]) {
    this.wanted = rules.map(({ about = {} }) =>
      kinds.flatMap((kind) => {
        const list: readonly string[] | undefined = about[kind];
        return list ? [list.map((word) => this.words[kind].learn(word))] : [];
      }),
    );
    this.shown = new Uint8Array(this.next.place);
  }

  /** The rules that have something to look at, in their order. */
  for(input: Pick<RuleInput, 'outlook' | 'document' | 'facts'>): readonly Rule[] {
    const { shown, wanted, rules } = this;
    shown.fill(0);
    this.enter(input.outlook, input);
    const chosen: Rule[] = [];
    for (let n = 0; n < rules.length; n++) {
      let concerned = true;
      for (const list of wanted[n]!) {
        concerned = false;
        for (const place of list) if (shown[place] === 1) concerned = true;
        if (!concerned) break;
      }
      if (concerned) chosen.push(rules[n]!);
    }
    return chosen;
  }

  private enter(outlook: Outlook, input: Pick<RuleInput, 'outlook' | 'document' | 'facts'>): void {
    const { shown } = this;
    const { drivers, settings, names, shows } = this.words;
    const { uri, driver, options, site } = outlook;
    if (driver) drivers.enter(driver.id, shown);
    for (const option of options) {
      names.enter(option.name.replace(/^-+/, '').toLowerCase(), shown);
      const m = meaning(outlook, option);
      if (m) settings.enter(m.key, shown);
    }
    if (uri) {
      shows.enter('uri', shown);
      if (uri.scheme === 'mongodb+srv') shows.enter('srv', shown);
      if (uri.options.length > 0) shows.enter('uriOptions', shown);
      if (checkSpecification(uri).length > 0) shows.enter('specificationProblem', shown);
    }
    if (outlook.elsewhere.length > 0) shows.enter('elsewhere', shown);
    if (site.driver.framework) shows.enter('framework', shown);
    if (outlook.outcome.known && outlook.outcome.value === 'error') shows.enter('refused', shown);
    if (fileReferences(outlook, input.document).length > 0) {
      shows.enter('paths', shown);
      for (const { fact } of referencedFiles(input))
        shows.enter(fact.kind === 'file' ? 'files' : 'unreadFiles', shown);
    }
  }
}
