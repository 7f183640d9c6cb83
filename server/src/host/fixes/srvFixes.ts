/** SRV names to hosts and back. DNS is asked only here, because somebody chose the conversion. */
import {
  atlasSrvName,
  seedList,
  srvLookup,
  toSrv,
  toStandard,
  type FormChange,
} from '../../core/features/srvForm';
import type { Outlook } from '../../core/types';
import { done, gone, refused, type FixOutcome, type FixWorld } from './types';

/** The connection whose URI holds the place. */
function outlookAt(world: FixWorld): Outlook | undefined {
  return world.analysis.outlooks.find(
    ({ uri }) => uri && uri.span.start <= world.at.start && world.at.end <= uri.span.end,
  );
}

function outcome(change: FormChange): FixOutcome {
  return change.kind === 'edits' ? done(change.edits, change.notes) : refused(change.why);
}

type Records = Parameters<typeof toStandard>[2];

async function recordsOf(world: FixWorld, name: string, service: string): Promise<Records | FixOutcome> {
  const { hosts, options, problem } = await world.lookUpSrv(name, service);
  if (problem !== undefined) return refused(problem);
  return { hosts: hosts.flatMap((h) => ('host' in h ? [h] : [])), options };
}

/** Writes the hosts and options of the SRV name out. */
export async function srvToStandard(world: FixWorld): Promise<FixOutcome> {
  const outlook = outlookAt(world);
  const wanted = outlook && srvLookup(outlook);
  if (!wanted) return gone;
  const records = await recordsOf(world, wanted.name, wanted.service);
  return 'kind' in records ? records : outcome(toStandard(outlook, world.analysis.document, records));
}

/** Replaces the hosts by their SRV name: for Atlas it follows from theirs, else it is asked for and looked up. */
export async function standardToSrv(world: FixWorld): Promise<FixOutcome> {
  const outlook = outlookAt(world);
  const seeds = outlook && seedList(outlook);
  if (!seeds) return gone;
  const { document } = world.analysis;
  const known = atlasSrvName(seeds);
  if (known !== undefined) return outcome(toSrv(outlook, document, known));
  const name = world.answers['name']?.trim();
  if (!name)
    return {
      kind: 'ask',
      question: {
        kind: 'text',
        name: 'name',
        title: 'SRV name of the cluster',
        prompt:
          'What follows mongodb+srv:// in its connection string, for example cluster0.ab1cd.mongodb.net. It is looked up in DNS.',
      },
    };
  const records = await recordsOf(world, name, 'mongodb');
  return 'kind' in records ? records : outcome(toSrv(outlook, document, name, records));
}
