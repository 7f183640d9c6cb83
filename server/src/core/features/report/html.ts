/**
 * The report of a connection test as a page for a webview: strict content security policy, the editor's theme colours,
 * headings and tables that a screen reader can walk through, no mouse needed, readable at 320 px. Pure.
 */
import type { ProbeReport, ProfileVerdict, ReportCertificate, StageResult } from './types';

export interface HtmlOptions {
  /** Of this page alone: random, at least 128 bits. */
  readonly nonce: string;
  /** Buttons that change the code at this connection; their ids come back in a `fix` message. */
  readonly fixes?: readonly { readonly id: string; readonly title: string }[];
  /** Offer *Run with my driver*. */
  readonly canRunDriver?: boolean;
  /** Now, in ms: where the marker of the validity bars stands. */
  readonly now: number;
}

/**
 * A whole document. Buttons post `{ type: 'copy' | 'again' | 'runDriver' | 'openPlace' | 'fix', … }` to the editor:
 * `fix` carries `id`, `openPlace` carries `line`.
 */
export function reportHtml(report: ProbeReport, options: HtmlOptions): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${escape(options.nonce)}'; script-src 'nonce-${escape(options.nonce)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>MongoDB connection test</title>
<style nonce="${escape(options.nonce)}">${style}</style>
</head>
<body>
<main>
${head(report, options)}
${timeline(report)}
${drivers(report)}
${certificates(report, options.now)}
${server(report)}
<footer><p>Checked with ${escape(report.checkedWith)}. Nothing was sent but the handshake, hello and the authentication that the connection names.</p></footer>
</main>
<script nonce="${escape(options.nonce)}">${script}</script>
</body>
</html>
`;
}

const words = {
  passes: { mark: '✔', text: 'The connection works', kind: 'ok' },
  fails: { mark: '✖', text: 'The connection fails', kind: 'fail' },
  unknown: { mark: '?', text: 'The connection could not be judged', kind: 'warn' },
} as const;

function head(report: ProbeReport, options: HtmlOptions): string {
  const { mark, text, kind } = words[report.verdict];
  const buttons = [
    ...(options.fixes ?? []).map(
      (f, i) =>
        `<button type="button" class="${i === 0 ? 'primary' : ''}" data-type="fix" data-id="${escape(f.id)}">${escape(f.title)}</button>`,
    ),
    `<button type="button" data-type="again">Test again</button>`,
    `<button type="button" data-type="copy">Copy as Markdown</button>`,
    ...(options.canRunDriver
      ? [`<button type="button" data-type="runDriver">Run with my driver…</button>`]
      : []),
  ];
  const cause = report.cause
    ? `<p class="cause">${escape(report.cause.title)}</p>
<p>${escape(report.cause.fix)}</p>
<p class="quiet"><code>${escape(report.cause.id)}</code> · ${escape(report.cause.category)} · stage ${escape(report.cause.stage)}</p>`
    : '';
  return `<header class="verdict ${kind}">
<h1><span class="mark" aria-hidden="true">${mark}</span> ${text}</h1>
<p class="quiet">${escape(report.asked)} · ${Math.round(report.ms)} ms</p>
${cause}
<div class="buttons">${buttons.join('')}</div>
</header>`;
}

const statusText: Readonly<Record<StageResult['status'], string>> = {
  ok: 'passed',
  warn: 'warning',
  fail: 'failed',
  skipped: 'skipped',
};
const statusMark: Readonly<Record<StageResult['status'], string>> = {
  ok: '✔',
  warn: '!',
  fail: '✖',
  skipped: '·',
};

const stageTitles: Readonly<Record<StageResult['id'], string>> = {
  files: 'Files',
  dns: 'Name',
  tcp: 'Connection',
  range: 'TLS versions',
  handshake: 'TLS handshake',
  chain: 'Certificate chain',
  hostname: 'Host name',
  revocation: 'Revocation',
  hello: 'MongoDB hello',
  auth: 'Authentication',
};

function timeline(report: ProbeReport): string {
  const hosts = [...new Set(report.stages.map((s) => s.host))];
  const longest = Math.max(1, ...report.stages.map((s) => s.ms));
  const groups = hosts.map((host) => {
    const items = report.stages
      .filter((s) => s.host === host)
      .map((s) => {
        // Twenty steps are as fine as a bar of this size can show; classes, because inline styles are not allowed.
        const width = s.ms > 0 ? Math.max(1, Math.round((20 * s.ms) / longest)) : 0;
        const notes = [
          ...(s.meaning && s.meaning !== report.cause?.title
            ? [`<p>${escape(s.meaning)} ${escape(s.advice ?? '')}</p>`]
            : []),
          ...(s.place
            ? [
                `<p><button type="button" class="link" data-type="openPlace" data-line="${s.place.line}">Line ${s.place.line}${s.place.text ? `: ${escape(s.place.text)}` : ''}</button></p>`,
              ]
            : []),
        ];
        return `<li class="${s.status}"><span class="mark" aria-hidden="true">${statusMark[s.status]}</span>
<div><h4>${stageTitles[s.id]} <span class="visually-hidden">${statusText[s.status]}</span>${s.code ? ` <code>${escape(s.code)}</code>` : ''}</h4>
<p>${escape(s.evidence)}</p>${s.status === 'ok' || s.status === 'skipped' ? '' : notes.join('')}</div>
<div class="time"><span>${s.ms > 0 ? `${s.ms.toFixed(1)} ms` : ''}</span><span class="bar w${width}" aria-hidden="true"></span></div></li>`;
      });
    return `<h3>${host === '*' ? 'Before connecting' : escape(host)}</h3><ol class="stages">${items.join('\n')}</ol>`;
  });
  return `<section aria-labelledby="stages"><h2 id="stages">Stages</h2>${groups.join('\n')}</section>`;
}

function drivers(report: ProbeReport): string {
  const row = (p: ProfileVerdict, i: number): string => {
    const [kind, word, mark] =
      p.connects === null
        ? ['warn', 'not known', '?']
        : p.connects
          ? ['ok', 'connects', '✔']
          : ['fail', 'refuses', '✖'];
    return `<tr${i === 0 ? ' class="first"' : ''}><th scope="row">${escape(p.driver)} ${escape(p.version)}${p.backend ? ` <span class="quiet">${escape(p.backend)}</span>` : ''}</th>
<td class="${kind}"><span aria-hidden="true">${mark}</span> ${word}</td><td>${escape(p.because)}</td></tr>`;
  };
  return `<section aria-labelledby="drivers"><h2 id="drivers">What each driver does</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="drivers"><table><thead><tr><th scope="col">Driver</th><th scope="col">Verdict</th><th scope="col">Because</th></tr></thead>
<tbody>${report.profiles.map(row).join('\n')}</tbody></table></div></section>`;
}

function certificates(report: ProbeReport, now: number): string {
  const chain = report.server.chain ?? [];
  if (chain.length === 0) return '';
  const item = (c: ReportCertificate): string => {
    const from = Date.parse(c.notBefore);
    const to = Date.parse(c.notAfter);
    const part = Math.min(1, Math.max(0, (now - from) / Math.max(1, to - from)));
    const outside = now < from || now > to;
    const left = Math.floor((to - now) / 86_400_000);
    const said = now < from ? 'not valid yet' : left < 0 ? `expired ${-left} days ago` : `${left} days left`;
    return `<li class="${c.problem ? 'fail' : 'ok'}"><h3>${escape(c.subject)}</h3>
${c.problem ? `<p class="cause">${escape(c.problem)}</p>` : ''}
<p>Issued by ${escape(c.issuer)}${c.from === 'store' ? ' · from the trust store' : ' · sent by the server'}</p>
<p class="validity"><span>${c.notBefore.slice(0, 10)}</span><span class="track ${outside || left < 30 ? 'late' : ''}" aria-hidden="true"><span class="now p${Math.round(part * 20)}"></span></span><span>${c.notAfter.slice(0, 10)}</span> <span>${said}</span></p>
${c.names.length > 0 ? `<p>Names: ${c.names.map((n) => `<code>${escape(n)}</code>`).join(' ')}</p>` : ''}
<p class="quiet">${escape(c.key)}, ${escape(c.signature)}</p>
<p class="quiet fingerprint">SHA-256 ${escape(c.fingerprint)}</p></li>`;
  };
  const trust = (report.server.trust ?? []).map(
    (t) =>
      `<li class="${t.trusted ? 'ok' : 'fail'}"><span class="mark" aria-hidden="true">${t.trusted ? '✔' : '✖'}</span> <strong>${escape(t.store)}</strong>: ${t.trusted ? 'trusts it' : 'does not trust it'}. <span class="quiet">${escape(t.because)}</span></li>`,
  );
  return `<section aria-labelledby="chain"><h2 id="chain">Certificates</h2><ol class="chain">${chain.map(item).join('\n')}</ol>
${trust.length > 0 ? `<h3>Who trusts it</h3><ul class="plain">${trust.join('\n')}</ul>` : ''}</section>`;
}

function server(report: ProbeReport): string {
  const s = report.server;
  const facts: [string, string | undefined][] = [
    ['MongoDB', s.version && `${s.version} or compatible (wire version ${s.wireVersion ?? '?'})`],
    ['Role', s.role],
    ['Replica set', s.setName],
    ['Members', s.members?.join(', ')],
    [
      'TLS versions',
      s.protocols &&
        (s.protocols.min === s.protocols.max ? s.protocols.min : `${s.protocols.min} to ${s.protocols.max}`),
    ],
    ['Cipher suite', s.cipher],
    ['Client certificate', s.clientCertificate],
    ['Taken from', s.clientCertificateAuthorities?.join('; ')],
    ['OCSP staple', s.staple],
    ['Compression', s.compression?.join(', ')],
    [
      'Clock',
      s.clockSkewMs === undefined
        ? undefined
        : `${Math.abs(s.clockSkewMs)} ms ${s.clockSkewMs >= 0 ? 'ahead' : 'behind'}`,
    ],
  ];
  const known = facts.filter((f): f is [string, string] => f[1] !== undefined && f[1] !== '');
  if (known.length === 0) return '';
  return `<section aria-labelledby="server"><h2 id="server">Server</h2><dl>${known.map(([k, v]) => `<dt>${k}</dt><dd>${escape(v)}</dd>`).join('')}</dl></section>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

const steps = Array.from({ length: 21 }, (_, i) => `.w${i}{width:${i * 5}%}.p${i}{left:${i * 5}%}`).join('');

const style = `
:root{color-scheme:light dark}
*{box-sizing:border-box}
body{font:var(--vscode-font-size,13px)/1.5 var(--vscode-font-family,system-ui,sans-serif);color:var(--vscode-foreground);background:var(--vscode-editor-background);margin:0;padding:16px}
main{max-width:900px;margin:0 auto}
h1{font-size:1.5em;margin:0}h2{font-size:1.2em;margin:1.8em 0 .5em;border-bottom:1px solid var(--vscode-panel-border,var(--vscode-contrastBorder,#8884))}
h3{font-size:1em;margin:1.2em 0 .4em}h4{font-size:1em;margin:0}
p{margin:.2em 0;overflow-wrap:anywhere}
code{font-family:var(--vscode-editor-font-family,monospace);font-size:.95em;overflow-wrap:anywhere}
.verdict{border:1px solid var(--vscode-panel-border,var(--vscode-contrastBorder,#8884));border-left-width:5px;padding:12px 16px}
.verdict.ok{border-left-color:var(--vscode-testing-iconPassed,#388a34)}.verdict.fail{border-left-color:var(--vscode-testing-iconFailed,#d32f2f)}.verdict.warn{border-left-color:var(--vscode-testing-iconQueued,#bf8803)}
.cause{font-weight:600;margin:.6em 0 .2em}
.quiet{color:var(--vscode-descriptionForeground)}
.buttons{display:flex;flex-wrap:wrap;gap:8px;margin-top:12px}
button{font:inherit;padding:4px 12px;border:1px solid var(--vscode-button-border,var(--vscode-contrastBorder,transparent));border-radius:2px;background:var(--vscode-button-secondaryBackground);color:var(--vscode-button-secondaryForeground);cursor:pointer}
button:hover{background:var(--vscode-button-secondaryHoverBackground)}
button.primary{background:var(--vscode-button-background);color:var(--vscode-button-foreground)}button.primary:hover{background:var(--vscode-button-hoverBackground)}
button.link{background:none;border:0;padding:0;color:var(--vscode-textLink-foreground);text-decoration:underline}
:focus-visible{outline:1px solid var(--vscode-focusBorder);outline-offset:2px}
ol,ul{list-style:none;margin:0;padding:0}
.stages li{display:grid;grid-template-columns:1.6em 1fr 90px;gap:4px;padding:6px 0;border-top:1px solid var(--vscode-panel-border,#8882)}
.stages li:first-child{border-top:0}
.mark{font-weight:700}.ok>.mark,td.ok,.verdict.ok .mark{color:var(--vscode-testing-iconPassed,#388a34)}.fail>.mark,td.fail,.verdict.fail .mark,.chain .cause{color:var(--vscode-errorForeground,#d32f2f)}.warn>.mark,td.warn,.verdict.warn .mark{color:var(--vscode-editorWarning-foreground,#bf8803)}
.skipped{color:var(--vscode-descriptionForeground)}
.time{text-align:right;font-variant-numeric:tabular-nums;color:var(--vscode-descriptionForeground)}
.bar{display:block;height:3px;margin-left:auto;background:var(--vscode-progressBar-background,currentColor)}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:4px 10px 4px 0;border-top:1px solid var(--vscode-panel-border,#8882)}thead th{border-top:0}
tbody th{font-weight:400;white-space:nowrap}tr.first th{font-weight:700}td:nth-child(2){white-space:nowrap}
.scroll{overflow-x:auto}
.chain>li{border-left:3px solid var(--vscode-testing-iconPassed,#388a34);padding:2px 0 8px 12px;margin:0 0 8px}.chain>li.fail{border-left-color:var(--vscode-errorForeground,#d32f2f)}
.chain h3{margin:.2em 0;overflow-wrap:anywhere}
.validity{display:flex;flex-wrap:wrap;align-items:center;gap:8px;font-variant-numeric:tabular-nums}
.track{position:relative;flex:1 1 80px;height:8px;background:var(--vscode-testing-iconPassed,#388a34);outline:1px solid var(--vscode-contrastBorder,transparent)}.track.late{background:var(--vscode-errorForeground,#d32f2f)}
.now{position:absolute;top:-3px;width:3px;height:14px;margin-left:-1px;background:var(--vscode-foreground)}
.fingerprint{font-family:var(--vscode-editor-font-family,monospace);font-size:.85em}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:0}dd{margin:0;overflow-wrap:anywhere}dt{color:var(--vscode-descriptionForeground)}
footer{margin-top:2em;color:var(--vscode-descriptionForeground)}
.visually-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (max-width:480px){body{padding:8px}.stages li{grid-template-columns:1.4em 1fr}.time{grid-column:2;text-align:left}.bar{margin-left:0}dl{grid-template-columns:1fr}dd{margin-bottom:4px}table,tbody,tr,td,tbody th{display:block;white-space:normal}thead{position:absolute;clip-path:inset(50%)}tbody th{padding-top:8px}td{border-top:0;padding-top:0}}
@media (prefers-reduced-motion:no-preference){button{transition:background .1s}}
${steps}`;

const script = `
const editor=typeof acquireVsCodeApi==='function'?acquireVsCodeApi():{postMessage(){}};
document.addEventListener('click',(event)=>{
const button=event.target instanceof Element?event.target.closest('button[data-type]'):null;
if(!button)return;
const message={type:button.dataset.type};
if(button.dataset.id)message.id=button.dataset.id;
if(button.dataset.line)message.line=Number(button.dataset.line);
editor.postMessage(message);
});`;
