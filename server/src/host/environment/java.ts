/** Java: the JVM of the workspace, its trust store and its disabled protocols. */
import path from 'node:path';
import { run } from './run';
import {
  distinct,
  fileText,
  known,
  onPath,
  pinnedVersion,
  versionFolder,
  type Candidate,
  type RuntimeCheck,
} from './runtime';

export const java: RuntimeCheck = {
  id: 'java',
  marks: ['pom.xml', 'build.gradle', 'build.gradle.kts', 'build.sbt', '*.java', '*.kt'],

  find(folder, machine) {
    const program = machine.platform === 'win32' ? 'java.exe' : 'java';
    const list: (Candidate | undefined)[] = [];
    if (machine.chosen.java)
      list.push({ path: path.join(machine.chosen.java, 'bin', program), foundBy: 'setting' });
    const wanted =
      pinnedVersion(folder, '.java-version') ?? /^java=(\S+)/m.exec(fileText(folder, '.sdkmanrc') ?? '')?.[1];
    if (wanted)
      for (const parent of [
        path.join(machine.home, '.sdkman', 'candidates', 'java'),
        path.join(machine.home, '.jenv', 'versions'),
      ]) {
        const found = versionFolder(parent, wanted);
        if (found)
          list.push({
            path: path.join(found, 'bin', program),
            foundBy: `.sdkmanrc or .java-version (${wanted})`,
          });
      }
    if (machine.env.JAVA_HOME)
      list.push({ path: path.join(machine.env.JAVA_HOME, 'bin', program), foundBy: 'JAVA_HOME' });
    const onThePath = onPath('java', machine);
    if (onThePath) list.push({ path: onThePath, foundBy: 'PATH' });
    return {
      candidates: distinct(list).slice(0, 2),
      looked: ['.sdkmanrc', '.java-version', 'JAVA_HOME', 'PATH'],
    };
  },

  async ask(candidate, _folder, machine) {
    const base = { path: candidate.path, drivers: {}, extras: {} };
    const result = await run(candidate.path, ['-XshowSettings:properties', '-version'], machine);
    if (result.kind === 'timeout')
      return { ...base, problem: { kind: 'timeout', seconds: machine.limitMs / 1000 } };
    if (result.kind === 'failed') return { ...base, problem: { kind: 'failed', detail: result.detail } };
    const property = (name: string) =>
      new RegExp(`^\\s*${name.replaceAll('.', '\\.')} = (.+)$`, 'm').exec(result.stderr)?.[1]?.trim();
    const home = property('java.home');
    const version = property('java.version');
    const security = home
      ? (fileText(home, 'conf', 'security', 'java.security') ??
        fileText(home, 'lib', 'security', 'java.security'))
      : undefined;
    const store = home ? path.join(home, 'lib', 'security', 'cacerts') : undefined;
    return {
      ...base,
      ...known({
        version,
        tls: known({ library: 'JSSE', version }),
        protocols: security === undefined ? undefined : enabledProtocols(security, version ?? ''),
        cas:
          store === undefined
            ? undefined
            : known({ file: store, count: await entries(store, candidate.path, machine) }),
      }),
    };
  },
};

/** `jdk.tls.disabledAlgorithms` names the TLS versions that are off; TLS 1.3 came with Java 11. */
function enabledProtocols(security: string, version: string): string[] {
  const joined = security.replace(/\\\r?\n\s*/g, '');
  const disabled = /^jdk\.tls\.disabledAlgorithms=(.*)$/m.exec(joined)?.[1] ?? '';
  const off = new Set(disabled.split(',').map((word) => word.trim()));
  const has13 = Number(version.split('.')[0]) >= 11;
  const all: readonly (readonly [string, string])[] = [
    ['TLSv1', 'TLS 1.0'],
    ['TLSv1.1', 'TLS 1.1'],
    ['TLSv1.2', 'TLS 1.2'],
    ['TLSv1.3', 'TLS 1.3'],
  ];
  return all.filter(([name]) => !off.has(name) && (name !== 'TLSv1.3' || has13)).map(([, label]) => label);
}

/** Entries of a key store, as keytool counts them. The default store has no secret: `changeit` is its public password. */
async function entries(
  store: string,
  javaProgram: string,
  machine: Parameters<RuntimeCheck['find']>[1],
): Promise<number | undefined> {
  const keytool = path.join(
    path.dirname(javaProgram),
    machine.platform === 'win32' ? 'keytool.exe' : 'keytool',
  );
  const result = await run(
    keytool,
    ['-list', '-keystore', store, '-storepass', 'changeit', '-J-Duser.language=en'],
    machine,
  );
  if (result.kind !== 'ok') return undefined;
  const count = /contains (\d+) entr/.exec(result.stdout)?.[1];
  return count === undefined ? undefined : Number(count);
}
