/** The greeting: is this MongoDB, which version, and who else is in the set? */
import type { Duplex } from 'node:stream';
import type { Document } from 'bson';
import type { AuthResult, Greeting } from '../evidence';
import type { ProbePlan } from '../plan';
import { NotMongoError, balancedGreeting, greeting, readReply } from '../wire/mongo';
import { Wire, WireError } from '../wire/wire';
import { authenticate } from './auth';

/** hello replies are a few kilobytes. */
export const sessionLimit = 512 * 1024;

/** Sends the greeting as a driver with this plan would, and reads the reply. Never throws. */
export async function greet(wire: Wire, plan: ProbePlan | undefined, deadline: number): Promise<Greeting> {
  wire.write(
    plan?.loadBalanced
      ? balancedGreeting(mechanismsQuestion(plan))
      : greeting(plan ? mechanismsQuestion(plan) : {}),
  );
  try {
    const hello = await readReply(wire, deadline);
    return { kind: 'reply', hello, receivedAt: Date.now() };
  } catch (error) {
    if (error instanceof NotMongoError) return { kind: 'notMongo', bytes: error.bytes };
    if (error instanceof WireError) return { kind: 'stopped', stop: error.stop };
    throw error;
  }
}

/**
 * A greeting without TLS on a fresh connection, which is closed afterwards. `plan`: also authenticate with its credentials,
 * as the driver would. PLAIN is left out by `authenticate`: it would show the password to everybody on the way.
 */
export async function greetPlainly(
  stream: Duplex,
  plan: ProbePlan | undefined,
  deadline: number,
): Promise<{ readonly greeting: Greeting; readonly auth?: AuthResult; readonly authMs: number }> {
  const wire = new Wire(stream, sessionLimit);
  const greeting = await greet(wire, plan, deadline);
  const started = performance.now();
  const auth =
    plan && greeting.kind === 'reply'
      ? await authenticate(wire, plan, greeting.hello, false, deadline)
      : undefined;
  wire.destroy();
  return { greeting, ...(auth ? { auth } : {}), authMs: performance.now() - started };
}

/** Asks for the mechanisms that the user has, when none is named (SPEC handshake.md). */
function mechanismsQuestion({ credentials }: ProbePlan): Document {
  return credentials?.user !== undefined && credentials.mechanism === undefined
    ? { saslSupportedMechs: `${credentials.source}.${credentials.user}` }
    : {};
}
