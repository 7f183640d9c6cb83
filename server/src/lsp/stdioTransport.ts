/**
 * The base protocol of LSP on two streams. The library's own reader and writer wait for a turn of the event loop at every
 * message and write header and content apart, which wakes the client twice: together that takes longer than the rest of an
 * answer to an edit. These do the same at once. Tests: test/lsp/stdioTransport.test.ts.
 */
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  Disposable,
  type DataCallback,
  type Message,
  type MessageReader,
  type MessageWriter,
} from 'vscode-languageserver/node';

const headerEnd = Buffer.from('\r\n\r\n');

/** Reads messages and hands each on as soon as its last byte is there. */
export class StdioReader extends AbstractMessageReader implements MessageReader {
  /** What came and was not read yet: joined only when a message is complete. */
  private waiting: Buffer[] = [];
  private size = 0;
  /** Bytes of the content whose header was read. */
  private length: number | undefined;

  constructor(private readonly stream: NodeJS.ReadableStream) {
    super();
  }

  listen(callback: DataCallback): Disposable {
    const onData = (chunk: Buffer): void => {
      this.waiting.push(chunk);
      this.size += chunk.length;
      this.read(callback);
    };
    const onError = (error: Error): void => this.fireError(error);
    const onClose = (): void => this.fireClose();
    this.stream.on('data', onData);
    this.stream.on('error', onError);
    this.stream.on('close', onClose);
    return Disposable.create(() => {
      this.stream.removeListener('data', onData);
      this.stream.removeListener('error', onError);
      this.stream.removeListener('close', onClose);
    });
  }

  private read(callback: DataCallback): void {
    for (;;) {
      if (this.length === undefined) {
        const header = this.header();
        if (header === undefined) return;
        const length = /^content-length:[ \t]*(\d+)[ \t]*$/im.exec(header)?.[1];
        if (length === undefined) {
          this.fireError(new Error('A message came without its Content-Length.'));
          continue;
        }
        this.length = Number(length);
      }
      if (this.size < this.length) return;
      const content = this.take(this.length);
      this.length = undefined;
      let message: Message;
      try {
        message = JSON.parse(content.toString('utf8')) as Message;
      } catch (error) {
        this.fireError(error);
        continue;
      }
      callback(message);
    }
  }

  /** The next header without its end; undefined as long as it is not complete. */
  private header(): string | undefined {
    const [first] = this.waiting;
    if (!first) return undefined;
    let end = first.indexOf(headerEnd);
    if (end < 0) {
      if (this.waiting.length === 1) return undefined;
      end = this.joined().indexOf(headerEnd);
      if (end < 0) return undefined;
    }
    return this.take(end + headerEnd.length).toString('latin1', 0, end);
  }

  private joined(): Buffer {
    const all = this.waiting.length === 1 ? this.waiting[0]! : Buffer.concat(this.waiting);
    this.waiting = [all];
    return all;
  }

  private take(bytes: number): Buffer {
    const all = this.joined();
    const rest = all.subarray(bytes);
    this.waiting = rest.length > 0 ? [rest] : [];
    this.size = rest.length;
    return all.subarray(0, bytes);
  }
}

/** Writes each message in one piece. */
export class StdioWriter extends AbstractMessageWriter implements MessageWriter {
  private errors = 0;

  constructor(private readonly stream: NodeJS.WritableStream) {
    super();
    stream.on('error', (error: Error) => this.fireError(error));
    stream.on('close', () => this.fireClose());
  }

  /** Rejects when the message cannot be written; the order of calls is the order of messages. */
  write(message: Message): Promise<void> {
    return new Promise((resolve, reject) => {
      const content = JSON.stringify(message);
      const length = Buffer.byteLength(content, 'utf8');
      this.stream.write(`Content-Length: ${length}\r\n\r\n${content}`, 'utf8', (error) => {
        if (!error) return resolve();
        this.fireError(error, message, ++this.errors);
        reject(error);
      });
    });
  }

  end(): void {
    this.stream.end();
  }
}
