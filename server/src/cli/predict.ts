/** `mongodb-tls predict`: JSON lines of queries in, JSON lines of what the driver would do out, in the same order. */
import { StringDecoder } from 'node:string_decoder';
import { predictLine } from '../core/drivers/predictLine';
import { exitCodes } from './exitCodes';
import type { Streams } from './streams';

/** Answers line by line as they come, so that a program may keep the command open and ask. Returns the exit code. */
export async function predict(input: AsyncIterable<Uint8Array>, streams: Streams): Promise<number> {
  const decoder = new StringDecoder('utf8');
  let pieces: string[] = [];
  const answer = (line: string): string => {
    const text = predictLine(line);
    return text === undefined ? '' : `${text}\n`;
  };
  for await (const chunk of input) {
    const lines = decoder.write(Buffer.from(chunk)).split('\n');
    if (lines.length > 1) {
      lines[0] = pieces.join('') + lines[0];
      pieces = [];
      const answers = lines.slice(0, -1).map(answer).join('');
      if (answers !== '') streams.out(answers);
    }
    // A line over many chunks is joined once, at its end.
    pieces.push(lines.at(-1)!);
  }
  const last = answer(pieces.join('') + decoder.end());
  if (last !== '') streams.out(last);
  return exitCodes.clean;
}
