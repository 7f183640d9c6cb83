/** The context of a document with facts about the files that its TLS options name. */
import path from 'node:path';
import { analyze } from '../core';
import type { AnalysisContext, SourceDocument } from '../core/types';
import { findManifestFolder, type FileStore } from '../host/certificates/fileStore';

/** Paths are looked for as if run from the current folder. */
export async function withFiles(
  store: FileStore,
  file: string,
  document: SourceDocument,
  context: AnalysisContext,
): Promise<AnalysisContext> {
  const { wanted } = analyze(document, context);
  if (wanted.length === 0) return context;
  const folder = path.dirname(path.resolve(file));
  const manifestFolder = await findManifestFolder(folder, process.cwd());
  const place = {
    workspaceFolders: [process.cwd()],
    fileFolder: folder,
    ...(manifestFolder === undefined ? {} : { manifestFolder }),
  };
  await store.load(wanted, place);
  return { ...context, facts: store.factsFor(place) };
}
