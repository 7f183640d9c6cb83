/** A byte stream with limits: what a hostile or silent peer can cost is bounded in bytes and in time. */
import type { Duplex } from 'node:stream';

/** How a stream stopped giving bytes. */
export type Stop =
  | { readonly kind: 'closed' }
  | { readonly kind: 'error'; readonly code: string; readonly openssl?: OpensslReason }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'limit' };

/** The number that an OpenSSL-family library gives: texts differ by library and version, numbers do not. */
export interface OpensslReason {
  readonly reason: number;
  /** TLS alert that the peer sent, when the reason says so. */
  readonly alert?: number;
}

export class WireError extends Error {
  constructor(
    readonly stop: Stop,
    /** Bytes that had come before. */
    readonly received: Buffer,
  ) {
    super(stop.kind);
  }
}

/** Reads `stream` by amounts. Nothing is read ahead of `limit` bytes not yet consumed. */
export class Wire {
  private buffer: Buffer = Buffer.alloc(0);
  private total = 0;
  private stop: Stop | undefined;
  private wake: (() => void) | undefined;

  constructor(
    readonly stream: Duplex,
    private readonly limit: number,
  ) {
    stream.on('data', (chunk: Buffer) => {
      this.total += chunk.length;
      if (this.total > this.limit) {
        this.end({ kind: 'limit' });
        stream.destroy();
        return;
      }
      this.buffer = this.buffer.length === 0 ? chunk : Buffer.concat([this.buffer, chunk]);
      this.wake?.();
    });
    stream.on('error', (error: NodeJS.ErrnoException) => this.end(stopOfError(error)));
    stream.on('end', () => this.end({ kind: 'closed' }));
    stream.on('close', () => this.end({ kind: 'closed' }));
    // It may have ended before anybody listened.
    if (stream.errored) this.end(stopOfError(stream.errored));
    else if (stream.destroyed) this.end({ kind: 'closed' });
  }

  private end(stop: Stop): void {
    this.stop ??= stop;
    this.wake?.();
  }

  write(bytes: Buffer): void {
    if (!this.stream.destroyed) this.stream.write(bytes);
  }

  /** Waits until `count` bytes are there; `deadline` is a time of performance.now(). Throws WireError. */
  async read(count: number, deadline: number): Promise<Buffer> {
    await this.arrival(count, deadline);
    return this.take(count);
  }

  /** A line, or enough bytes to tell a protocol by, or what has come when the stream ends or the time is over. Never throws. */
  async readBanner(deadline: number): Promise<Buffer> {
    while (this.buffer.length < 24 && !this.buffer.includes(0x0a))
      try {
        await this.arrival(this.buffer.length + 1, deadline);
      } catch {
        break;
      }
    return this.take(64);
  }

  private async arrival(count: number, deadline: number): Promise<void> {
    while (this.buffer.length < count) {
      if (this.stop) throw new WireError(this.stop, this.buffer);
      const left = deadline - performance.now();
      if (left <= 0) throw new WireError({ kind: 'timeout' }, this.buffer);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.wake = undefined;
    }
  }

  private take(count: number): Buffer {
    const bytes = this.buffer.subarray(0, count);
    this.buffer = this.buffer.subarray(bytes.length);
    return bytes;
  }

  destroy(): void {
    this.stream.destroy();
  }
}

/** The hex number after `error:` holds the reason; 1000 + n is TLS alert n (facts: the same in OpenSSL 3 and BoringSSL). */
export function stopOfError(error: NodeJS.ErrnoException): Stop {
  const hex = /(?:^|[\s:])error:([0-9A-Fa-f]{8})/.exec(error.message)?.[1];
  const code = error.code ?? 'UNKNOWN';
  if (!hex) return { kind: 'error', code };
  const reason = parseInt(hex, 16) & 0xfff;
  return {
    kind: 'error',
    code,
    openssl: { reason, ...(reason > 1000 && reason < 1256 ? { alert: reason - 1000 } : {}) },
  };
}
