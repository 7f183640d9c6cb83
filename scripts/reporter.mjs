/** node:test reporter: prints failures in full, skips with their reason, and writes the totals to $TEST_TOTALS. */
import { writeFileSync } from 'node:fs';

export default async function* reporter(source) {
  const totals = { passed: 0, failed: 0, skipped: 0 };
  const reasons = new Map();
  for await (const { type, data } of source) {
    if (type === 'test:pass' || type === 'test:fail') {
      if (data.details?.type === 'suite' && type === 'test:pass') continue;
      if (data.skip !== undefined) {
        totals.skipped++;
        const reason = typeof data.skip === 'string' && data.skip ? data.skip : 'no reason given';
        reasons.set(reason, [...(reasons.get(reason) ?? []), data.name]);
      } else if (type === 'test:pass') {
        totals.passed++;
      } else {
        const error = data.details?.error;
        // A suite or a file fails because a test in it failed: that one is counted, not its parents.
        if (error?.failureType === 'subtestsFailed') continue;
        totals.failed++;
        const cause = error?.cause ?? error;
        yield `✖ ${data.name}  (${data.file ?? ''}:${data.line ?? ''})\n`;
        yield `${cause?.stack ?? cause?.message ?? String(cause)}\n\n`.replace(/^/gm, '    ');
      }
    } else if (type === 'test:stdout' || type === 'test:stderr') {
      yield data.message;
    }
  }
  for (const [reason, names] of reasons) yield `- skipped ${names.length}: ${reason}\n`;
  if (process.env.TEST_TOTALS) writeFileSync(process.env.TEST_TOTALS, JSON.stringify(totals));
  yield `  ${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped\n`;
}
