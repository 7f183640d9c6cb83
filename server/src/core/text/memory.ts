/**
 * What is kept of one document from one text to the next, so that an edit is paid for where it was made. Whoever owns the
 * document owns it and drops it with the document; an analysis without one is the same, only slower.
 */
import type { Change, Memory } from '../types';
import { changeBetween, Searches } from './searches';

export class DocumentMemory implements Memory {
  searches = new Searches('');
  change: Change | undefined;
  /** Number of texts so far. */
  private texts = 0;
  private told: Change | undefined;
  private readonly parts = new Map<symbol, { readonly of: number; readonly part: unknown }>();

  /**
   * The next text differs from the last one in this part at most, says who edited it: then the two need not be compared,
   * which means reading both.
   */
  tell(change: Change | undefined): void {
    this.told = change;
  }

  /** Called once for each text of the document, before anything else is asked. */
  begin(text: string): void {
    const { told } = this;
    this.told = undefined;
    if (this.texts++ > 0) {
      const before = this.searches.text;
      const fits = told && text.length - before.length === told.newEnd - told.oldEnd;
      this.change = fits ? told : changeBetween(before, text);
      this.searches.edit(text, this.change);
    } else this.searches = new Searches(text);
  }

  take(key: symbol): unknown {
    const found = this.parts.get(key);
    this.parts.delete(key);
    // Nobody may have looked at the last text: `change` says nothing of the one before it.
    return found?.of === this.texts - 1 ? found.part : undefined;
  }

  keep(key: symbol, part: unknown): void {
    this.parts.set(key, { of: this.texts, part });
  }
}
