/** The facade: what the server, the command line and the probe may call. */
export { analyze, docsUrl, isJudgedContext } from './analyze';
export { contextOf, defaultConfig, emptyWorkspace, noFacts, severityOf } from './config';
export {
  configFileName,
  configFor,
  checkConfig,
  isIgnored,
  parseConfigFile,
  versionsOf,
  type ConfigFile,
} from './configFile';
export { driverById, drivers, predict } from './drivers';
export { causeById, causes, decide, explain, terminalLinks } from './explain';
export { completeAt, type Completion } from './features/completion';
export { difference, fixAll } from './features/fixAll';
export { hoverAt, outlookMarkdown } from './features/hover';
export {
  contextTowards,
  isConcerned,
  migrate,
  migrationKinds,
  migrations,
  type Migration,
} from './features/migrations';
export { findSuppressions, ignoreEdit } from './features/suppressions';
export { finderOf, finders } from './languages';
export {
  collectDefinitions,
  collectSettled,
  definitionsFor,
  mayBeSettled,
  placeOf,
  settles,
  type FileSites,
} from './model/definitions';
export { ruleById, rules } from './rules';
export { applyEdits } from './text/applyEdits';
export { LineIndex } from './text/lines';
export { DocumentMemory } from './text/memory';
export { redactText, redactUri } from './uri/redact';
export { version } from './version';
