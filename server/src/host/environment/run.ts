/** Runs a program once with fixed arguments, bounded in time and output. */
import { execFile } from 'node:child_process';
import path from 'node:path';

/** No runtime gets longer than this to answer. */
export const limitMs = 5000;

export type RunResult =
  | { readonly kind: 'ok'; readonly stdout: string; readonly stderr: string }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'failed'; readonly detail: string };

/** Starts the program itself (no shell), outside the workspace, without input. Never throws. */
export function run(
  program: string,
  args: readonly string[],
  options: { readonly env: Readonly<Record<string, string | undefined>>; readonly limitMs?: number },
): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = execFile(
      program,
      [...args],
      {
        env: { ...options.env },
        // A file of the workspace must not be picked up as a module of the script.
        cwd: path.parse(process.cwd()).root,
        timeout: options.limitMs ?? limitMs,
        killSignal: 'SIGKILL',
        maxBuffer: 4 * 1024 * 1024,
        windowsHide: true,
        encoding: 'utf8',
      },
      (error, stdout, stderr) => {
        if (!error) resolve({ kind: 'ok', stdout, stderr });
        else if (error.killed) resolve({ kind: 'timeout' });
        else
          resolve({
            kind: 'failed',
            detail: lastLine(stderr) ?? error.message.split('\n')[0] ?? 'it failed',
          });
      },
    );
    child.stdin?.end();
  });
}

function lastLine(text: string): string | undefined {
  return text.trim().split('\n').at(-1)?.trim().slice(0, 300) || undefined;
}
