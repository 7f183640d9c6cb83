/**
 * Which rules have something to look at in one connection. Most have not, and to ask each of more than a hundred costs more
 * than all that the others find: what a connection shows is put together once, and compared with what every rule is about.
 */
import { serviceOf } from '../model/hosts';
import { booleanOf, catalogueOption, meaning, plainName } from '../model/meaning';
import type { About, Rule, RuleInput, Trait } from '../types';
import { isSecretOption } from '../uri/secrets';
import { checkSpecification } from '../uri/specification';
import { fileReferences, referencedFiles } from './fileReferences';

const special = /[#%+;\\]/;

/** Everything that some rule is about has a place in a table, list by list: a driver is no option. */
export class RuleChoice {
  private readonly places = {
    drivers: new Map<string, number>(),
    settings: new Map<string, number>(),
    names: new Map<string, number>(),
    shows: new Map<string, number>(),
  } satisfies Record<keyof About, Map<string, number>>;
  /** By rule: of each of its lists, one place must be entered. */
  private readonly wanted: readonly (readonly (readonly number[])[])[];
  private readonly shown: Uint8Array;

  constructor(private readonly rules: readonly Rule[]) {
    let size = 0;
    const placeOf = (list: keyof About, word: string): number => {
      const places = this.places[list];
      if (!places.has(word)) places.set(word, size++);
      return places.get(word)!;
    };
    const lists = Object.keys(this.places) as (keyof About)[];
    this.wanted = rules.map(({ about = {} }) =>
      lists.flatMap((list) => (about[list] ? [about[list].map((word) => placeOf(list, word))] : [])),
    );
    this.shown = new Uint8Array(size);
  }

  /** The rules that have something to look at, in their order. */
  for(input: Pick<RuleInput, 'outlook' | 'document' | 'facts'>): readonly Rule[] {
    const { shown, wanted, rules } = this;
    shown.fill(0);
    this.enter(input);
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

  /** Most of what a connection shows is of no rule's interest. */
  private show(list: keyof About, word: string): void {
    const place = this.places[list].get(word);
    if (place !== undefined) this.shown[place] = 1;
  }

  private enter(input: Pick<RuleInput, 'outlook' | 'document' | 'facts'>): void {
    const { outlook } = input;
    const { uri, driver, options, site } = outlook;
    const shows = (trait: Trait): void => this.show('shows', trait);
    if (driver) this.show('drivers', driver.id);
    if (site.passwords) shows('secrets');
    let tlsOptions = 0;
    let switches = 0;
    for (const option of options) {
      if (!option.value.known) shows('unknownValue');
      else if (typeof option.value.value === 'object' && option.value.value) shows('secrets');
      const name = plainName(option.name);
      if (name.includes('protocol') || name.includes('version')) shows('protocol');
      this.show('names', name);
      if (name.startsWith('tls')) tlsOptions++;
      const m = meaning(outlook, option);
      if (m) this.show('settings', m.key);
      if (m?.key === 'tls') {
        switches++;
        if (booleanOf(outlook, option) === false) shows('switchedOff');
      }
      const entry = driver && catalogueOption(driver, option);
      if (!entry) shows('strangeOption');
      if (entry?.removed ?? entry?.deprecated) shows('renamedOption');
      if (entry?.since && outlook.version) shows('newOption');
    }
    if (tlsOptions > 1) shows('severalTlsOptions');
    if (switches > 1) shows('severalSwitches');
    if (uri) {
      shows('uri');
      if (uri.scheme === 'mongodb+srv') shows('srv');
      if (uri.password) shows('secretsInUri');
      for (const { name } of uri.options) if (isSecretOption(name)) shows('secretsInUri');
      for (const { host } of uri.hosts) if (/^\d|:/.test(host)) shows('address');
      if (uri.options.length > 0) {
        shows('uriOptions');
        if (uri.options.length > 1) shows('severalUriOptions');
        if (options.length > uri.options.length) shows('optionsOnBothSides');
        if (special.test(input.document.text.slice(uri.span.start, uri.span.end))) shows('specialCharacters');
      }
      if (checkSpecification(uri).length > 0) shows('specificationProblem');
    }
    if (outlook.hosts.known) for (const host of outlook.hosts.value) if (serviceOf(host)) shows('service');
    if (!outlook.tls.known || !outlook.tls.value) shows('plaintext');
    if (outlook.elsewhere.length > 0) shows('elsewhere');
    if (site.driver.framework) shows('framework');
    if (outlook.outcome.known && outlook.outcome.value === 'error') shows('refused');
    if (outlook.cases.some((c) => c.prediction.warnings.length > 0)) shows('warned');
    if (fileReferences(outlook, input.document).length > 0) {
      shows('paths');
      for (const { fact } of referencedFiles(input)) shows(fact.kind === 'file' ? 'files' : 'unreadFiles');
    }
  }
}
