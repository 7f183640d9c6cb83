/** Which file of this machine a container sees under a path: from compose files and Dockerfiles. */
import path from 'node:path/posix';
import nativePath from 'node:path';
import { parse } from 'yaml';

/** One thing put into a container. */
export interface Mount {
  /** Path in the container. */
  readonly target: string;
  /** Full path on this machine: a file or a folder. */
  readonly source: string;
  /** The compose file or Dockerfile that says so. */
  readonly from: string;
}

/** Names of the files that are read for mounts, in this order. */
export const mountFiles = [
  'compose.yaml',
  'compose.yml',
  'docker-compose.yaml',
  'docker-compose.yml',
  'Dockerfile',
] as const;

/** Bind mounts, secrets and configs of a compose file, or the COPY lines of a Dockerfile. Never throws. */
export function readMounts(file: string, text: string): readonly Mount[] {
  const folder = nativePath.dirname(file);
  try {
    return nativePath.basename(file) === 'Dockerfile'
      ? dockerfileMounts(text, folder, file)
      : composeMounts(parse(text, { maxAliasCount: 100 }), folder, file);
  } catch {
    // Not YAML: whoever checks compose files will say so.
    return [];
  }
}

/** The file of this machine behind `wanted`, a path in a container; the longest mounted folder wins, as in the kernel. */
export function throughMounts(
  wanted: string,
  mounts: readonly Mount[],
): { path: string; from: string } | undefined {
  const target = path.normalize(wanted);
  const best = mounts
    .filter((m) => target === m.target || target.startsWith(m.target === '/' ? '/' : m.target + '/'))
    .sort((a, b) => b.target.length - a.target.length)[0];
  if (!best) return undefined;
  return {
    path: nativePath.join(best.source, ...target.slice(best.target.length).split('/')),
    from: best.from,
  };
}

type Fields = Readonly<Record<string, unknown>>;

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function composeMounts(document: unknown, folder: string, from: string): Mount[] {
  const compose = fields(document);
  const mounts: Mount[] = [];
  const add = (source: unknown, target: unknown) => {
    if (typeof source !== 'string' || typeof target !== 'string' || !target.startsWith('/')) return;
    // A bare name is a volume kept by Docker; `~` and variables depend on who starts it.
    if (!/^\.{0,2}\//.test(source) && source !== '.' && source !== '..' && !/^[A-Za-z]:[\\/]/.test(source))
      return;
    mounts.push({ target: withoutSlash(target), source: nativePath.resolve(folder, source), from });
  };
  for (const service of Object.values(fields(compose['services'])).map(fields)) {
    for (const volume of list(service['volumes'])) {
      if (typeof volume === 'string') {
        const m = /^((?:[A-Za-z]:)?[^:]+):(\/[^:]*)(?::[^:]*)?$/.exec(volume);
        if (m) add(m[1], m[2]);
      } else if (fields(volume)['type'] === 'bind') add(fields(volume)['source'], fields(volume)['target']);
    }
    for (const [key, home] of [
      ['secrets', '/run/secrets/'],
      ['configs', '/'],
    ] as const)
      for (const used of list(service[key])) {
        const name = typeof used === 'string' ? used : fields(used)['source'];
        if (typeof name !== 'string') continue;
        const file = fields(fields(compose[key])[name])['file'];
        const target = fields(used)['target'];
        const place =
          typeof target === 'string' ? (target.startsWith('/') ? target : home + target) : home + name;
        add(typeof file === 'string' && !/^[./]/.test(file) ? './' + file : file, place);
      }
  }
  return mounts;
}

function dockerfileMounts(text: string, folder: string, from: string): Mount[] {
  const mounts: Mount[] = [];
  let workdir = '/';
  for (const line of text.replace(/\\\r?\n/g, ' ').split(/\r?\n/)) {
    const m = /^\s*(FROM|WORKDIR|COPY|ADD)\s+(.*?)\s*$/i.exec(line);
    if (!m) continue;
    const keyword = m[1]!.toUpperCase();
    if (keyword === 'FROM') workdir = '/';
    else if (keyword === 'WORKDIR') workdir = path.resolve(workdir, m[2]!.replace(/^"(.*)"$/, '$1'));
    else {
      const words = copyWords(m[2]!);
      const target = words?.pop();
      if (!words?.length || target === undefined || /\$/.test(target)) continue;
      const place = path.resolve(workdir, target);
      for (const source of words) {
        if (/[$*?]/.test(source)) continue;
        const full = nativePath.join(folder, source);
        // A folder's content goes into the target; a file goes into it when the target is a folder (ends in a slash) or several are copied.
        const intoFolder =
          nativePath.extname(source) !== '' && (target.endsWith('/') || target === '.' || words.length > 1);
        mounts.push({
          target: intoFolder ? path.join(place, path.basename(source)) : place,
          source: full,
          from,
        });
      }
    }
  }
  return mounts;
}

/** Arguments of COPY; undefined when they come from another stage or image. */
function copyWords(written: string): string[] | undefined {
  if (/(^|\s)--from=/.test(written)) return undefined;
  const rest = written.replace(/(^|\s)--\S+/g, ' ').trim();
  if (rest.startsWith('[')) {
    const words: unknown = JSON.parse(rest);
    return list(words).filter((w) => typeof w === 'string');
  }
  return rest.split(/\s+/);
}

function withoutSlash(target: string): string {
  return target.length > 1 ? target.replace(/\/+$/, '') : target;
}
