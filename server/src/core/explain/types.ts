/** The words of the error explainer: what a cause is, how a text gives it away, and what is said to the reader. */
import type { SettingKey, Span } from '../types';

/** What went wrong, in the coarse grain that people act on. */
export type ErrorCategory =
  | 'verification'
  | 'hostname'
  | 'revocation'
  | 'client-cert'
  | 'key-file'
  | 'protocol'
  | 'not-tls'
  | 'server-expects-tls'
  | 'dns'
  | 'network'
  | 'auth'
  | 'other';

/** The step of a connection at which it stops. */
export type ErrorStage =
  | 'config'
  | 'dns'
  | 'tcp'
  | 'tls'
  | 'chain'
  | 'hostname'
  | 'revocation'
  | 'hello'
  | 'auth'
  | 'selection';

/** Who printed the text. */
export type Runtime =
  | 'python'
  | 'pyopenssl'
  | 'node'
  | 'mongoose'
  | 'boringssl'
  | 'deno'
  | 'java'
  | 'go'
  | 'dotnet'
  | 'libmongoc'
  | 'ruby'
  | 'rust'
  | 'erlang'
  | 'perl'
  | 'openssl'
  | 'gnutls'
  | 'mongod'
  | 'macos'
  | 'windows';

/** How sure a cause is: `certain` the text says it, `likely` it usually means it, `possible` one of several. */
export type Sure = 'certain' | 'likely' | 'possible';

/**
 * How much a pattern decides. `decisive`: says what the reason that it quotes is about. `exact`: the text names this very fault. `telling`: the best words for a fault
 * that others share. `strong`: nearly always this fault.
 * `ambiguous`: several faults print it. `generic`: a family without a reason; anything better wins.
 * `wrapper`: says only that something inside failed. `family`: only shows what the text is about; counts where nothing better
 * than a wrapper is found.
 */
export type Weight =
  | 'decisive'
  | 'exact'
  | 'telling'
  | 'strong'
  | 'ambiguous'
  | 'generic'
  | 'wrapper'
  | 'family';

/**
 * A text that gives a cause away. `text` is a literal; case and the amount of white space do not matter, so line
 * breaks in the middle do not either. `after`, `before` and `line` look at no more than WINDOW characters around it,
 * which keeps matching linear.
 */
export interface Pattern {
  readonly text: string;
  readonly weight?: Weight;
  readonly runtime?: Runtime;
  /** Must match what follows the literal (anchored by the author with `^`). */
  readonly after?: RegExp;
  /** Must not match what follows the literal. */
  readonly notAfter?: RegExp;
  /** Must match what precedes the literal (anchored by the author with `$`). */
  readonly before?: RegExp;
  readonly notBefore?: RegExp;
  /** Must match what stands close by, on either side, the literal included. */
  readonly near?: RegExp;
}

/** Something that tells causes of the same text apart. */
export interface Check {
  /** What to look at, as an instruction. */
  readonly what: string;
  /** `file`, `version`, `configuration`: needs no network. `server`: on the server's machine. `connection`: test the connection. */
  readonly needs: 'file' | 'version' | 'configuration' | 'server' | 'connection';
}

/** Another cause that prints the same text, and what speaks for it. */
export interface Alternative {
  readonly cause: string;
  readonly when: string;
}

/** Where and with whom the text was printed, as far as the text tells. */
export interface ErrorContext {
  readonly runtimes: ReadonlySet<Runtime>;
  readonly atlas: boolean;
  readonly documentDb: boolean;
  readonly cosmosDb: boolean;
  /** The host is loopback. */
  readonly local: boolean;
  /** TLS is on in the connection: its URI or options say so. */
  readonly tls: boolean;
  /** A log of mongod or mongos: its peer is the client. */
  readonly serverLog: boolean;
  readonly windows: boolean;
  readonly macos: boolean;
}

/** A piece of advice that only holds in some surroundings. */
export interface Advice {
  readonly when: (context: ErrorContext) => boolean;
  readonly text: string;
  /** True: it stands instead of `fix`, which would be wrong there. */
  readonly instead?: boolean;
}

/** One fault: how it is recognised, what it means and what mends it. */
export interface Cause {
  readonly id: string;
  readonly category: ErrorCategory;
  readonly stage: ErrorStage;
  /** One sentence: what is. */
  readonly title: string;
  /** Why it happens. */
  readonly why: string;
  /** What to do. Never a way to check less. */
  readonly fix: string;
  /** Additions to `fix` for the surroundings that the text shows. */
  readonly advice?: readonly Advice[];
  readonly patterns: readonly Pattern[];
  readonly orElse?: readonly Alternative[];
  /** In a server's log the same words blame the other side: the id of the cause that holds there. */
  readonly inServerLog?: string;
  /** Where the line is one that a server writes of its client, the client is the one who is judged: the id of the cause that holds there. */
  readonly byServer?: string;
  /** Where the text shows that TLS is on, this cause cannot be: the id of the one that holds there. */
  readonly withTls?: string;
  /** Against Atlas, which always has TLS, this cause cannot be: the id of the one that holds there. */
  readonly withAtlas?: string;
  readonly checks?: readonly Check[];
  /** Settings that can cause it, so that an editor can lead to the line. */
  readonly settings?: readonly SettingKey[];
  /** Rule that could have told before. */
  readonly rules?: readonly string[];
  readonly sources: readonly string[];
}

/** A cause as told to the reader. */
export interface ExplainedCause {
  readonly id: string;
  readonly category: ErrorCategory;
  readonly stage: ErrorStage;
  readonly sure: Sure;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  /** What speaks for this cause rather than the ones before it; only for alternatives. */
  readonly when?: string;
  /** The deciding words: their place in the text, and the line around them, redacted. */
  readonly evidence?: { readonly span: Span; readonly text: string };
  readonly checks: readonly Check[];
  readonly settings: readonly SettingKey[];
  readonly rules: readonly string[];
  readonly sources: readonly string[];
}

/** What a text says. Empty `causes`: nothing in it is known. */
export interface Explanation {
  readonly causes: readonly ExplainedCause[];
  readonly context: ErrorContext;
}
