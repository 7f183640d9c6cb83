/** .NET: the SDK that the workspace asks for, and whose TLS it uses: that of the operating system. */
import path from 'node:path';
import { systemRoots } from './go';
import { run } from './run';
import { distinct, fileJson, known, onPath, text, type Candidate, type RuntimeCheck } from './runtime';

export const dotnet: RuntimeCheck = {
  id: 'dotnet',
  marks: ['global.json', '*.csproj', '*.fsproj', '*.vbproj', '*.sln', '*.slnx'],

  find(folder, machine) {
    const list: (Candidate | undefined)[] = [];
    if (machine.chosen.dotnet) list.push({ path: machine.chosen.dotnet, foundBy: 'setting' });
    const program = machine.platform === 'win32' ? 'dotnet.exe' : 'dotnet';
    if (machine.env.DOTNET_ROOT)
      list.push({ path: path.join(machine.env.DOTNET_ROOT, program), foundBy: 'DOTNET_ROOT' });
    const found = onPath('dotnet', machine);
    if (found) list.push({ path: found, foundBy: 'PATH' });
    list.push({ path: path.join(machine.home, '.dotnet', program), foundBy: '~/.dotnet' });
    const sdk = (fileJson(folder, 'global.json') as { sdk?: { version?: unknown } } | undefined)?.sdk;
    const wanted = text(sdk?.version);
    return {
      candidates: distinct(list).slice(0, 2),
      looked: ['DOTNET_ROOT', 'PATH', '~/.dotnet'],
      ...(wanted === undefined ? {} : { wanted }),
    };
  },

  async ask(candidate, _folder, machine) {
    const base = { path: candidate.path, drivers: {}, extras: {} };
    const result = await run(candidate.path, ['--list-runtimes'], {
      ...machine,
      env: { ...machine.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' },
    });
    if (result.kind === 'timeout')
      return { ...base, problem: { kind: 'timeout', seconds: machine.limitMs / 1000 } };
    if (result.kind === 'failed') return { ...base, problem: { kind: 'failed', detail: result.detail } };
    const version = [...result.stdout.matchAll(/^Microsoft\.NETCore\.App (\d\S*)/gm)].at(-1)?.[1];
    // Source: dotnet/runtime docs/project/os-integration; protocols are those of the library of the system.
    const library =
      machine.platform === 'win32'
        ? 'SChannel'
        : machine.platform === 'darwin'
          ? 'Secure Transport'
          : 'OpenSSL of the system';
    return { ...base, ...known({ version, tls: { library }, cas: systemRoots(machine) }) };
  },
};
