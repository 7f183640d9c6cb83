/** A DNS server on loopback for names below `.test`: SRV, TXT, A and AAAA records as told, NXDOMAIN for the rest (RFC 1035, RFC 2782). */
import dgram from 'node:dgram';

export type DnsRecord =
  | { readonly type: 'A'; readonly address: string }
  | { readonly type: 'AAAA'; readonly address: string }
  | { readonly type: 'TXT'; readonly text: string }
  | { readonly type: 'SRV'; readonly host: string; readonly port: number }
  /** SERVFAIL, or no answer at all. */
  | { readonly type: 'FAILS' }
  | { readonly type: 'SILENT' };

const types = { A: 1, AAAA: 28, TXT: 16, SRV: 33 } as const;

/** Records by lower-case name. */
export class DnsServer {
  private readonly records = new Map<string, readonly DnsRecord[]>();
  private readonly socket = dgram.createSocket('udp4');

  constructor(readonly port: number) {
    this.socket.on('message', (query, from) => {
      const reply = this.answer(query);
      if (reply) this.socket.send(reply, from.port, from.address);
    });
    this.socket.unref();
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  listen(): Promise<void> {
    return new Promise((resolve) => this.socket.bind(this.port, '127.0.0.1', resolve));
  }

  set(name: string, ...records: readonly DnsRecord[]): void {
    this.records.set(name.toLowerCase(), records);
  }

  private answer(query: Buffer): Buffer | undefined {
    const labels: string[] = [];
    let at = 12;
    for (let length = query[at]!; length > 0; length = query[at]!) {
      labels.push(query.subarray(at + 1, at + 1 + length).toString('latin1'));
      at += 1 + length;
    }
    const type = query.readUInt16BE(at + 1);
    const question = query.subarray(12, at + 5);
    const found = this.records.get(labels.join('.').toLowerCase());
    if (found?.some((r) => r.type === 'SILENT')) return undefined;
    const answers = (found ?? []).flatMap((r) =>
      r.type in types && types[r.type as keyof typeof types] === type ? [data(r)] : [],
    );
    const failed = found?.some((r) => r.type === 'FAILS');
    const header = Buffer.alloc(12);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8580 | (failed ? 2 : found ? 0 : 3), 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(failed ? 0 : answers.length, 6);
    const body = failed
      ? []
      : answers.map((bytes) => {
          const head = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, 0]);
          head.writeUInt16BE(bytes.length, 10);
          return Buffer.concat([head, bytes]);
        });
    return Buffer.concat([header, question, ...body]);
  }
}

function data(record: DnsRecord): Buffer {
  switch (record.type) {
    case 'A':
      return Buffer.from(record.address.split('.').map(Number));
    case 'AAAA':
      // Only ::1 is needed here.
      return Buffer.concat([Buffer.alloc(15), Buffer.from([1])]);
    case 'TXT':
      return Buffer.concat([Buffer.from([record.text.length]), Buffer.from(record.text)]);
    case 'SRV': {
      const head = Buffer.alloc(6);
      head.writeUInt16BE(record.port, 4);
      const labels = record.host
        .split('.')
        .map((l) => Buffer.concat([Buffer.from([l.length]), Buffer.from(l)]));
      return Buffer.concat([head, ...labels, Buffer.from([0])]);
    }
    default:
      return Buffer.alloc(0);
  }
}
