/** The words of the environment check: what a runtime on this machine brings to TLS, and what follows from it. */

export type RuntimeId = 'python' | 'node' | 'java' | 'go' | 'ruby' | 'php' | 'dotnet';

/** Trusted CAs that a runtime uses when no CA file is given. */
export interface DefaultCas {
  readonly file?: string;
  readonly directory?: string;
  /** How many are there; absent when that could not be found out. */
  readonly count?: number;
  /** Where they come from when not from files: `built into Node.js`. */
  readonly from?: string;
}

/** One interpreter or toolchain. */
export interface RuntimeReport {
  readonly runtime: RuntimeId;
  /** Path of the program; absent when none was found. */
  readonly path?: string;
  /** How it was found: `.venv`, `pyenv (.python-version)`, `PATH`. */
  readonly foundBy: string;
  /** The one that the workspace would use; the others are only there as well. */
  readonly chosen: boolean;
  readonly version?: string;
  readonly tls?: { readonly library: string; readonly version?: string };
  /** TLS versions that a client of this runtime offers by default, oldest first. */
  readonly protocols?: readonly string[];
  readonly securityLevel?: number;
  readonly cas?: DefaultCas;
  /** Drivers by package name: installed for it or, for Java and .NET, named by the build files of the folder. */
  readonly drivers: Readonly<Record<string, string>>;
  /** Packages that change TLS; `null`: not installed. */
  readonly extras: Readonly<Record<string, string | null>>;
  /** Why there is nothing more to tell. */
  readonly problem?: RuntimeProblem;
  /** A version that the workspace asks for and that was not found. */
  readonly wanted?: string;
}

export type RuntimeProblem =
  | { readonly kind: 'not-found'; readonly looked: readonly string[] }
  | { readonly kind: 'not-trusted' }
  | { readonly kind: 'timeout'; readonly seconds: number }
  | { readonly kind: 'failed'; readonly detail: string };

/** An environment variable that changes TLS. Values are redacted. */
export interface TlsVariable {
  readonly name: string;
  readonly value: string;
  readonly effect: string;
  /** Where it was found: `environment`, or a file. */
  readonly from: string;
}

/** What follows from a report. */
export interface Conclusion {
  readonly id: string;
  readonly severity: 'error' | 'warning' | 'information';
  readonly runtime?: RuntimeId;
  /** Path of the program that it is about. */
  readonly path?: string;
  readonly message: string;
  /** The command that would mend it. It is only shown, never run. */
  readonly command?: string;
}

export interface EnvironmentReport {
  readonly runtimes: readonly RuntimeReport[];
  readonly variables: readonly TlsVariable[];
  readonly conclusions: readonly Conclusion[];
}

/** What is known from elsewhere: the server that the last connection test saw, and options of the workspace. */
export interface EnvironmentContext {
  /** Version of MongoDB, `3.4.24`. */
  readonly serverVersion?: string;
  /** The connection names a CRL file. */
  readonly usesCrl?: boolean;
  readonly platform?: 'linux' | 'macos' | 'windows';
}
