/** The corpus: what users write, in every language and format that is read, as `good`, `bad` and `tempting` files. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

export type CorpusKind = 'good' | 'bad' | 'tempting';

export interface CorpusFile {
  /** Where it lies, from the folder of the project. */
  readonly file: string;
  /** As a user would have it: without the folder of tests above it, which says that a file is a test. */
  readonly path: string;
  readonly language: string;
  readonly kind: CorpusKind;
  readonly text: string;
}

/** Every file of the corpus, by place. */
export function corpusFiles(): readonly CorpusFile[] {
  return readdirSync('test/corpus', { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => path.join(e.parentPath, e.name).replaceAll('\\', '/'))
    .sort()
    .map((file) => {
      const [, , language, kind, ...name] = file.split('/') as [string, string, string, CorpusKind];
      return {
        file,
        path: `${language}/${kind}/${name.join('/')}`,
        language,
        kind,
        text: readFileSync(file, 'utf8'),
      };
    });
}
