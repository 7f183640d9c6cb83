/** What real PyMongo and Node drivers of several versions did (test/oracle, made by scripts/oracle/make.mjs) is what is predicted. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { PredictQuery, Prediction } from '../../../server/src/core/types';
import { predict } from '../../../server/src/core/drivers';
import { warned, withoutVolatile } from '../../../scripts/verifiers/compare.mjs';

/** A refusal with its class and message, or what the client does; what is left out is false. */
type Real =
  | readonly [string, string]
  | { readonly [field in 'tls' | 'chain' | 'hostname' | 'crl' | 'warns']?: true };

interface Row {
  readonly uri?: string;
  readonly host?: string;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly real: readonly (readonly [readonly string[], Real])[];
}

function asReal(p: Prediction): Real {
  if (p.outcome === 'error') return [p.error ?? '', withoutVolatile(p.message)];
  return {
    ...(p.tls ? { tls: true } : {}),
    ...(p.tls && p.chain ? { chain: true } : {}),
    ...(p.tls && p.hostname ? { hostname: true } : {}),
    ...(p.tls && p.crl ? { crl: true } : {}),
    ...(warned(p.warnings) ? { warns: true } : {}),
  };
}

for (const driver of ['pymongo', 'node'] as const) {
  test(`${driver} is predicted to do what its real versions did`, () => {
    const rows = readFileSync(`test/oracle/${driver}.jsonl`, 'utf8').trimEnd().split('\n');
    assert.ok(rows.length > 600);
    const wrong: unknown[] = [];
    for (const line of rows) {
      const { real, ...question } = JSON.parse(line) as Row;
      for (const [versions, expected] of real)
        for (const version of versions) {
          const predicted = asReal(predict({ driver, version, ...question } as PredictQuery)!);
          try {
            assert.deepEqual(predicted, expected);
          } catch {
            wrong.push({ version, question, expected, predicted });
          }
        }
    }
    assert.deepEqual(wrong, []);
  });
}
