/** The project's own requests and notifications between client and server. Types only: the client may import this file. */

import type { ProbeReport } from '../core/features/report/types';

export type { ProbeReport };

/** Where in a document, as a zero-based LSP position. */
export interface Place {
  readonly uri: string;
  readonly position: { readonly line: number; readonly character: number };
}

/** A problem with what was asked, in plain words, instead of a result. */
export interface Refusal {
  readonly refused: string;
}

export interface MarkdownReport {
  readonly title: string;
  /** Without secrets. */
  readonly markdown: string;
}

/** An explained error, with the connection that it is about when that is known. */
export interface ExplainAnswer extends MarkdownReport {
  /** The option or connection that can cause it. */
  readonly place?: Place;
  /** `app.py:12`. */
  readonly label?: string;
  /** Fixes of the code that may mend it; `edit` is an LSP WorkspaceEdit. */
  readonly fixes?: readonly { readonly title: string; readonly edit: unknown }[];
}

/** One certificate that the workspace's connections use. */
export interface CertificateEntry {
  readonly title: string;
  /** `expires in 12 days`. */
  readonly description: string;
  readonly state: 'expired' | 'notYetValid' | 'expiresSoon' | 'valid';
  /** Full paths of the files that hold it. */
  readonly files: readonly string[];
  readonly uses: readonly UsePlace[];
}
export interface UsePlace {
  readonly uri: string;
  readonly label: string;
  readonly line: number;
  readonly character: number;
}

export interface WorkspaceReport {
  readonly files: number;
  readonly connections: number;
  readonly problems: number;
}

/** A part of a terminal's line that is a known error. */
export interface TerminalLink {
  readonly start: number;
  readonly length: number;
}

export interface Migration {
  readonly id: string;
  readonly title: string;
  readonly files: number;
}

/** A value that a connection test needs and the text does not hold. */
export interface MissingValue {
  /** Names it in the answer. */
  readonly name: string;
  readonly question: string;
  readonly secret: boolean;
  /** Files of the workspace that define it, for example `.env:3`. The value itself stays in the server. */
  readonly definedIn: readonly string[];
}

export interface TestRequest extends Place {
  readonly token: string;
  /** Values that the user entered, by name. */
  readonly values: Readonly<Record<string, string>>;
  /** Values to take from the workspace: name -> index in `definedIn`. */
  readonly take: Readonly<Record<string, number>>;
}

export interface TestAnswer {
  readonly result: ProbeReport;
  /** The report, without secrets: the body of a page, every text of it escaped; and as Markdown. */
  readonly html: string;
  readonly markdown: string;
  /** The connection that was tested, for "go to code". */
  readonly place: Place;
  /** Fixes of the code that may mend it, the one for the cause first; `edit` is an LSP WorkspaceEdit. */
  readonly fixes: readonly ({ readonly title: string } & (
    | { readonly edit: unknown }
    | { readonly command: FixPlace }
  ))[];
  /** The driver of the workspace could be run beside: `PyMongo`. */
  readonly driver?: string;
}

export interface DriverRunRequest extends TestRequest {
  /** False: only tells what would be started. */
  readonly confirmed: boolean;
  /** What the connection test found, for the report. */
  readonly result: ProbeReport;
}

export type DriverRunAnswer =
  | { readonly question: string; readonly detail: string }
  | { readonly html: string; readonly markdown: string }
  | { readonly missing: readonly MissingValue[] }
  | Refusal;

/** A fix that is more than an edit, and the place in one state of a document that it was offered at. */
export interface FixPlace {
  readonly uri: string;
  readonly version: number;
  readonly id: string;
  /** Offsets in the analysed text: for the server alone. */
  readonly start: number;
  readonly end: number;
}

/** What a fix has to know before it can go on. */
export interface FixQuestion {
  readonly kind: 'file' | 'confirm' | 'text' | 'password';
  /** Names the answer: the full path of a file, `yes`, a text. */
  readonly name: string;
  readonly title: string;
  readonly button?: string;
  readonly detail?: string;
  readonly prompt?: string;
  /** Where the dialogue for a file begins. */
  readonly folder?: string;
}

export interface FixResult {
  /** An LSP WorkspaceEdit. */
  readonly edit: unknown;
  /** URIs of the other files in it: to be saved. */
  readonly others: readonly string[];
  readonly notes: readonly string[];
}

/** What the client asks the server: method -> parameters and result. */
export interface ServerRequests {
  'mongodbTls/testConnection': {
    params: TestRequest;
    result: TestAnswer | Refusal | { readonly missing: readonly MissingValue[] };
  };
  'mongodbTls/runWithDriver': { params: DriverRunRequest; result: DriverRunAnswer };
  'mongodbTls/certificates': { params: Record<string, never>; result: readonly CertificateEntry[] };
  'mongodbTls/explain': {
    params: { readonly text: string; readonly beside?: Place };
    result: ExplainAnswer | Refusal;
  };
  'mongodbTls/terminalLinks': { params: { readonly line: string }; result: readonly TerminalLink[] };
  'mongodbTls/environment': {
    /** `chosen`: interpreters that the editor uses, by runtime (paths; for Java the home folder). */
    params: { readonly chosen?: Readonly<Record<string, string>> };
    result: MarkdownReport | Refusal;
  };
  'mongodbTls/inspect': { params: { readonly path: string }; result: MarkdownReport | Refusal };
  'mongodbTls/combine': {
    params: { readonly certificate: string; readonly key: string; readonly target: string };
    result: { readonly written: string } | Refusal;
  };
  'mongodbTls/convert': {
    params: { readonly path: string; readonly target: string; readonly password?: string };
    result: { readonly written: string } | Refusal | { readonly passwordNeeded: true };
  };
  'mongodbTls/createDevelopment': {
    params: { readonly folder: string; readonly hosts: readonly string[] };
    result: MarkdownReport | Refusal;
  };
  'mongodbTls/lintWorkspace': { params: Record<string, never>; result: WorkspaceReport | Refusal };
  'mongodbTls/migrations': {
    params: { readonly uri?: string };
    result: readonly Migration[];
  };
  'mongodbTls/migrate': {
    params: {
      readonly id: string;
      readonly uri?: string;
      /** True: nothing has to be confirmed, because the user said so. */
      readonly all?: boolean;
    };
    /** An LSP WorkspaceEdit. */
    result:
      | {
          readonly edit: unknown;
          readonly files: number;
          /** What a person has to do, a sentence with its place each. */
          readonly left: readonly string[];
        }
      | Refusal;
  };
  /** Without a target: the drivers that there are. */
  'mongodbTls/translate': {
    params: Place & { readonly target?: string };
    result:
      | { readonly targets: readonly { readonly id: string; readonly title: string }[] }
      | (MarkdownReport & {
          /** An LSP WorkspaceEdit that renames the options of the URI; null where all have their names. */
          readonly edit: unknown;
          /** In the target's language, without secrets. */
          readonly code: string;
        })
      | Refusal;
  };
  'mongodbTls/fix': {
    params: FixPlace & { readonly answers: Readonly<Record<string, string>> };
    result: FixResult | { readonly ask: FixQuestion } | Refusal;
  };
  'mongodbTls/drivers': { params: Record<string, never>; result: MarkdownReport };
}

/** What the client tells the server. */
export interface ServerNotifications {
  /** The user trusts the workspace now. */
  'mongodbTls/trusted': Record<string, never>;
}

/** What the server tells the client. */
export interface ClientNotifications {
  /** The Certificates view may look different now. */
  'mongodbTls/certificatesChanged': undefined;
  /** A stage of a running connection test, or its cause as soon as it is known. */
  'mongodbTls/testProgress': { readonly token: string; readonly message: string };
}

/** The client's `initializationOptions`. All of it is optional: other editors send what they like. */
export interface InitializationOptions {
  /** False: nothing but the text of open documents may be looked at. */
  readonly trusted?: boolean;
  /** `vscode`: the client registers the commands itself and draws the reports. */
  readonly client?: 'vscode';
  /** Settings for clients without workspace/configuration. */
  readonly settings?: unknown;
}
