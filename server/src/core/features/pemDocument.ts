/** A PEM file opened in the editor: decoded fields as hovers and inlay hints, broken places as diagnostics. */
import type { Block, BlockProblem } from '../facts';
import { readPemText, type BlockTools } from '../pem/readBlocks';
import type { Span } from '../types';
import { blockFacts, blockTitle, validityText } from './certificateHover';

export interface PemDocument {
  readonly blocks: readonly { readonly block: Block; readonly hover: string }[];
  readonly hints: readonly { readonly at: number; readonly label: string }[];
  readonly problems: readonly { readonly span: Span; readonly message: string }[];
  /** For the outline: one entry per block. */
  readonly symbols: readonly { readonly name: string; readonly detail: string; readonly span: Span }[];
}

/** Reads the text of a PEM or CRL file. `now`: ms since 1970. Never throws; private keys are only named, not decoded. */
export function readPemDocument(text: string, sha256: BlockTools['sha256'], now: number): PemDocument {
  const { blocks, problems } = readPemText(text, { sha256 });
  return {
    blocks: blocks.map((block) => ({ block, hover: hoverOf(block, now) })),
    hints: blocks.flatMap((block) => {
      const label = hintOf(block, now);
      if (label === undefined) return [];
      const lineEnd = text.indexOf('\n', block.span.start);
      const at =
        lineEnd < 0 || lineEnd > block.span.end
          ? block.span.end
          : lineEnd - (text[lineEnd - 1] === '\r' ? 1 : 0);
      return [{ at, label }];
    }),
    problems: problems.map((p) => ({ span: p.span, message: problemText(p) })),
    symbols: blocks.map((block) => ({ name: nameOf(block), detail: blockTitle(block), span: block.span })),
  };
}

/** The hover at an offset; undefined between blocks. */
export function pemHoverAt(
  document: PemDocument,
  offset: number,
): { readonly span: Span; readonly markdown: string } | undefined {
  const found = document.blocks.find(({ block }) => block.span.start <= offset && offset <= block.span.end);
  return found && { span: found.block.span, markdown: found.hover };
}

function hoverOf(block: Block, now: number): string {
  const facts = blockFacts(block, now).map(
    ([name, value]) => `- ${name}: \`${value.replace(/[`\p{Cc}]/gu, ' ')}\``,
  );
  return [`**${blockTitle(block)}**`, ...(facts.length ? [facts.join('\n')] : [])].join('\n\n');
}

function nameOf(block: Block): string {
  if (block.kind === 'certificate') return block.commonName ?? (block.subject || 'Certificate');
  if (block.kind === 'crl') return block.issuer;
  return blockTitle(block);
}

function hintOf(block: Block, now: number): string | undefined {
  if (block.kind === 'certificate')
    return `${block.commonName ?? block.subject}, ${validityText(block, now)}`;
  if (block.kind === 'crl')
    return block.nextUpdate === undefined
      ? block.issuer
      : `${block.issuer}, ${validityText({ notBefore: block.thisUpdate, notAfter: block.nextUpdate }, now)}`;
  if (block.kind === 'key') return block.encrypted ? 'encrypted' : 'not encrypted';
  return undefined;
}

/** What is wrong with the form of a PEM file, in one sentence. */
export function problemText(problem: BlockProblem): string {
  const what = problem.label?.toLowerCase() ?? 'block';
  switch (problem.id) {
    case 'byte-order-mark':
      return 'The file starts with a byte order mark. Go, Bun and older Node drivers do not find the first block behind it: save the file as UTF-8 without a mark';
    case 'indented':
      return `The BEGIN line of this ${what} is indented. Some readers want it at the start of its line`;
    case 'one-line':
      return `The BEGIN and END lines of this ${what} share a line with something else. They must stand on lines of their own: the line breaks were probably lost when the text was copied or kept in a variable`;
    case 'no-end':
      return `The ${what} that begins here has no END line: the file is cut off`;
    case 'end-differs':
      return `This END line does not belong to the ${what} that begins above`;
    case 'bad-base64':
      return `The ${what} is damaged here: this is not base64`;
    case 'bad-certificate':
      return 'The content of this block is not a certificate, or a damaged one';
    case 'bad-crl':
      return 'The content of this block is not a revocation list, or a damaged one';
    case 'bad-key':
      return 'The content of this block is not a private key of the announced kind, or a damaged one';
    case 'too-many-blocks':
      return 'The file has more than 5,000 blocks: the rest was not looked at';
  }
}
