/** `mongodb-tls inspect FILE…`: what is in certificate files. */
import path from 'node:path';
import type { Block, FileFact } from '../core/facts';
import { blockFacts, blockTitle, contentText, unreadableText } from '../core/features/certificateHover';
import { problemText } from '../core/features/pemDocument';
import { FileStore } from '../host/certificates/fileStore';

export interface InspectOptions {
  readonly json: boolean;
  readonly out: (text: string) => void;
}

/**
 * Prints the blocks of each file, in order: subject, validity, keys, usages. Never prints anything of a private key but its
 * kind. Returns the exit code: 0; 2 when a file is missing or cannot be read.
 */
export async function inspect(files: readonly string[], options: InspectOptions): Promise<number> {
  const store = new FileStore();
  const facts: { readonly file: string; readonly fact: FileFact | undefined }[] = [];
  for (const file of files) facts.push({ file, fact: await store.file(path.resolve(file)) });
  if (options.json)
    options.out(
      JSON.stringify(
        facts.map(({ file, fact }) => jsonOf(file, fact)),
        undefined,
        2,
      ) + '\n',
    );
  else options.out(facts.map(({ file, fact }) => textOf(file, fact)).join('\n'));
  return facts.every(({ fact }) => fact?.kind === 'file') ? 0 : 2;
}

function jsonOf(file: string, fact: FileFact | undefined): unknown {
  if (!fact) return { file, error: 'does not exist' };
  if (fact.kind !== 'file')
    return { file, error: fact.kind === 'unreadable' ? unreadableText(fact.why) : 'does not exist' };
  return {
    file,
    encoding: fact.encoding,
    size: fact.size,
    ...(fact.mode === undefined ? {} : { mode: fact.mode.toString(8).padStart(4, '0') }),
    ...(fact.tracked === undefined ? {} : { trackedByGit: fact.tracked }),
    ...(fact.entries === undefined ? {} : { entries: fact.entries }),
    blocks: fact.blocks.map(jsonBlock),
    problems: fact.problems.map((p) => ({ line: p.line, id: p.id, message: problemText(p) })),
  };
}

/** A block without what only the program itself needs. */
function jsonBlock(block: Block): unknown {
  switch (block.kind) {
    case 'certificate': {
      const { span: _span, subjectKey: _subjectKey, issuerKey: _issuerKey, key, ...rest } = block;
      const { id, ...shown } = key;
      return { ...rest, key: { ...shown, sha256: id } };
    }
    case 'key': {
      const { span: _span, publicKey, ...rest } = block;
      return { ...rest, ...(publicKey === undefined ? {} : { publicKeySha256: publicKey }) };
    }
    case 'crl': {
      const { span: _span, issuerKey: _issuerKey, ...rest } = block;
      return rest;
    }
    case 'other': {
      const { span: _span, ...rest } = block;
      return rest;
    }
  }
}

function textOf(file: string, fact: FileFact | undefined): string {
  if (!fact || fact.kind === 'missing') return `${file}: does not exist\n`;
  if (fact.kind === 'unreadable') return `${file} ${unreadableText(fact.why)}\n`;
  const lines = [`${file}: ${contentText(fact)}`];
  for (const problem of fact.problems) lines.push(`  ! line ${problem.line}: ${problemText(problem)}`);
  for (const [i, block] of fact.blocks.entries()) {
    lines.push(
      '',
      `  ${i + 1}. ${blockTitle(block)}${fact.encoding === 'pem' ? ` (line ${block.line})` : ''}`,
    );
    const facts = blockFacts(block, fact.asOf);
    const width = Math.min(26, Math.max(0, ...facts.map(([name]) => name.length)));
    for (const [name, value] of facts) lines.push(`     ${name.padEnd(width)}  ${printable(value)}`);
    if (block.kind === 'certificate' && !block.ca)
      lines.push(`     ${'MONGODB-X509 user'.padEnd(width)}  ${printable(block.subjectRfc2253)}`);
    if (block.kind === 'key' && block.publicKey !== undefined)
      lines.push(`     ${'Belongs to'.padEnd(width)}  ${belongsTo(fact.blocks, block.publicKey)}`);
  }
  return lines.join('\n') + '\n';
}

function belongsTo(blocks: readonly Block[], publicKey: string): string {
  const at = blocks.findIndex((b) => b.kind === 'certificate' && b.key.id === publicKey);
  return at < 0 ? 'no certificate in this file' : `certificate ${at + 1}`;
}

/** Names in a certificate are chosen by whoever made it: nothing in them may steer a terminal. */
function printable(value: string): string {
  return value.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\ufffd');
}
