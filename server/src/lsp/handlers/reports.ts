/** Answers that are read rather than applied: inspected files, the driver matrix, the environment. */
import path from 'node:path';
import { drivers, redactText } from '../../core';
import { environmentText } from '../../core/environment/environmentText';
import { optionsAbout } from '../../core/model/meaning';
import { fileMarkdown } from '../../core/features/certificateHover';
import { FileExistsError } from '../../host/certificates/writeNewFile';
import { checkEnvironment } from '../../host/environment/checkEnvironment';
import type { MarkdownReport, Refusal } from '../messages';
import type { Session } from '../session';

export const notTrusted: Refusal = {
  refused: 'This workspace is not trusted: no file is opened and no program is started. Trust it first.',
};

/** A block of code that its text cannot end. */
export function fenced(text: string): string {
  const shown = redactText(text);
  const longest = Math.max(2, ...[...shown.matchAll(/`+/g)].map((m) => m[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${shown}\n${fence}`;
}

/** What is in a certificate file. */
export async function inspectFile(session: Session, file: string): Promise<MarkdownReport | Refusal> {
  if (!session.trusted()) return notTrusted;
  const fact = await session.workspace.files.file(path.resolve(file));
  if (!fact) return { refused: `${file} does not exist.` };
  return { title: path.basename(file), markdown: fileMarkdown(fact, true) };
}

/** Makes a local CA, a server and a client certificate. */
export async function createDevelopmentFiles(
  session: Session,
  folder: string,
  hosts: readonly string[],
): Promise<MarkdownReport | Refusal> {
  if (!session.trusted()) return notTrusted;
  try {
    // Loaded on use: its ASN.1 library takes 20 to 40 ms.
    const { createDevelopment } = await import('../../host/certificates/createDevelopment');
    const made = await createDevelopment({ folder, hosts });
    const files = Object.values(made.files).map((f) => `- \`${f}\``);
    const ignored = made.gitignore.added.length
      ? `Added to \`${made.gitignore.path}\`: ${made.gitignore.added.map((l) => `\`${l}\``).join(', ')}`
      : `\`${made.gitignore.path}\` keeps the private keys out of the repository already.`;
    return {
      title: 'Development certificates',
      markdown: [
        '## Written',
        files.join('\n'),
        ignored,
        'They are for development only: keep `ca.key` on this machine.',
        '## mongod.conf',
        `\`\`\`yaml\n${made.mongodConf.trimEnd()}\n\`\`\``,
        ...made.clientSettings.flatMap((s) => [`## ${s.title}`, `\`\`\`\n${s.text.trimEnd()}\n\`\`\``]),
      ].join('\n\n'),
    };
  } catch (error) {
    return { refused: fileProblem(error) };
  }
}

/** A file error in words; our own errors have theirs. */
export function fileProblem(error: unknown): string {
  if (error instanceof FileExistsError) return error.message;
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EACCES' || code === 'EPERM') return 'There is no permission to write there.';
  if (code === 'ENOSPC') return 'The disk is full.';
  return error instanceof Error ? redactText(error.message) : 'It could not be written.';
}

/** Which driver knows which TLS option, from which version on. */
export function driverMatrix(): MarkdownReport {
  const parts = drivers.flatMap((driver) => {
    const rows = driver.options
      .filter((o) => o.sets)
      .map(
        (o) =>
          `| \`${o.name}\` | ${o.place} | ${o.since ?? ''} | ${o.deprecated ?? ''} | ${o.removed ?? ''} | ${o.effect.replace(/\|/g, '\\|')} |`,
      );
    if (rows.length === 0) return [];
    const newest = driver.versions[driver.versions.length - 1];
    return [
      [
        `## ${driver.title}`,
        '',
        `Modelled from ${driver.versions[0]} to ${newest}.`,
        '',
        '| Option | Where | Since | Deprecated | Removed | What it does |',
        '|:--|:--|:--|:--|:--|:--|',
        ...rows,
      ].join('\n'),
    ];
  });
  return { title: 'TLS options of MongoDB drivers', markdown: parts.join('\n\n') };
}

/** What the runtimes of the workspace can do about TLS. Starts their programs. */
export async function environmentReport(
  session: Session,
  chosen: Readonly<Record<string, string>> = {},
): Promise<MarkdownReport | Refusal> {
  if (!session.trusted()) return notTrusted;
  const { folders } = session.documents;
  if (folders.length === 0) return { refused: 'No folder is open.' };
  const { serverVersion } = session.tests;
  const context = { ...(serverVersion === undefined ? {} : { serverVersion }), usesCrl: usesCrl(session) };
  const parts: string[] = [];
  for (const folder of folders) {
    const report = await checkEnvironment(folder, { trusted: true, chosen, context });
    if (folders.length > 1) parts.push(`## ${path.basename(folder)}`);
    parts.push(fenced(environmentText(report)));
  }
  return { title: 'TLS environment', markdown: parts.join('\n\n') };
}

/** True when an open document names a revocation list. */
function usesCrl(session: Session): boolean {
  return session.documents.texts
    .all()
    .some(({ uri }) =>
      session.analyses.of(uri)?.analysis.outlooks.some((o) => optionsAbout(o, 'crlFile').length > 0),
    );
}
