/** The report of a connection test as the body of a page: stages on a timeline, certificates with validity bars, one line per driver. Pure. */
import { notesOf, runText } from './markdown';
import type { DriverRunResult, ProbeReport } from './types';

const marks = { ok: '✔', warn: '⚠', fail: '✖', skipped: '–' } as const;
const statusWords = { ok: 'passed', warn: 'warning', fail: 'failed', skipped: 'skipped' } as const;

/** `now`: ms since 1970, for the validity bars. Every text is escaped: servers and certificates choose them. */
export function reportHtml(report: ProbeReport, now: number, run?: DriverRunResult): string {
  return [
    verdict(report),
    ...(run ? [ownDriver(run, report)] : []),
    stages(report),
    drivers(report),
    certificates(report, now),
    server(report),
    foot(report),
  ].join('');
}

function verdict(report: ProbeReport): string {
  const words = {
    passes: 'The connection works',
    fails: 'The connection fails',
    unknown: 'Whether the connection works is not known',
  }[report.verdict];
  const { cause } = report;
  return `<section class="cause ${report.verdict === 'passes' ? 'pass' : ''}" role="status">
<h2>${e(words)}</h2>
${cause ? `<p>${e(cause.title)}</p><p><strong>What to do:</strong> ${e(cause.fix)}</p>` : ''}
<p class="muted">As ${e(report.asked)}</p></section>`;
}

function ownDriver(run: DriverRunResult, report: ProbeReport): string {
  const [first = '', ...words] = runText(run, report);
  const css = run.connected === null ? 'muted' : run.connected ? 'ok' : 'fail';
  const mark = run.connected === null ? marks.skipped : run.connected ? marks.ok : marks.fail;
  return `<section aria-labelledby="own"><h2 id="own">Your driver</h2>
<p role="status"><span class="${css}" aria-hidden="true">${mark}</span> ${e(first)}</p>${words.map((w) => `<pre>${e(w)}</pre>`).join('')}</section>`;
}

function stages(report: ProbeReport): string {
  const longest = Math.max(1, ...report.stages.map((s) => s.ms));
  const hosts = new Set(report.stages.map((s) => s.host).filter((h) => h !== '*'));
  const items = report.stages.map((s) => {
    const css = s.status === 'skipped' ? 'muted' : s.status;
    const host = hosts.size > 1 && s.host !== '*' ? ` <span class="muted">${e(s.host)}</span>` : '';
    const [evidence = '', ...more] = notesOf(report, s);
    const place =
      s.place && s.status !== 'ok' && s.status !== 'skipped'
        ? [`Line ${s.place.line}${s.place.text ? `: ${s.place.text}` : ''}`]
        : [];
    const notes = [...more, ...place].map((t) => `<span class="note">${e(t)}</span>`).join('');
    const time =
      s.ms > 0 ? `<progress max="${longest}" value="${s.ms}" aria-hidden="true"></progress> ${s.ms} ms` : '';
    return `<li><span class="${css}" role="img" aria-label="${statusWords[s.status]}">${marks[s.status]}</span>
<strong>${e(s.id)}${host}</strong><span class="evidence">${e(evidence)}</span>
<span class="time">${time}</span>${notes}</li>`;
  });
  return `<h2>Stages</h2><ol class="stages">${items.join('')}</ol>`;
}

function drivers(report: ProbeReport): string {
  if (report.profiles.length === 0) return '';
  const rows = report.profiles.map((p) => {
    const [css, word] =
      p.connects === null
        ? ['muted', 'not known']
        : p.connects
          ? ['ok', '✔ connects']
          : ['fail', '✖ refuses'];
    const name = `${p.driver} ${p.version}${p.backend ? ` (${p.backend})` : ''}`;
    return `<tr><th scope="row">${e(name)}</th><td class="${css}">${word}</td><td>${e(p.because)}</td></tr>`;
  });
  return `<h2>Drivers</h2><table><thead><tr><th scope="col">Driver</th><th scope="col">Result</th><th scope="col">Because</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function certificates(report: ProbeReport, now: number): string {
  const chain = report.server.chain ?? [];
  if (chain.length === 0) return '';
  const items = chain.map((c) => {
    const from = Date.parse(c.notBefore);
    const to = Date.parse(c.notAfter);
    const used = to > from ? Math.round(Math.max(0, Math.min(1, (now - from) / (to - from))) * 100) : 100;
    const days = Math.floor((to - now) / 86_400_000);
    const left = days < 0 ? `expired ${-days} days ago` : `${days} days left`;
    return `<details open><summary><strong>${e(c.subject)}</strong> <span class="muted">${c.from === 'store' ? 'from the trust store' : 'sent by the server'}</span></summary>
<progress class="validity ${days < 0 ? 'fail' : ''}" max="100" value="${used}" aria-label="${used} percent of its time has passed"></progress>
<p>${e(c.notBefore.slice(0, 10))} to ${e(c.notAfter.slice(0, 10))}, ${left}</p>
${c.problem ? `<p class="fail">${e(c.problem)}</p>` : ''}
<p>Issued by ${e(c.issuer)}</p>
${c.names.length > 0 ? `<p>Names: ${c.names.map((n) => `<code>${e(n)}</code>`).join(' ')}</p>` : ''}
<p class="muted">${e(c.key)}, ${e(c.signature)}<br>SHA-256 <code>${e(c.fingerprint)}</code></p></details>`;
  });
  const trust = (report.server.trust ?? []).map(
    (t) =>
      `<tr><th scope="row">${e(t.store)}</th><td class="${t.trusted ? 'ok' : 'fail'}">${t.trusted ? '✔ trusts it' : '✖ does not'}</td><td>${e(t.because)}</td></tr>`,
  );
  return `<h2>Certificates</h2>${items.join('')}${trust.length > 0 ? `<h2>Who trusts the chain</h2><table><tbody>${trust.join('')}</tbody></table>` : ''}`;
}

function server(report: ProbeReport): string {
  const s = report.server;
  const facts: (readonly [string, string | undefined])[] = [
    ['Version', s.version],
    ['Protocols', s.protocols ? `${s.protocols.min} to ${s.protocols.max}` : undefined],
    ['Cipher', s.cipher],
    ['Client certificate', s.clientCertificate],
    ['OCSP staple', s.staple],
    ['Set', s.setName],
    ['Members', s.members?.join(', ')],
    ['Role', s.role],
    ['Compression', s.compression?.join(', ')],
    ['Clock', s.clockSkewMs === undefined ? undefined : `${s.clockSkewMs} ms from this machine's`],
  ];
  const rows = facts.flatMap(([name, value]) =>
    value ? [`<tr><th scope="row">${name}</th><td>${e(value)}</td></tr>`] : [],
  );
  return rows.length > 0 ? `<h2>Server</h2><table><tbody>${rows.join('')}</tbody></table>` : '';
}

function foot(report: ProbeReport): string {
  return `<p class="muted">${report.ms} ms in all. Checked with ${e(report.checkedWith)}.</p>`;
}

function e(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
