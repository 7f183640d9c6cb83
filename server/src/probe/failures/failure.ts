/** What a cause is: found in structured data, told in plain words, with where the knowledge comes from. */
import type { FailureCategory, Remedy, StageId } from '../../core/features/report/types';
import type { Source } from '../../core/types';
import type { Fault } from '../faults';

/** Faults of one kind. */
export type FaultOf<K extends Fault['kind']> = Extract<Fault, { kind: K }>;

/** A cause, for faults of kind `K`. */
export interface FailureOf<K extends Fault['kind']> {
  readonly id: string;
  readonly stage: StageId;
  readonly category: FailureCategory;
  readonly kind: K;
  /** True when the fault is this one; absent: every fault of the kind. */
  recognise?(fault: FaultOf<K>): boolean;
  /** What is wrong, in one sentence. */
  title(fault: FaultOf<K>): string;
  /** What to do. Never less security. */
  fix(fault: FaultOf<K>): string;
  /** The part of it that an edit of the code can do. */
  remedy?(fault: FaultOf<K>): Remedy | undefined;
  readonly source: Source;
}

/** A cause in the list: asked only about faults of its own kind. */
export interface Failure extends Omit<FailureOf<Fault['kind']>, 'recognise' | 'title' | 'fix' | 'remedy'> {
  recognise(fault: Fault): boolean;
  title(fault: Fault): string;
  fix(fault: Fault): string;
  remedy(fault: Fault): Remedy | undefined;
}

/** Gives `recognise`, `title` and `fix` the fault of their own kind. */
export function defineFailure<K extends Fault['kind']>(failure: FailureOf<K>): Failure {
  return {
    ...failure,
    recognise: (fault) => fault.kind === failure.kind && (failure.recognise?.(fault as FaultOf<K>) ?? true),
    title: (fault) => failure.title(fault as FaultOf<K>),
    fix: (fault) => failure.fix(fault as FaultOf<K>),
    remedy: (fault) => failure.remedy?.(fault as FaultOf<K>),
  };
}

/** The name of a certificate's place in the chain. */
export function place(
  depth: number,
  certificate: { readonly subject: string; readonly selfIssued: boolean },
): string {
  if (depth === 0) return 'server certificate';
  return `${certificate.selfIssued ? 'root' : 'intermediate'} certificate "${certificate.subject}"`;
}

export function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** `a`, `a and b`, `a, b and 3 more`. */
export function list(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most);
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)!}` : (shown[0] ?? 'none');
}
