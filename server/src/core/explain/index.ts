/** The error explainer: text in, causes out. What other folders import. */
export { explain, terminalLinks, type TerminalLink } from './explain';
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
