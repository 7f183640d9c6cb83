/**
 * Writes LSP messages to a stream, each at once and in one piece. The library's own writer waits for a turn of the event
 * loop and writes header and content apart, which wakes the client twice: a tenth of what an answer to an edit takes. A
 * diagnostic that was written before is not put into words again: an edit changes few of them.
 */
import { AbstractMessageWriter, type Message, type MessageWriter } from 'vscode-languageserver/node';

/** What a message says, where it may hold diagnostics. */
interface Content {
  readonly diagnostics?: unknown;
  readonly items?: unknown;
}

export class PromptWriter extends AbstractMessageWriter implements MessageWriter {
  private errors = 0;

  constructor(private readonly stream: NodeJS.WritableStream) {
    super();
    stream.on('error', (error: Error) => this.fireError(error));
    stream.on('close', () => this.fireClose());
  }

  /** Rejects when the message cannot be written; the order of calls is the order of messages. */
  write(message: Message): Promise<void> {
    return new Promise((resolve, reject) => {
      const content = this.contentOf(message);
      const length = Buffer.byteLength(content, 'utf8');
      this.stream.write(`Content-Length: ${length}\r\n\r\n${content}`, 'utf8', (error) => {
        if (!error) return resolve();
        this.fireError(error, message, ++this.errors);
        reject(error);
      });
    });
  }

  private readonly written = new WeakMap<object, string>();

  /** The message as JSON: what `JSON.stringify` gives. */
  private contentOf(message: Message): string {
    const { params, result } = message as { params?: Content; result?: Content };
    const items = params?.diagnostics ?? result?.items;
    if (!Array.isArray(items) || items.length === 0) return JSON.stringify(message);
    const name = params?.diagnostics ? 'diagnostics' : 'items';
    const rest = params?.diagnostics
      ? { ...message, params: { ...params, diagnostics: [] } }
      : { ...message, result: { ...result, items: [] } };
    const frame = JSON.stringify(rest);
    const end = `"${name}":[]}}`;
    // The list is the last of all that is said.
    if (!frame.endsWith(end)) return JSON.stringify(message);
    return `${frame.slice(0, -3)}${items.map((item) => this.textOf(item)).join(',')}]}}`;
  }

  private textOf(item: unknown): string {
    if (typeof item !== 'object' || item === null) return JSON.stringify(item) ?? 'null';
    let text = this.written.get(item);
    if (text === undefined) this.written.set(item, (text = JSON.stringify(item)));
    return text;
  }

  end(): void {
    this.stream.end();
  }
}
