/** Runs the fixes that are more than an edit (core/model/commandFixes.ts). The same for editors and the command line. */
import type { CommandFixId } from '../../core/model/commandFixes';
import {
  addFile,
  chooseCa,
  chooseFile,
  combineKey,
  combineOptions,
  convertFile,
  orderFile,
  repairFile,
  restrictFile,
} from './certificateFixes';
import { moveSecretFix } from './moveSecretFix';
import { srvToStandard, standardToSrv } from './srvFixes';
import { refused, type FixOutcome, type FixWorld } from './types';

const runs: Readonly<Record<CommandFixId, (world: FixWorld) => FixOutcome | Promise<FixOutcome>>> = {
  'move-secret': moveSecretFix,
  'choose-file': chooseFile,
  'choose-ca': chooseCa,
  'add-ca': (world) => addFile(world, 'caFile'),
  'add-client-certificate': (world) => addFile(world, 'certificateKeyFile'),
  'combine-options': combineOptions,
  'combine-key': combineKey,
  'order-file': orderFile,
  'repair-file': repairFile,
  'convert-file': convertFile,
  'restrict-file': restrictFile,
  'srv-to-standard': srvToStandard,
  'standard-to-srv': standardToSrv,
};

/** Runs a fix as far as the answers go. Files are written only after a "yes". Rejects with errors of files and of the probe. */
export async function runFix(id: string, world: FixWorld): Promise<FixOutcome> {
  return Object.hasOwn(runs, id) ? await runs[id as CommandFixId](world) : refused('This fix is not known.');
}
