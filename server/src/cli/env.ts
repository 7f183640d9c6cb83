/** `mongodb-tls env [folder]`: what the runtimes of this machine bring to TLS. */
import { existsSync, statSync } from 'node:fs';
import pc from 'picocolors';
import { environmentText } from '../core/environment/environmentText';
import { checkEnvironment } from '../host/environment/checkEnvironment';
import { exitCodes } from './exitCodes';
import type { Streams } from './streams';

export interface EnvOptions {
  readonly json: boolean;
  /** Version of MongoDB that the runtimes must reach. */
  readonly serverVersion?: string;
}

/** Runs the check that the person asked for by typing the command. Returns the exit code: 0, 1 with an error among the conclusions, 2 without the folder. */
export async function env(folder: string, options: EnvOptions, streams: Streams): Promise<number> {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    streams.err(`mongodb-tls: ${folder} is not a folder\n`);
    return exitCodes.wrongUse;
  }
  const report = await checkEnvironment(folder, {
    trusted: true,
    ...(options.serverVersion === undefined ? {} : { context: { serverVersion: options.serverVersion } }),
  });
  streams.out(options.json ? JSON.stringify(report, undefined, 2) + '\n' : environmentText(report, pc));
  return report.conclusions.some((c) => c.severity === 'error') ? exitCodes.findings : exitCodes.clean;
}
