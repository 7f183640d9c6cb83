/**
 * The probe's own program: one plan as a JSON line on standard input, progress and the report as JSON lines on standard
 * output. It ends when the plan's time is over, when its standard input closes, or when it is done.
 */
import { parsePlan } from './plan';
import { run } from './run';
import { lookUpSeeds } from './seeds';

/** After the plan's limit, how long the report may take to be put together. */
const graceMs = 500;
/** A plan is small; more input is a mistake. */
const planLimit = 1 << 20;

function send(message: unknown): Promise<void> {
  return new Promise((resolve) => process.stdout.write(JSON.stringify(message) + '\n', () => resolve()));
}

async function main(line: string): Promise<void> {
  const plan = parsePlan(line);
  if (!plan) {
    await send({ type: 'error', message: 'the plan cannot be read' });
    return process.exit(2);
  }
  setTimeout(() => process.exit(3), plan.timeoutMs + graceMs).unref();
  try {
    if (plan.seedsOnly) {
      await send({ type: 'seeds', seeds: await lookUpSeeds(plan) });
      return process.exit(0);
    }
    const report = await run(plan, (progress) => void send(progress));
    await send({ type: 'report', report });
    process.exit(0);
  } catch (error) {
    // A fault of ours. The stack has paths of this program and nothing of the plan.
    await send({
      type: 'error',
      message: error instanceof Error ? (error.stack ?? error.message) : 'unknown',
    });
    process.exit(4);
  }
}

let input = '';
let begun = false;
process.stdin.setEncoding('utf8');
process.stdin.on('data', (chunk: string) => {
  if (begun) return;
  input += chunk;
  const end = input.indexOf('\n');
  if (input.length > planLimit) process.exit(2);
  if (end < 0) return;
  begun = true;
  void main(input.slice(0, end));
});
// The parent has gone or has cancelled.
process.stdin.on('end', () => process.exit(begun ? 3 : 2));
