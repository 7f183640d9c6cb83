/** The greeting: is this MongoDB, which version, and who else is in the set? */
import type { Duplex } from 'node:stream';
import type { Document } from 'bson';
import type { Greeting } from '../evidence';
import { NotMongoError, greeting, readReply } from '../wire/mongo';
import { Wire, WireError } from '../wire/wire';

/** hello replies are a few kilobytes. */
export const sessionLimit = 512 * 1024;

/** Sends the greeting and reads the reply. Never throws. */
export async function greet(wire: Wire, extra: Document, deadline: number): Promise<Greeting> {
  wire.write(greeting(extra));
  try {
    const hello = await readReply(wire, deadline);
    return { kind: 'reply', hello, receivedAt: Date.now() };
  } catch (error) {
    if (error instanceof NotMongoError) return { kind: 'notMongo', bytes: error.bytes };
    if (error instanceof WireError) return { kind: 'stopped', stop: error.stop };
    throw error;
  }
}

/** A greeting without TLS on a fresh connection, which is closed afterwards. */
export async function greetPlainly(stream: Duplex, deadline: number): Promise<Greeting> {
  const wire = new Wire(stream, sessionLimit);
  const result = await greet(wire, {}, deadline);
  wire.destroy();
  return result;
}

/** SPEC source/wireversion-featurelist: the server release that speaks a wire version. */
export function serverVersion(wireVersion: number): string | undefined {
  const known: Readonly<Record<number, string>> = {
    4: '3.2',
    5: '3.4',
    6: '3.6',
    7: '4.0',
    8: '4.2',
    9: '4.4',
    13: '5.0',
    14: '5.1',
    15: '5.2',
    16: '5.3',
    17: '6.0',
    18: '6.1',
    19: '6.2',
    20: '6.3',
    21: '7.0',
    22: '7.1',
    23: '7.2',
    24: '7.3',
    25: '8.0',
    26: '8.1',
    27: '8.2',
  };
  return known[wireVersion];
}
