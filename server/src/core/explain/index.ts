/** The error explainer: text in, causes out. What other folders import. */
export { explain, terminalLinks, type TerminalLink } from './explain';
export { decide, verdictOn, type DecidedCause, type Known, type Verdict } from './decide';
export { causeById, causes } from './causes';
export type {
  Alternative,
  Cause,
  Check,
  ErrorCategory,
  ErrorContext,
  ErrorStage,
  ExplainedCause,
  Explanation,
  Runtime,
  Sure,
} from './types';
