/** Commands that write certificate files: combine and convert. The client asked for the files by their dialogues. */
import { combine } from '../../host/certificates/combine';
import { convert } from '../../host/certificates/convert';
import type { ServerRequests } from '../messages';
import type { Session } from '../session';
import { fileProblem, notTrusted } from './reports';

/** Writes certificate, key and chain into one new file. */
export async function combineFiles(
  session: Session,
  params: ServerRequests['mongodbTls/combine']['params'],
): Promise<ServerRequests['mongodbTls/combine']['result']> {
  if (!session.trusted()) return notTrusted;
  // The chain often stands behind the certificate already; a file given twice is read once.
  const files = [...new Set([params.certificate, params.key])];
  try {
    return { written: (await combine({ files, output: params.target })).output };
  } catch (error) {
    return { refused: fileProblem(error) };
  }
}

/** Writes a DER file or a PKCS#12 store as PEM into a new file. */
export async function convertFile(
  session: Session,
  params: ServerRequests['mongodbTls/convert']['params'],
): Promise<ServerRequests['mongodbTls/convert']['result']> {
  if (!session.trusted()) return notTrusted;
  const { path: file, target, password } = params;
  try {
    const done = await convert({ file, output: target, ...(password === undefined ? {} : { password }) });
    return { written: done.output };
  } catch (error) {
    if ((error as { wrongPassword?: boolean }).wrongPassword) return { passwordNeeded: true };
    return { refused: fileProblem(error) };
  }
}
