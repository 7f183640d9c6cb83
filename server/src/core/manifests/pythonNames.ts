/** Names of Python packages and PEP 508 requirements, which several formats share. */
import type { Found } from './manifest';
import { python, readRange } from './ranges';

/** PEP 503: case and the kind of separator do not matter. */
export function pypiName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** `pymongo[srv,ocsp]>=4.0; python_version >= "3.8"`; undefined when the line is no requirement. */
export function requirement(line: string): Found | undefined {
  const match =
    /^\s*["']?([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[([^\]]*)\])?\s*(?:\(([^)]*)\)|([^;#"'@]*))?/.exec(line);
  if (!match || /^(?:https?|git|file)$/i.test(match[1]!)) return undefined;
  const [, name = '', extras, inBrackets, plain = ''] = match;
  const list = extras
    ?.split(',')
    .map((extra) => extra.trim().toLowerCase())
    .filter((extra) => extra !== '');
  return {
    name: pypiName(name),
    ...readRange((inBrackets ?? plain).replace(/--.*$/, '').trim(), python),
    ...(list && list.length > 0 ? { extras: list } : {}),
  };
}
