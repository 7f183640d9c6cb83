/** A secret moves from the code to the environment file, which git must not get. */
import path from 'node:path';
import { appendLine, envLine, nameFor } from '../../core/features/envFile';
import { moveSecret, secretPlaces, variableFor } from '../../core/model/moveSecret';
import { GitIndexes } from '../certificates/gitIndex';
import { ignoredByGit } from '../walk';
import { done, gone, refused, type FileChange, type FixOutcome, type FixWorld } from './types';

/** Moves the secret at the place. The secret goes into the edit of the environment file and nowhere else. */
export async function moveSecretFix(world: FixWorld): Promise<FixOutcome> {
  const { analysis, at, own } = world;
  const { document } = analysis;
  const found = analysis.outlooks
    .flatMap((outlook) => secretPlaces(outlook, document).map((place) => ({ outlook, place })))
    .find(({ place }) => place.span.start >= at.start && place.span.end <= at.end);
  if (!found) return gone;
  if (world.file === undefined) return refused('Save the file first: the environment file goes beside it.');
  const envFile = environmentFile(world);
  const env = world.readText(envFile);
  const wanted = variableFor(found.place);
  for (const asWritten of [false, true]) {
    const moved = moveSecret(document, found.outlook, found.place, wanted, { asWritten, own });
    if (!moved) break;
    const free = nameFor(env ?? '', wanted, moved.value);
    if (!free) continue;
    const { edits, encoded } =
      free.name === wanted
        ? moved
        : moveSecret(document, found.outlook, found.place, free.name, { asWritten, own })!;
    const git = await gitChange(world, envFile);
    const files: FileChange[] = free.there
      ? []
      : [
          {
            file: envFile,
            create: env === undefined,
            edits: [appendLine(env ?? '', envLine(free.name, moved.value)!)],
          },
        ];
    return done(
      edits,
      [
        `${free.name} is in ${path.basename(envFile)} now${encoded ? ', percent-encoded as it goes into the URI' : ''}. The program has to get it from there: Compose reads the file itself, other programs load it (python-dotenv, node --env-file, set -a; . ./.env).`,
        'The secret stays in the history of the repository: change it.',
        ...git.notes,
      ],
      [...files, ...git.files],
    );
  }
  return refused(
    'The secret cannot be moved here without guessing. Read the value from the environment by hand.',
  );
}

/** The nearest `.env` at or above the document, inside the workspace; else where one belongs. */
function environmentFile(world: FixWorld): string {
  const file = world.file!;
  const folder = path.dirname(file);
  // Compose looks beside its own file only.
  if (/^(?:docker-)?compose[\w.-]*\.ya?ml$/i.test(path.basename(file))) return path.join(folder, '.env');
  const top = world.folders.find((f) => folder === f || folder.startsWith(f + path.sep)) ?? folder;
  for (let at = folder; ; at = path.dirname(at)) {
    const candidate = path.join(at, '.env');
    if (world.readText(candidate) !== undefined) return candidate;
    if (at === top || path.dirname(at) === at) return path.join(top, '.env');
  }
}

/** What keeps the environment file out of the repository. */
async function gitChange(
  world: FixWorld,
  envFile: string,
): Promise<{ readonly files: readonly FileChange[]; readonly notes: readonly string[] }> {
  const name = path.basename(envFile);
  const ignored = ignoredByGit(envFile);
  if (ignored === undefined) return { files: [], notes: [] };
  if ((await new GitIndexes().tracks(envFile)) === true)
    return {
      files: [],
      notes: [
        `${name} is tracked by git: everybody with the repository gets it. Take it out (git rm --cached ${name}) and ignore it.`,
      ],
    };
  if (ignored) return { files: [], notes: [] };
  const file = path.join(path.dirname(envFile), '.gitignore');
  const text = world.readText(file);
  return {
    files: [{ file, create: text === undefined, edits: [appendLine(text ?? '', `/${name}`)] }],
    notes: [],
  };
}
