/** How a catalogue is written down: one row per option, the source shared by the rows of a file. */
import type { CatalogueOption, Source } from '../../types';

/** Makes the source of a catalogue's rows: repository and tag once, then a path per row. */
export function sourceOf(repo: string, ref: string): (path: string, note?: string) => Source {
  return (path, note) => ({ repo, ref, path, ...(note === undefined ? {} : { note }) });
}

type More = Omit<CatalogueOption, 'name' | 'place' | 'type' | 'sets' | 'effect' | 'source'>;

/** One row. `sets` is undefined for an option that this driver takes no TLS setting from. */
export function option(
  name: string,
  place: CatalogueOption['place'],
  type: CatalogueOption['type'],
  sets: CatalogueOption['sets'],
  effect: string,
  source: Source,
  more: More = {},
): CatalogueOption {
  return { name, place, type, ...(sets === undefined ? {} : { sets }), effect, source, ...more };
}
