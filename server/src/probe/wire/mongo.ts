/** MongoDB's wire protocol as far as a greeting and an authentication need it: OP_MSG and OP_QUERY, uncompressed. */
import { deserialize, serialize } from 'bson';
import type { Document } from 'bson';
import { WireError } from './wire';
import type { Wire } from './wire';

const opReply = 1;
const opQuery = 2004;
const opMsg = 2013;
/** hello is a few kilobytes; what is longer is not MongoDB. */
const replyLimit = 256 * 1024;

/** Bytes came that are no MongoDB reply. */
export class NotMongoError extends Error {
  constructor(readonly bytes: Buffer) {
    super('not a MongoDB reply');
  }
}

let lastRequest = 0;

function frame(op: number, body: Buffer): Buffer {
  const header = Buffer.alloc(16);
  header.writeInt32LE(16 + body.length, 0);
  header.writeInt32LE(++lastRequest, 4);
  header.writeInt32LE(op, 12);
  return Buffer.concat([header, body]);
}

/** A command as OP_MSG, for servers from 3.6 on. */
export function messageCommand(command: Document): Buffer {
  return frame(opMsg, Buffer.concat([Buffer.from([0, 0, 0, 0, 0]), serialize(command)]));
}

/** A command as OP_QUERY: the greeting that every server version understands. */
export function queryCommand(database: string, command: Document): Buffer {
  const limits = Buffer.alloc(8);
  limits.writeInt32LE(-1, 4);
  return frame(
    opQuery,
    Buffer.concat([Buffer.alloc(4), Buffer.from(`${database}.$cmd\0`), limits, serialize(command)]),
  );
}

/** The greeting that drivers send before they know the server: OP_QUERY with isMaster and helloOk (SPEC handshake.md). */
export function greeting(extra: Document): Buffer {
  return queryCommand('admin', { ismaster: 1, helloOk: true, ...introduction(), ...extra });
}

/** The greeting to a load balancer: OP_MSG with hello, which says that the client knows of it (SPEC load-balancers.md). */
export function balancedGreeting(extra: Document): Buffer {
  return messageCommand({ hello: 1, loadBalanced: true, ...introduction(), ...extra, $db: 'admin' });
}

function introduction(): Document {
  return {
    client: {
      application: { name: 'mongodb-tls-lens' },
      driver: { name: 'mongodb-tls-lens', version: '1' },
      os: { type: process.platform },
    },
    compression: ['snappy', 'zstd', 'zlib'],
  };
}

/** Reads one reply. Throws WireError when the stream stops, NotMongoError when it is something else. */
export async function readReply(wire: Wire, deadline: number): Promise<Document> {
  let header: Buffer;
  try {
    header = await wire.read(16, deadline);
  } catch (error) {
    if (error instanceof WireError && error.received.length > 0) throw new NotMongoError(error.received);
    throw error;
  }
  const length = header.readInt32LE(0);
  const op = header.readInt32LE(12);
  if ((op !== opReply && op !== opMsg) || length < 16 || length > replyLimit) {
    const rest = await wire.readBanner(Math.min(deadline, performance.now() + 50));
    throw new NotMongoError(Buffer.concat([header, rest]).subarray(0, 64));
  }
  const body = await wire.read(length - 16, deadline);
  try {
    const start = op === opReply ? 20 : 5;
    if (op === opMsg && body[4] !== 0) throw new NotMongoError(header);
    const size = body.readInt32LE(start);
    return deserialize(body.subarray(start, start + size), { promoteValues: true, useBigInt64: false });
  } catch (error) {
    throw error instanceof NotMongoError
      ? error
      : new NotMongoError(Buffer.concat([header, body]).subarray(0, 64));
  }
}
