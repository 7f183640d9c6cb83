/** The repository's configuration file, `mongodb-tls.config.json`: text in, settings and plain-word problems out. JSON with comments. */
import { parse, type ParseError, printParseErrorCode } from 'jsonc-parser';
import { defaultConfig } from './config';
import { matchesGlob } from './text/glob';
import type { AnalysisConfig, DriverVersion, Profile, Severity, VersionedId } from './types';

export const configFileName = 'mongodb-tls.config.json';

/** What a file may say; everything is optional. */
export interface ConfigFile {
  readonly profile?: Profile;
  readonly rules?: Readonly<Record<string, Severity | 'off'>>;
  /** Later entries win; globs are relative to the file's folder. */
  readonly overrides?: readonly {
    readonly files: readonly string[];
    readonly rules: Readonly<Record<string, Severity | 'off'>>;
  }[];
  readonly localHosts?: readonly string[];
  readonly comments?: boolean;
  readonly privateHosts?: boolean;
  readonly drivers?: Readonly<Partial<Record<VersionedId, string>>>;
  readonly ignore?: readonly string[];
  readonly expiryDays?: { readonly warning?: number; readonly information?: number };
}

const severities = ['error', 'warning', 'information', 'hint', 'off'];
const profiles = ['recommended', 'strict', 'quiet'];

/** Parses and checks. Wrong parts are left out and named in `problems`; the rest counts. */
export function parseConfigFile(text: string): {
  readonly config: ConfigFile;
  readonly problems: readonly string[];
} {
  const errors: ParseError[] = [];
  const raw: unknown = parse(text.replace(/^\uFEFF/, ''), errors, { allowTrailingComma: true });
  const problems = errors
    .slice(0, 1)
    .map((e) => `it is not valid JSON at offset ${e.offset} (${printParseErrorCode(e.error)})`);
  if (!isObject(raw))
    return { config: {}, problems: problems.length > 0 ? problems : ['it must hold an object'] };
  const { value, problems: wrong } = checkConfig(raw);
  return { config: value, problems: [...problems, ...wrong] };
}

/** Checks settings from anywhere (file, editor): what is wrong is left out and named. */
export function checkConfig(raw: Readonly<Record<string, unknown>>): {
  readonly value: ConfigFile;
  readonly problems: readonly string[];
} {
  const problems: string[] = [];
  const value: Record<string, unknown> = {};
  const checks: Readonly<Record<string, (v: unknown, name: string) => unknown>> = {
    profile: (v, name) => oneOf(v, profiles, name),
    rules: (v, name) => severityMap(v, name),
    localHosts: (v, name) => strings(v, name),
    ignore: (v, name) => strings(v, name),
    comments: (v, name) => boolean(v, name),
    privateHosts: (v, name) => boolean(v, name),
    drivers: (v, name) => stringMap(v, name),
    expiryDays: (v, name) => {
      if (!isObject(v)) return wrong(name, 'an object with warning and information, in days');
      const days: Record<string, number> = {};
      for (const key of ['warning', 'information'])
        if (v[key] !== undefined) {
          if (typeof v[key] === 'number' && v[key] >= 0) days[key] = v[key];
          else wrong(`${name}.${key}`, 'a number of days');
        }
      return days;
    },
    overrides: (v, name) => {
      if (!Array.isArray(v)) return wrong(name, 'a list of { files, rules }');
      return v.flatMap((entry, i) => {
        const files = isObject(entry)
          ? strings(entry['files'], `${name}[${i}].files`)
          : wrong(`${name}[${i}]`, 'an object { files, rules }');
        const rules = isObject(entry) ? severityMap(entry['rules'], `${name}[${i}].rules`) : undefined;
        return files && rules ? [{ files, rules }] : [];
      });
    },
  };
  function wrong(name: string, expected: string): undefined {
    problems.push(`${name} must be ${expected}`);
    return undefined;
  }
  function oneOf(v: unknown, allowed: readonly string[], name: string): unknown {
    return typeof v === 'string' && allowed.includes(v) ? v : wrong(name, `one of ${allowed.join(', ')}`);
  }
  function boolean(v: unknown, name: string): unknown {
    return typeof v === 'boolean' ? v : wrong(name, 'true or false');
  }
  function strings(v: unknown, name: string): string[] | undefined {
    return Array.isArray(v) && v.every((x) => typeof x === 'string') ? v : wrong(name, 'a list of texts');
  }
  function stringMap(v: unknown, name: string): unknown {
    return isObject(v) && Object.values(v).every((x) => typeof x === 'string')
      ? v
      : wrong(name, 'an object of texts');
  }
  function severityMap(v: unknown, name: string): Record<string, Severity | 'off'> | undefined {
    if (!isObject(v)) return wrong(name, `an object from rule ids to ${severities.join(', ')}`);
    const map: Record<string, Severity | 'off'> = {};
    for (const [id, severity] of Object.entries(v)) {
      const checked = oneOf(severity, severities, `${name}.${id}`);
      if (checked) map[id] = checked as Severity;
    }
    return map;
  }
  for (const [key, v] of Object.entries(raw)) {
    if (key === '$schema') continue;
    const check = Object.hasOwn(checks, key) ? checks[key] : undefined;
    if (!check) problems.push(`${key} is not a setting`);
    else {
      const checked = check(v, key);
      if (checked !== undefined) value[key] = checked;
    }
  }
  return { value: value as ConfigFile, problems };
}

/** The settings for one file. `path` is relative to the configuration file's folder, with `/`. */
export function configFor(
  file: ConfigFile,
  path: string,
  base: AnalysisConfig = defaultConfig,
): AnalysisConfig {
  const rules = { ...base.rules, ...file.rules };
  for (const override of file.overrides ?? [])
    if (override.files.some((g) => matchesGlob(path, g))) Object.assign(rules, override.rules);
  return {
    profile: file.profile ?? base.profile,
    rules,
    localHosts: [...base.localHosts, ...(file.localHosts ?? [])],
    comments: file.comments ?? base.comments,
    privateHosts: file.privateHosts ?? base.privateHosts,
    expiryDays: { ...base.expiryDays, ...file.expiryDays },
  };
}

/** True when the configuration says to leave the file alone. */
export function isIgnored(file: ConfigFile, path: string): boolean {
  return (file.ignore ?? []).some((glob) => matchesGlob(path, glob));
}

/** Versions of drivers and frameworks that the configuration sets. */
export function versionsOf(file: ConfigFile): Readonly<Partial<Record<VersionedId, DriverVersion>>> {
  return Object.fromEntries(
    Object.entries(file.drivers ?? {}).map(([id, exact]) => [id, { exact, from: configFileName }]),
  );
}

function isObject(v: unknown): v is Record<string, unknown> {
  return typeof v === 'object' && v !== null && !Array.isArray(v);
}
