/** The settings `mongodbTls.*`: defaults, checks in plain words, and one reading per workspace folder. */
import { checkConfig, configFor, defaultConfig, versionsOf, type ConfigFile } from '../core';
import type { AnalysisConfig, DriverVersion, VersionedId } from '../core/types';

export interface Settings {
  readonly enable: boolean;
  readonly analysis: AnalysisConfig;
  readonly versions: Readonly<Partial<Record<VersionedId, DriverVersion>>>;
  /** Globs of paths that are left alone. */
  readonly ignore: readonly string[];
  /** What stands here for a path in a setting: host/certificates/resolvePath.ts. */
  readonly paths: Readonly<Record<string, string>>;
  readonly codeLens: boolean;
  readonly inlayHints: boolean;
  /** Milliseconds. */
  readonly testTimeout: number;
}

export const defaultSettings: Settings = {
  enable: true,
  analysis: defaultConfig,
  versions: {},
  ignore: [],
  paths: {},
  codeLens: true,
  inlayHints: true,
  testTimeout: 10_000,
};

/** The editor's own settings; what is not named here is checked as the configuration file's is. */
const editorOnly = ['enable', 'codeLens', 'inlayHints', 'testTimeout', 'paths', 'runtime', 'trace'];

/** Reads raw settings. What has a wrong type counts as not set and is named in `problems`. Never throws. */
export function readSettings(raw: unknown): {
  readonly settings: Settings;
  readonly problems: readonly string[];
} {
  const problems: string[] = [];
  if (raw === null || raw === undefined) return { settings: defaultSettings, problems };
  if (typeof raw !== 'object' || Array.isArray(raw))
    return { settings: defaultSettings, problems: ['mongodbTls must be an object'] };
  const given = raw as Readonly<Record<string, unknown>>;
  const boolean = (name: string, fallback: boolean): boolean => {
    const value = given[name];
    if (value === undefined || value === null) return fallback;
    if (typeof value === 'boolean') return value;
    problems.push(`mongodbTls.${name} must be true or false`);
    return fallback;
  };
  const shared = Object.fromEntries(
    Object.entries(given).filter(
      ([key, value]) => !editorOnly.includes(key) && value !== null && value !== undefined,
    ),
  );
  const { value, problems: wrong } = checkConfig(shared);
  problems.push(...wrong.map((p) => `mongodbTls.${p}`));
  const file: ConfigFile = value;
  const settings: Settings = {
    enable: boolean('enable', defaultSettings.enable),
    analysis: configFor(file, ''),
    versions: Object.fromEntries(
      Object.entries(versionsOf(file)).map(([id, version]) => [id, { ...version, from: 'setting' }]),
    ),
    ignore: file.ignore ?? [],
    paths: texts('paths'),
    codeLens: boolean('codeLens', defaultSettings.codeLens),
    inlayHints: boolean('inlayHints', defaultSettings.inlayHints),
    testTimeout: milliseconds('testTimeout', defaultSettings.testTimeout),
  };
  return { settings, problems };

  function texts(name: string): Readonly<Record<string, string>> {
    const map = given[name];
    if (map === undefined || map === null) return {};
    if (
      typeof map === 'object' &&
      !Array.isArray(map) &&
      Object.values(map).every((x) => typeof x === 'string')
    )
      return map as Record<string, string>;
    problems.push(`mongodbTls.${name} must be an object of texts`);
    return {};
  }
  function milliseconds(name: string, fallback: number): number {
    const number = given[name];
    if (number === undefined || number === null) return fallback;
    if (typeof number === 'number' && number >= 1000 && number <= 120_000) return number;
    problems.push(`mongodbTls.${name} must be a number of milliseconds from 1000 to 120000`);
    return fallback;
  }
}
