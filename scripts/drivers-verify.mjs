/**
 * `npm run drivers:verify`: asks real drivers, without connecting, what they make of a list of questions, and holds `predict` to their answers.
 *   --drivers a,b    only these (default: all that the machine can run)
 *   --versions x,y   only these versions, installed where they are missing; `newest` is the newest of each driver
 *   --write          writes docs/drivers-verified.md
 *   --json           prints the counts and differences as JSON
 * Ends with 1 when a driver does otherwise than predicted (outcome or TLS) and test/oracle/accepted.json does not say why.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './install.mjs';
import { acceptedBy, compare, fields, readAccepted } from './verifiers/compare.mjs';
import { loadPredict } from './verifiers/loadPredict.mjs';
import { runners } from './verifiers/runners.mjs';

process.chdir(root);
const { values: args } = parseArgs({
  options: {
    drivers: { type: 'string' },
    versions: { type: 'string' },
    write: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const say = args.json ? () => {} : (text) => console.log(text);
const names = args.drivers?.split(',');
const unknown = names?.filter((n) => !runners.some((r) => r.id === n)) ?? [];
if (unknown.length) {
  console.error(
    `There is no driver ${unknown.join(', ')}; there are ${runners.map((r) => r.id).join(', ')}.`,
  );
  process.exit(2);
}

const predict = await loadPredict();
const accepted = readAccepted();
mkdirSync('.cache/drivers', { recursive: true });
const results = [];
const notRun = [];

/** Asks one driver in one version; installs it when it is missing. */
function verify(runner, version) {
  if (!runner.present(version)) {
    say(`${runner.id} ${version}: installing …`);
    runner.install(version);
  }
  const questions = runner.questions();
  const answers = new Map(runner.ask(version, questions).map((a) => [a.id, a]));
  const counts = Object.fromEntries(fields.map((f) => [f, { same: 0, of: 0 }]));
  const differences = [];
  let real = version;
  for (const question of questions) {
    const answer = answers.get(question.id);
    if (!answer) throw new Error(`no answer to ${JSON.stringify(question)}`);
    real = answer.version;
    const predicted = predict({ driver: runner.id, version: real, ...runner.known, ...question });
    for (const part of compare(answer, predicted)) {
      counts[part.field].of++;
      if (part.same) {
        counts[part.field].same++;
        continue;
      }
      const reason = acceptedBy(accepted, runner.id, real, question, part, answer, predicted)?.reason;
      const said = answer.outcome === 'error' ? answer.message : predicted.message;
      differences.push({
        ...part,
        question,
        ...(part.field === 'outcome' ? { said } : {}),
        ...(reason ? { accepted: reason } : {}),
      });
    }
  }
  return { driver: runner.id, version: real, questions: questions.length, counts, differences };
}

const cellOf = ({ same, of }) => (of ? `${same}/${of}` : '');

for (const runner of runners.filter((r) => !names || names.includes(r.id))) {
  const wanted =
    args.versions?.split(',').map((v) => (v === 'newest' ? runner.newest : v)) ?? runner.versions;
  // A package of the machine has the version that it has.
  const versions = runner.versions.includes('installed') ? ['installed'] : wanted;
  for (const version of versions) {
    try {
      const result = verify(runner, version);
      results.push(result);
      say(
        `${result.driver} ${result.version}: ${fields
          .map((f) => [f, cellOf(result.counts[f])])
          .filter(([, c]) => c)
          .map(([f, c]) => `${f} ${c}`)
          .join(', ')}`,
      );
      const open = result.differences.filter((d) => !d.accepted);
      for (const d of open.slice(0, 25))
        say(
          `  ${d.field}: ${JSON.stringify(d.question)}\n    driver:    ${JSON.stringify(d.real)}\n    predicted: ${JSON.stringify(d.predicted)}${d.said ? `\n    said:      ${d.said.slice(0, 200)}` : ''}`,
        );
      if (open.length > 25) say(`  … and ${open.length - 25} more differences`);
    } catch (error) {
      notRun.push({ driver: runner.id, version, reason: error.message });
      say(`${runner.id} ${version}: not run: ${error.message}`);
    }
  }
}

/** The page of the documentation that shows what was measured. */
function page() {
  const rows = results.map(
    (r) =>
      `| ${r.driver} | ${r.version} | ${r.questions} | ${fields.map((f) => cellOf(r.counts[f])).join(' | ')} |`,
  );
  const remaining = new Map();
  for (const r of results)
    for (const d of r.differences) {
      const key = `${r.driver}\0${d.field}\0${d.accepted ?? 'no reason is known yet'}`;
      remaining.set(key, [...(remaining.get(key) ?? []), r.version]);
    }
  const lines = [...remaining].map(([key, versions]) => {
    const [driver, field, reason] = key.split('\0');
    return `- **${driver}** ${[...new Set(versions)].join(', ')}, ${field} (${versions.length}): ${reason}`;
  });
  return `# Held against real drivers

Measured on ${new Date().toISOString().slice(0, 10)} by \`npm run drivers:verify -- --write\`. PyMongo and Node were asked the questions of \`scripts/oracle/cases.mjs\` (connection strings
and options in code), the others those of \`scripts/verifiers/connectionStrings.mjs\`; both have random mixtures with a fixed seed. Each driver parsed them or made a client without connecting.
A cell is agreements of comparisons; an empty cell was not observable in that driver. Chain and host name are those of the settings that
the driver made, not of a handshake. \`warns\` is whether it warned at all. In messages, lists without an order and values that were given are not compared.

| driver | version | questions | ${fields.map((f) => ({ outcome: 'refuses or not', tls: 'TLS', hostname: 'host name', crl: 'CRL', error: 'error class' })[f] ?? f).join(' | ')} |
|${' --- |'.repeat(fields.length + 3)}
${rows.join('\n')}

## Differences that remain

${lines.join('\n') || 'None.'}

Not run here: C#, Swift, Elixir and C++ (no run time on the machine)${notRun.length ? `; ${notRun.map((n) => `${n.driver} ${n.version}`).join(', ')}` : ''}.
`;
}

if (args.write) {
  const file = path.join('docs', 'drivers-verified.md');
  const prettier = await import('prettier');
  writeFileSync(
    file,
    await prettier.format(page(), { ...(await prettier.resolveConfig(file)), filepath: file }),
  );
  say(`wrote ${file}`);
}
if (args.json) console.log(JSON.stringify({ results, notRun }));
const failing = results
  .flatMap((r) => r.differences)
  .filter((d) => !d.accepted && (d.field === 'outcome' || d.field === 'tls'));
say(
  failing.length
    ? `${failing.length} differences in outcome or TLS`
    : 'no difference in outcome or TLS that is not accepted',
);
if (failing.length || results.length === 0) process.exitCode = 1;
