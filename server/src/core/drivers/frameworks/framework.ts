/** What a framework does with the options that people write for it, before its driver sees them. */
import type { CatalogueOption, DriverId, Ecosystem, FrameworkId, WrittenOption } from '../../types';

/** Options as they reach the driver. */
export interface Reached {
  /** Under the driver's own names. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Names as written that never reach the driver. */
  readonly dropped: readonly string[];
  /** The name as written for each of the driver's names that came from it. */
  readonly from: Readonly<Record<string, string>>;
}

export interface Framework {
  readonly id: FrameworkId;
  readonly title: string;
  readonly driver: DriverId;
  /** Packages whose version is the framework's. */
  readonly packages: Readonly<Partial<Record<Ecosystem, readonly string[]>>>;
  /** Versions at which it treats options differently, oldest first; absent: it always did the same. */
  readonly versions?: readonly string[];
  readonly options: readonly CatalogueOption[];
  /** The entry whose options it hands on whatever they are; `toDriver` gets them with its name and a dot before theirs. */
  readonly unfiltered?: string;
  /** What reaches the driver of the options that stand beside a connection string. `version` is the framework's; undefined: the newest. */
  toDriver(options: Readonly<Record<string, unknown>>, version?: string): Reached;
}

/** Collects what reaches the driver, one written option after the other. */
export class Reaching {
  private readonly options: Record<string, unknown> = {};
  private readonly dropped: string[] = [];
  private readonly from: Record<string, string> = {};

  /** The driver gets `name` with `value`, because of the option written as `written`. */
  pass(written: string, name: string, value: unknown): void {
    this.options[name] = value;
    this.from[name] = written;
  }

  /** The driver never sees it. */
  drop(written: string): void {
    this.dropped.push(written);
  }

  done(): Reached {
    return { options: this.options, dropped: this.dropped, from: this.from };
  }
}

/** Yes and no as configuration files write them: booleans, and the words in any case. */
export function yes(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return undefined;
  if (/^(?:true|yes|on|1)$/i.test(value)) return true;
  return /^(?:false|no|off|0)$/i.test(value) ? false : undefined;
}

/** A written name without case and separators: `ssl-enabled`, `ssl.enabled` and `SSL_ENABLED` are one. */
export function relaxed(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** The name under which `toDriver` gets an option. */
export function nameFor(framework: Framework | undefined, option: WrittenOption): string {
  return framework?.unfiltered !== undefined && option.within === framework.unfiltered
    ? `${option.within}.${option.name}`
    : option.name;
}

/** A framework that hands its driver everything as it is. */
export function passAll(options: Readonly<Record<string, unknown>>): Reached {
  return { options, dropped: [], from: {} };
}
