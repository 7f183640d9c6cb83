/** Fixes about certificate files: another one is chosen, or a new one is written beside the old. Nothing is overwritten. */
import { chmod, readdir } from 'node:fs/promises';
import path from 'node:path';
import { certificatesOf, fileFact, keysOf, type FileFacts } from '../../core/facts';
import { fileReferences, type FileReference } from '../../core/features/fileReferences';
import { caOptionBeside, replaceByCa } from '../../core/model/bypass';
import { optionFor } from '../../core/model/optionFor';
import { addOption, removeOption, renameOption, setValue } from '../../core/model/edits';
import { optionsAbout } from '../../core/model/meaning';
import type { Outlook, TextEdit, WrittenOption } from '../../core/types';
import { combine } from '../certificates/combine';
import { convert } from '../certificates/convert';
import { repair } from '../certificates/repair';
import { FileStore } from '../certificates/fileStore';
import { freePath, writtenPath } from './paths';
import { done, gone, refused, type FixOutcome, type FixWorld, type Question } from './types';

interface Found {
  readonly outlook: Outlook;
  readonly reference: FileReference;
  readonly fact: FileFacts | undefined;
}

/** The path that the finding is about, and what is known of its file. */
function referenceAt(world: FixWorld): Found | undefined {
  const { analysis, at, facts } = world;
  for (const outlook of analysis.outlooks)
    for (const reference of fileReferences(outlook, analysis.document)) {
      if (reference.span.start !== at.start || reference.span.end !== at.end) continue;
      const { path: written, role, base } = reference;
      const fact = fileFact(facts, { kind: 'file', path: written, role, ...(base ? { base } : {}) });
      return { outlook, reference, fact: fact?.kind === 'file' ? fact : undefined };
    }
  return undefined;
}

/** The option at the finding: its whole text, its name or its value. */
function optionAt(
  world: FixWorld,
): { readonly outlook: Outlook; readonly option: WrittenOption } | undefined {
  const { analysis, at } = world;
  for (const outlook of analysis.outlooks)
    for (const option of outlook.options)
      for (const span of [option.span, option.nameSpan, option.valueSpan])
        if (span.start === at.start && span.end === at.end) return { outlook, option };
  return undefined;
}

function folderOf(world: FixWorld): { readonly folder?: string } {
  const folder = world.file === undefined ? world.folders[0] : path.dirname(world.file);
  return folder === undefined ? {} : { folder };
}

/** The document's path replaced by that of another file. */
function pointTo(
  file: string,
  world: FixWorld,
  { outlook, reference }: Found,
): readonly TextEdit[] | undefined {
  const written = writtenPath(file, world, outlook, reference);
  if (reference.option.value.known) {
    const edit = setValue(outlook.site, reference.option, { path: written });
    return edit && [edit];
  }
  // Inside a call such as readFileSync('…'): the text between the quotes.
  return /["'`\\$\r\n]/.test(written) ? undefined : [{ span: reference.span, newText: written }];
}

const byHand = refused('The path is put together here: write it by hand.');

/** Another file for an option. */
export function chooseFile(world: FixWorld): FixOutcome {
  const found = referenceAt(world);
  if (!found) return gone;
  const file = world.answers['file'];
  const { option } = found.reference;
  if (file === undefined)
    return {
      kind: 'ask',
      question: {
        kind: 'file',
        name: 'file',
        title: `File for ${option.name}`,
        button: 'Use This File',
        ...folderOf(world),
      },
    };
  const edits = pointTo(file, world, found);
  return edits ? done(edits) : byHand;
}

/** A CA file in the place of an option that switches checks off. */
export async function chooseCa(world: FixWorld): Promise<FixOutcome> {
  const found = optionAt(world);
  if (!found) return gone;
  const name = caOptionBeside(found.outlook, found.option);
  if (name === undefined) return byHand;
  const file = world.answers['file'];
  if (file === undefined)
    return {
      kind: 'ask',
      question: {
        kind: 'file',
        name: 'file',
        title: `Certificate of the authority that signed the server's certificate, for ${name}`,
        button: 'Trust This Authority',
        ...folderOf(world),
      },
    };
  const fact = await new FileStore().file(file);
  if (fact?.kind !== 'file' || certificatesOf(fact).length === 0)
    return refused(
      `${path.basename(file)} holds no certificate. Choose the PEM file with the certificate of the authority.`,
    );
  const edits = replaceByCa(found.outlook, found.option, {
    path: writtenPath(file, world, found.outlook),
  });
  return edits ? done(edits) : byHand;
}

/** A file for a setting that the connection does not have yet; `at` is the whole connection. */
export async function addFile(world: FixWorld, key: 'caFile' | 'certificateKeyFile'): Promise<FixOutcome> {
  const { start, end } = world.at;
  const outlook = world.analysis.outlooks
    .filter(({ site }) => site.span.start <= start && end <= site.span.end)
    .sort((a, b) => a.site.span.end - a.site.span.start - (b.site.span.end - b.site.span.start))[0];
  if (!outlook?.driver || optionsAbout(outlook, key).length > 0) return gone;
  const place = newPlace(outlook, key);
  if (!place) return byHand;
  const { name, where } = place;
  const file = world.answers['file'];
  const ca = key === 'caFile';
  if (file === undefined)
    return {
      kind: 'ask',
      question: {
        kind: 'file',
        name: 'file',
        title: ca
          ? `Certificate of the authority that signed the server's certificate, for ${name}`
          : `Client certificate with its private key, for ${name}`,
        button: ca ? 'Trust This Authority' : 'Use This File',
        ...folderOf(world),
      },
    };
  const fact = await new FileStore().file(file);
  if (fact?.kind !== 'file' || certificatesOf(fact).length === 0)
    return refused(`${path.basename(file)} holds no certificate. Choose a PEM file with one.`);
  if (!ca && keysOf(fact).length === 0)
    return refused(
      `${path.basename(file)} holds no private key. Drivers want certificate and key in one file.`,
    );
  const edit = addOption(outlook, name, { path: writtenPath(file, world, outlook) }, where);
  return edit ? done([edit]) : byHand;
}

/** What a new option is called and where it goes: beside the URI where there are options already, else in it. */
function newPlace(
  outlook: Outlook,
  key: 'caFile' | 'certificateKeyFile',
): { readonly name: string; readonly where: 'uri' | 'options' } | undefined {
  const { site, driver, version } = outlook;
  const beside = site.options.length > 0 || !outlook.uri;
  for (const where of beside ? (['options', 'uri'] as const) : (['uri', 'options'] as const)) {
    if (where === 'options' && site.driver.framework !== undefined) continue;
    const place = where === 'options' && site.kind === 'cli' ? 'flag' : where;
    const entry = driver && optionFor(driver, version, key, place);
    if (entry?.type === 'path' && addOption(outlook, entry.name, { path: 'x' }, where))
      return { name: entry.name, where };
  }
  return undefined;
}

/** Asks before a file is written. */
function confirmWriting(
  world: FixWorld,
  target: string,
  what: string,
  button = 'Write',
): FixOutcome | undefined {
  if (world.answers['write'] === 'yes') return undefined;
  const shown = shownPath(target, world);
  const question: Question = {
    kind: 'confirm',
    name: 'write',
    title: `${button} ${shown}?`,
    detail: `${what} Nothing is overwritten.`,
    button,
  };
  return { kind: 'ask', question };
}

function shownPath(file: string, world: FixWorld): string {
  const base = world.folders.find((f) => file.startsWith(f + path.sep));
  return (base ? path.relative(base, file) : file).split(path.sep).join('/');
}

const onlyOwner = 'Only its owner may read the new file (mode 0600).';

/** Certificate and key in two options become one file and one option. */
export async function combineOptions(world: FixWorld): Promise<FixOutcome> {
  const at = optionAt(world);
  const driver = at?.outlook.driver;
  if (!at || !driver) return gone;
  const { outlook } = at;
  const [certificate] = optionsAbout(outlook, 'certificateFile');
  const [key] = optionsAbout(outlook, 'keyFile', 'certificateKeyFile').filter((o) => o !== certificate);
  const references = fileReferences(outlook, world.analysis.document);
  const first = references.find((r) => r.option === certificate);
  const second = references.find((r) => r.option === key);
  const name =
    certificate && optionFor(driver, outlook.version, 'certificateKeyFile', certificate.place)?.name;
  if (!certificate || !key || !first || !second || !name) return byHand;
  const facts = [first, second].map(({ path: written, role, base }) =>
    fileFact(world.facts, { kind: 'file', path: written, role, ...(base ? { base } : {}) }),
  );
  const [one, two] = facts;
  if (one?.kind !== 'file' || two?.kind !== 'file')
    return refused(
      'One of the two files was not found here, so they cannot be joined. Join them where they are: cat client.key client.crt > client.pem',
    );
  const rename = key.name === name ? [] : [renameOption(certificate, name)];
  const remove = removeOption(key.name === name ? certificate : key);
  const keeps = key.name === name ? key : certificate;
  const same = one.path === two.path;
  const target = same ? one.path : freePath(one.path, '.pem');
  if (!same) {
    const ask = confirmWriting(world, target, `Certificate and private key go into it. ${onlyOwner}`);
    if (ask) return ask;
  }
  const set = same
    ? undefined
    : setValue(outlook.site, keeps, {
        path: writtenPath(target, world, outlook, keeps === certificate ? first : second),
      });
  if (!remove || rename.some((e) => !e) || (!same && !set)) return byHand;
  if (!same) await combine({ files: [one.path, two.path], output: target });
  return done(
    [...rename.flatMap((e) => e ?? []), ...(set ? [set] : []), remove],
    same ? [] : [`${shownPath(target, world)} holds a private key: keep it out of the repository.`],
  );
}

/** A certificate without its key becomes a file with both. */
export async function combineKey(world: FixWorld): Promise<FixOutcome> {
  const found = referenceAt(world);
  if (!found?.fact) return gone;
  const { fact } = found;
  const beside = await keyBeside(fact);
  const key = world.answers['file'] ?? beside;
  if (key === undefined)
    return {
      kind: 'ask',
      question: {
        kind: 'file',
        name: 'file',
        title: `Private key that belongs to ${path.basename(fact.path)}`,
        button: 'Combine',
        folder: path.dirname(fact.path),
      },
    };
  const target = freePath(fact.path, '.pem');
  const ask = confirmWriting(
    world,
    target,
    `The certificate of ${path.basename(fact.path)} and the private key of ${path.basename(key)} go into it. ${onlyOwner}`,
  );
  if (ask) return ask;
  const edits = pointTo(target, world, found);
  if (!edits) return byHand;
  await combine({ files: [fact.path, key], output: target });
  return done(edits, [`${shownPath(target, world)} holds a private key: keep it out of the repository.`]);
}

/** More files than this in a folder are not looked through. */
const maxBeside = 200;

/** The one file in the same folder whose private key belongs to the certificate. */
async function keyBeside(fact: FileFacts): Promise<string | undefined> {
  const own = certificatesOf(fact)[0]?.key.id;
  const folder = path.dirname(fact.path);
  const names = await readdir(folder).catch(() => []);
  const store = new FileStore();
  for (const name of names.filter((n) => /\.(?:key|pem)$/i.test(n)).slice(0, maxBeside)) {
    const other = await store.file(path.join(folder, name));
    if (other?.kind === 'file' && keysOf(other).some((k) => k.publicKey === own)) return other.path;
  }
  return undefined;
}

/** Writes the file anew by `write` and points the option to the new one. */
async function rewrite(
  world: FixWorld,
  ending: string,
  what: string,
  write: (source: string, target: string) => Promise<unknown>,
): Promise<FixOutcome> {
  const found = referenceAt(world);
  if (!found?.fact) return gone;
  const target = freePath(found.fact.path, ending);
  const secret = keysOf(found.fact).length > 0;
  const ask = confirmWriting(world, target, secret ? `${what} ${onlyOwner}` : what);
  if (ask) return ask;
  const edits = pointTo(target, world, found);
  if (!edits) return byHand;
  await write(found.fact.path, target);
  return done(
    edits,
    secret ? [`${shownPath(target, world)} holds a private key: keep it out of the repository.`] : [],
  );
}

/** Key, own certificate, intermediate authorities: in this order, in a new file. */
export function orderFile(world: FixWorld): Promise<FixOutcome> {
  return rewrite(
    world,
    '-ordered.pem',
    'Private key, own certificate and intermediate authorities go into it in the order that drivers need.',
    (file, output) => combine({ files: [file], output }),
  );
}

/** The blocks of a file without what strict readers stumble over, in a new file. */
export function repairFile(world: FixWorld): Promise<FixOutcome> {
  return rewrite(
    world,
    '-repaired.pem',
    'The same certificates and keys go into it, without byte order mark, indentation and Windows line ends.',
    (file, output) => repair({ file, output }),
  );
}

/** DER or PKCS#12 as PEM in a new file. */
export async function convertFile(world: FixWorld): Promise<FixOutcome> {
  const found = referenceAt(world);
  if (!found?.fact) return gone;
  const { fact } = found;
  const target = freePath(fact.path, '.pem');
  const ask = confirmWriting(
    world,
    target,
    `What is in ${path.basename(fact.path)} goes into it as PEM. ${onlyOwner}`,
  );
  if (ask) return ask;
  const edits = pointTo(target, world, found);
  if (!edits) return byHand;
  const password = world.answers['password'];
  try {
    await convert({ file: fact.path, output: target, ...(password === undefined ? {} : { password }) });
  } catch (error) {
    if (!(error as { wrongPassword?: boolean }).wrongPassword) throw error;
    if (password !== undefined) return refused('The password does not open the file.');
    return {
      kind: 'ask',
      question: {
        kind: 'password',
        name: 'password',
        title: `Password of ${path.basename(fact.path)}`,
        prompt: 'It is used once and not kept. The private key in the new file is encrypted with it.',
      },
    };
  }
  const sealed = fact.encoding === 'pkcs12' && password !== undefined && password !== '';
  return done(
    edits,
    sealed
      ? ['The private key is encrypted with the same password: the connection needs the option for it.']
      : [],
  );
}

/** Only the owner may read the file. */
export async function restrictFile(world: FixWorld): Promise<FixOutcome> {
  const found = referenceAt(world);
  if (!found?.fact) return gone;
  const { fact } = found;
  if (world.answers['write'] !== 'yes')
    return {
      kind: 'ask',
      question: {
        kind: 'confirm',
        name: 'write',
        title: `Let only the owner of ${shownPath(fact.path, world)} read it?`,
        detail: 'Its mode becomes 0600. A program that runs as another user cannot open it then.',
        button: 'Change',
      },
    };
  await chmod(fact.path, 0o600);
  return done([]);
}
