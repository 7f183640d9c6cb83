/**
 * Writes test/oracle/pymongo.jsonl and node.jsonl: what real drivers of several versions made of the questions of cases.mjs.
 * `node scripts/oracle/make.mjs [pymongo|node]` (installs missing versions). A line is `{uri?, host?, options?, real}`; `real` lists
 * `[versions, outcome]` with equal outcomes together: a refusal is `[class, message]`, a client `{tls, chain, hostname, crl, warns}` (false values left out).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../install.mjs';
import { warned, withoutVolatile } from '../verifiers/compare.mjs';
import { runners } from '../verifiers/runners.mjs';

process.chdir(root);
const names = process.argv.slice(2);

/** An answer without what is false or goes without saying. */
function compact(answer) {
  if (answer.outcome === 'error') return [answer.error, withoutVolatile(answer.message)];
  const { tls, chain, hostname, crl } = answer;
  const made = { tls, chain, hostname, crl, warns: warned(answer.warnings) };
  return Object.fromEntries(Object.entries(made).filter(([, value]) => value));
}

mkdirSync('.cache/drivers', { recursive: true });
mkdirSync('test/oracle', { recursive: true });
for (const runner of runners.filter(
  (r) => ['pymongo', 'node'].includes(r.id) && (!names.length || names.includes(r.id)),
)) {
  const questions = runner.questions();
  const rows = questions.map(() => new Map());
  for (const version of runner.versions) {
    if (!runner.present(version)) runner.install(version);
    const answers = new Map(runner.ask(version, questions).map((a) => [a.id, a]));
    questions.forEach(({ id }, i) => {
      const text = JSON.stringify(compact(answers.get(id)));
      rows[i].set(text, [...(rows[i].get(text) ?? []), version]);
    });
  }
  const lines = questions.map(({ id: _id, ...question }, i) =>
    JSON.stringify({
      ...question,
      real: [...rows[i]].map(([text, versions]) => [versions, JSON.parse(text)]),
    }),
  );
  const file = path.join('test', 'oracle', `${runner.id}.jsonl`);
  writeFileSync(file, lines.join('\n') + '\n');
  console.log(`${file}: ${lines.length} questions, versions ${runner.versions.join(', ')}`);
}
