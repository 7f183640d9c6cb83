/** Authentication with the mechanisms that need nothing but the connection: SCRAM, PLAIN, MONGODB-X509. */
import { Binary } from 'bson';
import type { Document } from 'bson';
import type { AuthResult } from '../evidence';
import type { ProbePlan } from '../plan';
import { messageCommand, queryCommand, readReply } from '../wire/mongo';
import { ScramClient, ScramError } from '../wire/scram';
import type { ScramMechanism } from '../wire/scram';
import { WireError } from '../wire/wire';
import type { Wire } from '../wire/wire';

/** Which mechanism a driver would take: the named one, else the best that the server says the user has (SPEC auth.md). */
export function mechanismFor(plan: ProbePlan, hello: Document): string | undefined {
  const credentials = plan.credentials;
  if (!credentials) return undefined;
  if (credentials.mechanism) return credentials.mechanism.toUpperCase();
  if (credentials.user === undefined) return undefined;
  const offered = hello['saslSupportedMechs'] as string[] | undefined;
  return offered?.includes('SCRAM-SHA-256') || !offered
    ? offered
      ? 'SCRAM-SHA-256'
      : 'SCRAM-SHA-1'
    : 'SCRAM-SHA-1';
}

/** Authenticates over a session that has been greeted. Never throws. */
export async function authenticate(
  wire: Wire,
  plan: ProbePlan,
  hello: Document,
  tls: boolean,
  deadline: number,
): Promise<AuthResult | undefined> {
  const mechanism = mechanismFor(plan, hello);
  if (mechanism === undefined) return undefined;
  const { user, password, source } = plan.credentials!;
  const command = async (document: Document): Promise<Document> => {
    const database = String(document['$db']);
    const modern = Number(hello['maxWireVersion'] ?? 0) >= 6;
    const { $db: _, ...rest } = document;
    wire.write(modern ? messageCommand(document) : queryCommand(database, rest));
    return readReply(wire, deadline);
  };
  const failed = (
    problem: Extract<AuthResult, { kind: 'failed' }>['fault']['problem'],
    reply?: Document,
  ): AuthResult => ({
    kind: 'failed',
    fault: {
      kind: 'auth',
      mechanism,
      problem,
      ...(typeof reply?.['code'] === 'number' ? { code: reply['code'] } : {}),
      ...(Array.isArray(hello['saslSupportedMechs'])
        ? { offered: hello['saslSupportedMechs'] as string[] }
        : {}),
    },
  });
  const succeeded = (reply: Document): boolean => Number(reply['ok']) === 1;
  try {
    if (mechanism === 'MONGODB-X509') {
      if (!tls) return failed('noTls');
      const reply = await command({
        authenticate: 1,
        mechanism,
        ...(user === undefined ? {} : { user }),
        $db: '$external',
      });
      return succeeded(reply) ? { kind: 'ok', mechanism } : failed('refused', reply);
    }
    if (user === undefined || password === undefined) return { kind: 'untested', mechanism };
    if (mechanism === 'PLAIN') {
      // PLAIN sends the password as it is: only inside TLS.
      if (!tls) return { kind: 'untested', mechanism };
      const payload = new Binary(Buffer.from(`\0${user}\0${password}`));
      const reply = await command({ saslStart: 1, mechanism, payload, autoAuthorize: 1, $db: source });
      return succeeded(reply) ? { kind: 'ok', mechanism } : failed('refused', reply);
    }
    if (mechanism === 'SCRAM-SHA-1' || mechanism === 'SCRAM-SHA-256') {
      const scram = new ScramClient(mechanism as ScramMechanism, user, password);
      const start = await command({
        saslStart: 1,
        mechanism,
        payload: new Binary(scram.first()),
        options: { skipEmptyExchange: true },
        $db: source,
      });
      if (!succeeded(start)) return failed(Number(start['code']) === 2 ? 'mechanism' : 'refused', start);
      const conversationId = start['conversationId'] as number;
      let reply = await command({
        saslContinue: 1,
        conversationId,
        payload: new Binary(await scram.final(bytesOf(start['payload']))),
        $db: source,
      });
      if (!succeeded(reply)) return failed('refused', reply);
      scram.verify(bytesOf(reply['payload']));
      // Servers before 4.4 want one more, empty, step.
      for (let step = 0; !reply['done'] && step < 2; step++)
        reply = await command({
          saslContinue: 1,
          conversationId,
          payload: new Binary(Buffer.alloc(0)),
          $db: source,
        });
      return succeeded(reply) ? { kind: 'ok', mechanism } : failed('refused', reply);
    }
    return { kind: 'untested', mechanism };
  } catch (error) {
    if (error instanceof ScramError) return failed('serverProof');
    if (error instanceof WireError) return failed('stopped');
    return failed('stopped');
  }
}

function bytesOf(value: unknown): Buffer {
  if (value instanceof Binary) return Buffer.from(value.buffer.subarray(0, value.position));
  return Buffer.isBuffer(value)
    ? value
    : Buffer.from(value instanceof Uint8Array ? value : String(value ?? ''));
}
