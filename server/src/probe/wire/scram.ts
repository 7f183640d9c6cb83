/** SCRAM (RFC 5802) with SHA-1 and SHA-256, the client's side, as MongoDB uses it (SPEC auth/auth.md). */
import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

export type ScramMechanism = 'SCRAM-SHA-1' | 'SCRAM-SHA-256';

export class ScramError extends Error {
  constructor(readonly reason: 'nonce' | 'iterations' | 'serverSignature' | 'malformed') {
    super(reason);
  }
}

const derive = promisify(pbkdf2);

export class ScramClient {
  private readonly nonce = randomBytes(24).toString('base64');
  private readonly bare: string;
  private serverSignature: Buffer | undefined;

  constructor(
    private readonly mechanism: ScramMechanism,
    private readonly user: string,
    private readonly password: string,
  ) {
    this.bare = `n=${user.replaceAll('=', '=3D').replaceAll(',', '=2C')},r=${this.nonce}`;
  }

  first(): Buffer {
    return Buffer.from(`n,,${this.bare}`);
  }

  /** The proof, from the server's first message. The password itself is never sent. */
  async final(serverFirst: Buffer): Promise<Buffer> {
    const text = serverFirst.toString();
    const fields = new Map(text.split(',').map((f) => [f[0], f.slice(2)] as const));
    const nonce = fields.get('r') ?? '';
    const salt = Buffer.from(fields.get('s') ?? '', 'base64');
    const iterations = Number(fields.get('i'));
    if (!nonce.startsWith(this.nonce)) throw new ScramError('nonce');
    // At least 4096 by the specification; an upper bound keeps a hostile server from burning our time.
    if (!(iterations >= 4096 && iterations <= 1_000_000)) throw new ScramError('iterations');
    const hash = this.mechanism === 'SCRAM-SHA-1' ? 'sha1' : 'sha256';
    const size = hash === 'sha1' ? 20 : 32;
    // SHA-1 works on the digest of the old MONGODB-CR (SPEC auth.md); SHA-256 on the prepared password (SASLprep: NFKC for what people use).
    const secret =
      hash === 'sha1'
        ? createHash('md5').update(`${this.user}:mongo:${this.password}`).digest('hex')
        : this.password.normalize('NFKC');
    const salted = await derive(secret, salt, iterations, size, hash);
    const hmac = (key: Buffer, data: string): Buffer => createHmac(hash, key).update(data).digest();
    const clientKey = hmac(salted, 'Client Key');
    const storedKey = createHash(hash).update(clientKey).digest();
    const withoutProof = `c=biws,r=${nonce}`;
    const message = `${this.bare},${text},${withoutProof}`;
    const signature = hmac(storedKey, message);
    const proof = Buffer.from(clientKey.map((byte, i) => byte ^ signature[i]!));
    this.serverSignature = hmac(hmac(salted, 'Server Key'), message);
    return Buffer.from(`${withoutProof},p=${proof.toString('base64')}`);
  }

  /** The server must know the password too. */
  verify(serverFinal: Buffer): void {
    const signature = Buffer.from(/v=([^,]*)/.exec(serverFinal.toString())?.[1] ?? '', 'base64');
    if (!this.serverSignature || signature.length !== this.serverSignature.length)
      throw new ScramError('malformed');
    if (!timingSafeEqual(signature, this.serverSignature)) throw new ScramError('serverSignature');
  }
}
