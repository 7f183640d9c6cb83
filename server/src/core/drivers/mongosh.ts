/**
 * mongosh: its flags become options of the connection string, and the Node driver inside does the rest. Source: mongodb-js/mongosh
 * packages/arg-parser/src/arg-mapper.ts, cli-options.ts and uri-generator.ts at v2.11.0 (2.12 was run).
 */
import type { Decision, DriverModel, PredictQuery, Prediction } from '../types';
import { mongoshOptions } from './catalogue/mongosh';
import { node } from './node';
import { byOption, refused } from './outcome';
import { uriOf, writtenOptions } from './query';
import { atLeast } from './versions';

/** The Node driver that each version carries (package.json of the tags). */
const carried: readonly (readonly [mongosh: string, node: string])[] = [
  ['2.10.0', '7.5.0'],
  ['2.9.0', '7.3.0'],
  ['2.7.0', '7.1.0'],
  ['2.6.0', '6.19.0'],
  ['2.5.0', '6.14.2'],
  ['2.4.0', '6.13.0'],
  ['2.3.0', '6.8.0'],
  ['2.2.0', '6.5.0'],
  ['2.1.0', '6.3.0'],
  ['2.0.0', '6.0.0'],
  ['1.10.0', '5.6.0'],
  ['1.9.0', '5.5.0'],
  ['1.8.0', '5.1.0'],
  ['1.7.0', '4.13.0'],
  ['1.6.0', '4.10.0'],
  ['1.4.0', '4.6.0'],
  ['1.2.0', '4.4.0'],
  ['1.1.0', '4.1.3'],
  ['1.0.0', '4.0.1'],
];

/** Older flags with the name that replaces them; a warning is printed. */
const renamed: Readonly<Record<string, string>> = {
  ssl: 'tls',
  sslCAFile: 'tlsCAFile',
  sslPEMKeyFile: 'tlsCertificateKeyFile',
  sslPEMKeyPassword: 'tlsCertificateKeyFilePassword',
  sslCRLFile: 'tlsCRLFile',
  sslAllowInvalidCertificates: 'tlsAllowInvalidCertificates',
  sslAllowInvalidHostnames: 'tlsAllowInvalidHostnames',
  sslCertificateSelector: 'tlsCertificateSelector',
  sslDisabledProtocols: 'tlsDisabledProtocols',
};
const intoUri = new Set([
  'tls',
  'tlsCAFile',
  'tlsCertificateKeyFile',
  'tlsCertificateKeyFilePassword',
  'tlsCRLFile',
  'tlsAllowInvalidCertificates',
  'tlsAllowInvalidHostnames',
]);
/** Flags that are taken and change nothing of what is predicted here. */
const others = new Set(['tlsCertificateSelector', 'tlsDisabledProtocols', 'tlsFIPSMode', 'tlsUseSystemCA']);

/** A connection string from what stands on the command line: a string, a host, a host with a database, or nothing. */
function generate(specifier: string): string {
  if (/^mongodb(\+srv)?:\/\//.test(specifier)) return specifier;
  const match = /^([A-Za-z0-9][A-Za-z0-9._-]+)(?::(\d+))?(?:\/(\S*))?$/.exec(specifier);
  const host =
    match && (match[2] !== undefined || match[3] !== undefined || match[1]!.includes('.'))
      ? match[1]!
      : '127.0.0.1';
  return `mongodb://${host}:${match?.[2] ?? '27017'}/?directConnection=true`;
}

/** Sets an option of the string as `searchParams.set` does: names are compared without case, a second one is removed. */
function set(uri: string, name: string, value: string): string {
  const at = uri.indexOf('?');
  const front = at < 0 ? uri : uri.slice(0, at);
  const pairs = at < 0 ? [] : uri.slice(at + 1).split('&');
  const kept = pairs.filter(
    (pair) => pair !== '' && (pair.split('=')[0] ?? '').toLowerCase() !== name.toLowerCase(),
  );
  const slash = front.replace(/^[^/]*:\/\//, '').includes('/') ? '' : '/';
  return `${front}${slash}?${[...kept, `${name}=${encodeURIComponent(value)}`].join('&')}`;
}

function predict(query: PredictQuery): Prediction {
  const version = query.version ?? newest;
  let uri =
    typeof query.uri === 'string' || query.host !== undefined
      ? generate(query.uri === undefined && typeof query.host === 'string' ? query.host : uriOf(query))
      : generate('');
  const warnings: string[] = [];
  /** Names that flags were written under, by the option of the string that they became. */
  const flags = new Map<string, string>();
  for (const [written, value] of writtenOptions(query)) {
    const bare = written.replace(/^-+/, '');
    if (!/^(tls|ssl)/i.test(bare)) continue;
    const name = renamed[bare] ?? bare;
    if (bare in renamed)
      warnings.push(`WARNING: argument --${bare} is deprecated and will be removed. Use --${name} instead.`);
    if (!intoUri.has(name) && !others.has(name)) {
      return refused(
        'MongoshInvalidInputError',
        bare === 'sslFIPSMode'
          ? `[COMMON-10001] Error parsing command line: unsupported option: --${bare}`
          : `[COMMON-10001] Error parsing command line: unrecognized option: --${bare}`,
        warnings,
      );
    }
    if (!intoUri.has(name) || value === null || value === undefined) continue;
    flags.set(name, written);
    uri = set(uri, name, typeof value === 'string' ? value : String(value));
  }
  const { options: _options, host: _host, ...rest } = query;
  const answer = node.predict({
    ...rest,
    driver: 'node',
    version: carried.find(([from]) => atLeast(version, from))?.[1] ?? '4.0.1',
    uri,
  });
  const decided = Object.entries(answer.decidedBy).map(([aspect, decision]): [string, Decision] => {
    const flag =
      decision.kind === 'option'
        ? [...flags].find(([name]) => name.toLowerCase() === decision.name.toLowerCase())
        : undefined;
    return [aspect, flag ? byOption(flag[1]) : decision];
  });
  return { ...answer, warnings: [...warnings, ...answer.warnings], decidedBy: Object.fromEntries(decided) };
}

const newest = '2.11.0';

export const mongosh: DriverModel = {
  id: 'mongosh',
  title: 'mongosh',
  versions: ['1.0.0', '1.8.0', '2.0.0', '2.7.0', newest],
  options: mongoshOptions,
  predict,
};
