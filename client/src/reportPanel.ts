/** Reports in a panel beside the editor: Markdown rendered by VS Code itself, under a strict content security policy. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { MarkdownReport } from '../../server/src/lsp/messages';

/** A button of a report. */
export interface ReportAction {
  readonly id: string;
  readonly label: string;
  run(): void | Thenable<unknown>;
}

const panels = new Map<string, vscode.WebviewPanel>();

/** Shows a report; a second one of the same kind takes the place of the first. */
export async function showReport(
  kind: string,
  report: MarkdownReport,
  actions: readonly ReportAction[] = [],
): Promise<void> {
  await showHtml(kind, report.title, `<article>${await rendered(report.markdown)}</article>`, [
    ...actions,
    copyAction(report.markdown),
  ]);
}

/** `Copy as Markdown`. */
export function copyAction(markdown: string): ReportAction {
  return {
    id: 'copy',
    label: 'Copy as Markdown',
    run: () => vscode.env.clipboard.writeText(markdown),
  };
}

/** Shows a body of trusted HTML with buttons above it. */
export async function showHtml(
  kind: string,
  title: string,
  body: string,
  actions: readonly ReportAction[],
): Promise<void> {
  let panel = panels.get(kind);
  if (!panel) {
    panel = vscode.window.createWebviewPanel(
      `mongodbTls.${kind}`,
      title,
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [] },
    );
    panels.set(kind, panel);
    panel.onDidDispose(() => panels.delete(kind));
  }
  const nonce = randomBytes(16).toString('base64');
  panel.title = title;
  panel.webview.html = page(title, body, actions, nonce);
  listeners.get(panel)?.dispose();
  listeners.set(
    panel,
    panel.webview.onDidReceiveMessage((id: unknown) => {
      void actions.find((a) => a.id === id)?.run();
    }),
  );
  panel.reveal(undefined, true);
}

const listeners = new WeakMap<vscode.WebviewPanel, vscode.Disposable>();

async function rendered(markdown: string): Promise<string> {
  try {
    // Raw HTML in a report can only come from outside (a certificate's names): it is shown, not rendered.
    const html = await vscode.commands.executeCommand<string>('markdown.api.render', escapeTags(markdown));
    if (typeof html === 'string') return html;
  } catch {
    // The Markdown extension is switched off.
  }
  return `<pre>${escapeHtml(markdown)}</pre>`;
}

/** Outside of code, `<` would begin a tag. */
function escapeTags(markdown: string): string {
  return markdown.replace(/(```[\s\S]*?```|`[^`\n]*`)|</g, (_, code: string | undefined) => code ?? '&lt;');
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

function page(title: string, body: string, actions: readonly ReportAction[], nonce: string): string {
  const buttons = actions
    .map((a) => `<button data-action="${escapeHtml(a.id)}">${escapeHtml(a.label)}</button>`)
    .join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}';">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<header><h1>${escapeHtml(title)}</h1><div role="group" aria-label="Actions">${buttons}</div></header>
<main>${body}</main>
<script nonce="${nonce}">
const vscode = acquireVsCodeApi();
document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-action]');
  if (!button) return;
  vscode.setState({ pressed: button.dataset.action });
  vscode.postMessage(button.dataset.action);
});
// A report that takes the place of another keeps the keyboard where it was.
const pressed = vscode.getState()?.pressed;
vscode.setState({});
for (const button of document.querySelectorAll('[data-action]')) if (button.dataset.action === pressed) button.focus();
</script>
</body>
</html>`;
}

const style = `
body { color: var(--vscode-foreground); background: var(--vscode-editor-background); font: var(--vscode-font-size) var(--vscode-font-family); padding: 0 16px 32px; max-width: 70em; line-height: 1.45; }
header { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 8px; border-bottom: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent)); padding: 12px 0 8px; }
h1 { font-size: 1.5em; font-weight: 600; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1.2em; font-weight: 600; margin: 1.4em 0 .4em; }
button { color: var(--vscode-button-foreground); background: var(--vscode-button-background); border: 1px solid var(--vscode-button-border, var(--vscode-contrastBorder, transparent)); border-radius: 2px; padding: 4px 10px; font: inherit; cursor: pointer; margin: 2px 0 2px 6px; }
button:hover { background: var(--vscode-button-hoverBackground); }
button:focus-visible, a:focus-visible, summary:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
a { color: var(--vscode-textLink-foreground); }
code, pre { font-family: var(--vscode-editor-font-family); font-size: var(--vscode-editor-font-size); overflow-wrap: anywhere; }
code { background: var(--vscode-textCodeBlock-background); padding: 0 3px; border-radius: 3px; }
pre { background: var(--vscode-textCodeBlock-background); border: 1px solid var(--vscode-contrastBorder, transparent); padding: 8px 10px; white-space: pre-wrap; }
pre code { padding: 0; background: none; }
table { border-collapse: collapse; width: 100%; margin: .6em 0; }
th, td { text-align: left; vertical-align: top; padding: 4px 10px 4px 0; border-bottom: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, #8884)); overflow-wrap: anywhere; }
hr { border: 0; border-top: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, #8884)); margin: 1.6em 0; }
.ok { color: var(--vscode-testing-iconPassed, var(--vscode-foreground)); }
.fail { color: var(--vscode-testing-iconFailed, var(--vscode-errorForeground)); }
.warn { color: var(--vscode-list-warningForeground, var(--vscode-foreground)); }
.muted { color: var(--vscode-descriptionForeground); }
ol.stages { list-style: none; padding: 0; margin: .6em 0; }
ol.stages > li { display: grid; grid-template-columns: 1.4em minmax(7em, auto) 1fr auto; gap: 2px 10px; padding: 5px 0; border-bottom: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, #8884)); overflow-wrap: anywhere; }
ol.stages .note { grid-column: 3 / -1; color: var(--vscode-descriptionForeground); }
.time { white-space: nowrap; text-align: right; }
progress { appearance: none; border: 1px solid var(--vscode-contrastBorder, transparent); background: var(--vscode-textCodeBlock-background); height: 8px; width: 60px; }
progress::-webkit-progress-bar { background: var(--vscode-textCodeBlock-background); }
progress::-webkit-progress-value { background: var(--vscode-progressBar-background); }
progress.validity { width: 100%; }
progress.fail::-webkit-progress-value { background: var(--vscode-testing-iconFailed, var(--vscode-errorForeground)); }
details { margin: .6em 0 1em; }
details p { margin: .3em 0; overflow-wrap: anywhere; }
.cause { border-left: 4px solid var(--vscode-testing-iconFailed, var(--vscode-errorForeground)); padding: 4px 12px; margin: 12px 0; }
.pass { border-left-color: var(--vscode-testing-iconPassed, var(--vscode-foreground)); }
@media (max-width: 520px) { ol.stages > li { grid-template-columns: 1.4em 1fr auto; } ol.stages .evidence { grid-column: 2 / -1; grid-row: 2; } ol.stages .note { grid-column: 2 / -1; } .time progress { display: none; } body { padding: 0 8px 24px; } }
`;
