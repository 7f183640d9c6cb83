/** Configuration formats, shell text and documents over the corpus: removal, fuzz, and kept parsers as second opinion. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parse as parseJson, type ParseError } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';
import { parseAllDocuments } from 'yaml';
import { findSites } from '../../../../server/src/core/languages';
import { verbatimText } from '../../../../server/src/core/text/mappedText';
import { maskUri } from '../../../../server/src/core/uri/parseUri';
import { sitesOf, withoutOptions } from '../../../support/describeSites';

const corpus = path.resolve('test/corpus');
const formats =
  'asciidoc batch dockerfile env hcl hocon ini json makefile markdown mongodconf notebook patch powershell prisma properties restructuredtext shell toml xml yaml'.split(
    ' ',
  );

interface Sample {
  /** `env/bad/.env`. */
  readonly id: string;
  readonly name: string;
  readonly text: string;
}

function samples(kind: 'good' | 'bad' | 'tempting'): Sample[] {
  return formats.flatMap((format) => {
    const folder = path.join(corpus, format, kind);
    if (!statSync(folder, { throwIfNoEntry: false })) return [];
    return readdirSync(folder)
      .sort()
      .map((name) => ({
        id: `${format}/${kind}/${name}`,
        name,
        text: readFileSync(path.join(folder, name), 'utf8'),
      }));
  });
}

test('what is left when options are removed still parses', () => {
  for (const sample of samples('bad')) {
    const left = withoutOptions(sample.name, sample.text);
    if (/\.ya?ml$/.test(sample.name) && !/\{\{|<%/.test(sample.text))
      for (const doc of parseAllDocuments(left))
        assert.deepEqual('errors' in doc ? doc.errors : [], [], sample.id);
    if (/\.json$/.test(sample.name)) {
      const errors: ParseError[] = [];
      parseJson(left, errors, { allowTrailingComma: true });
      assert.deepEqual(errors, [], sample.id);
    }
    if (/\.toml$/.test(sample.name)) assert.doesNotThrow(() => parseToml(left), sample.id);
  }
});

test('the parsers of YAML, JSON and TOML see the same URIs', () => {
  for (const sample of [...samples('good'), ...samples('bad')]) {
    const values: string[] = [];
    const collect = (value: unknown): void => {
      if (typeof value === 'string') {
        if (/^mongodb(?:\+srv)?:\/\//.test(value)) values.push(value);
      } else if (value !== null && typeof value === 'object') Object.values(value).forEach(collect);
    };
    if (/\.ya?ml$/.test(sample.name) && !/\{\{|<%/.test(sample.text))
      for (const doc of parseAllDocuments(sample.text)) collect('toJS' in doc ? doc.toJS() : undefined);
    else if (/\.json$/.test(sample.name)) collect(parseJson(sample.text));
    else if (/\.toml$/.test(sample.name)) collect(parseToml(sample.text));
    const found = sitesOf(sample.name, sample.text).map((s) => s.uri?.mapped.text);
    for (const value of values) {
      const masked = maskUri(verbatimText(value, 0, value.length)).text;
      assert.ok(
        found.some((f) => f === masked || f?.includes('\uFFFC')),
        `${sample.id}: ${masked}`,
      );
    }
  }
});

/** A small generator with a fixed seed: the same texts every time. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

test('cut, spliced and shuffled files never throw and every span lies in the text', () => {
  const all = [...samples('good'), ...samples('bad'), ...samples('tempting')];
  const next = random(4);
  const pick = (n: number): number => Math.floor(next() * n);
  for (let round = 0; round < 1200; round++) {
    const a = all[pick(all.length)]!;
    const b = all[pick(all.length)]!;
    const text = [
      () => a.text.slice(0, pick(a.text.length)),
      () => a.text.slice(pick(a.text.length)),
      () => a.text.slice(0, pick(a.text.length)) + b.text.slice(pick(b.text.length)),
      () => {
        const lines = a.text.split('\n');
        for (let i = lines.length - 1; i > 0; i--) {
          const j = pick(i + 1);
          [lines[i], lines[j]] = [lines[j]!, lines[i]!];
        }
        return lines.join(round % 2 ? '\r\n' : '\n');
      },
      () => {
        const at = pick(a.text.length);
        return (
          a.text.slice(0, at) +
          ['\0', '\uD800', '"', "'", '{', '{{', '<%', '\\', '`', '$(', '\t'][pick(11)]! +
          a.text.slice(at)
        );
      },
    ][round % 5]!();
    const sites = findSites({ path: a.name, text }, (where, error) => {
      throw new Error(`${where} failed on ${a.id}, round ${round}`, { cause: error });
    });
    for (const s of sites) {
      const spans = [
        s.span,
        ...(s.headSpan ? [s.headSpan] : []),
        ...(s.uri ? [s.uri.span, ...s.uri.mapped.segments.map((x) => x.source)] : []),
        ...(s.defines ? [s.defines.span] : []),
        ...(s.reads ? [s.reads.span] : []),
        ...(s.insertion ? [{ start: s.insertion.at, end: s.insertion.at }] : []),
        ...s.options.flatMap((o) => [
          o.span,
          o.nameSpan,
          o.valueSpan,
          ...(o.removeSpan ? [o.removeSpan] : []),
        ]),
      ];
      for (const span of spans)
        assert.ok(
          span.start >= 0 && span.start <= span.end && span.end <= text.length,
          `${a.id}, round ${round}: ${span.start}..${span.end} of ${text.length}`,
        );
    }
  }
});
