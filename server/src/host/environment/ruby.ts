/** Ruby: its openssl extension and the driver's gem. */
import path from 'node:path';
import { run } from './run';
import {
  distinct,
  known,
  lastJson,
  number,
  onPath,
  pinnedVersion,
  text,
  versionFolder,
  type Candidate,
  type RuntimeCheck,
} from './runtime';

const script = `
$LOAD_PATH.reject! { |p| p == '.' }
require 'json'
r = { version: RUBY_VERSION, gems: {} }
begin
  require 'openssl'
  s = OpenSSL::X509::Store.new
  s.set_default_paths
  f = ENV['SSL_CERT_FILE'] || OpenSSL::X509::DEFAULT_CERT_FILE
  d = ENV['SSL_CERT_DIR'] || OpenSSL::X509::DEFAULT_CERT_DIR
  r[:tls] = OpenSSL::OPENSSL_LIBRARY_VERSION
  r[:cafile] = f
  r[:capath] = d
  n = 0
  n = File.read(f).scan('BEGIN CERTIFICATE').size if File.file?(f)
  n = [n, Dir.children(d).count { |x| x =~ /\\.\\d+\\z/ }].max if File.directory?(d)
  r[:cas] = n
  r[:tls13] = OpenSSL::SSL.const_defined?(:TLS1_3_VERSION)
rescue LoadError
  r[:notls] = true
end
%w[mongo mongoid].each { |n| g = Gem::Specification.select { |x| x.name == n }.map(&:version).max; r[:gems][n] = g && g.to_s }
puts JSON.generate(r)
`;

export const ruby: RuntimeCheck = {
  id: 'ruby',
  marks: ['Gemfile', 'Gemfile.lock', '.ruby-version', '*.rb'],

  find(folder, machine) {
    const list: (Candidate | undefined)[] = [];
    if (machine.chosen.ruby) list.push({ path: machine.chosen.ruby, foundBy: 'setting' });
    const wanted = (
      pinnedVersion(folder, '.ruby-version') ?? pinnedVersion(folder, '.tool-versions', 'ruby')
    )?.replace(/^ruby-/, '');
    let pinned: string | undefined;
    if (wanted)
      for (const parent of ['.rbenv/versions', '.rvm/rubies', '.asdf/installs/ruby', '.rubies'].map((p) =>
        path.join(machine.home, p),
      )) {
        pinned ??= versionFolder(parent, wanted);
        if (pinned)
          list.push({ path: path.join(pinned, 'bin', 'ruby'), foundBy: `.ruby-version (${wanted})` });
      }
    const found = onPath('ruby', machine);
    if (found) list.push({ path: found, foundBy: 'PATH' });
    return {
      candidates: distinct(list).slice(0, 2),
      looked: ['.ruby-version', 'PATH'],
      ...(wanted && !pinned ? { wanted } : {}),
    };
  },

  async ask(candidate, _folder, machine) {
    const base = { path: candidate.path, drivers: {}, extras: {} };
    const result = await run(candidate.path, ['-e', script], machine);
    if (result.kind === 'timeout')
      return { ...base, problem: { kind: 'timeout', seconds: machine.limitMs / 1000 } };
    if (result.kind === 'failed') return { ...base, problem: { kind: 'failed', detail: result.detail } };
    const said = lastJson(result.stdout);
    if (!said) return { ...base, problem: { kind: 'failed', detail: 'it answered something unexpected' } };
    const library = /^(\w+) (\S+)/.exec(text(said.tls) ?? '');
    const gems = (said.gems ?? {}) as Record<string, string | null>;
    return {
      ...base,
      drivers: Object.fromEntries(Object.entries(gems).flatMap(([n, v]) => (v ? [[n, v]] : []))),
      ...known({
        version: text(said.version),
        tls: library ? { library: library[1]!, version: library[2]! } : undefined,
        protocols: said.notls === true ? [] : ['TLS 1.2', ...(said.tls13 === true ? ['TLS 1.3'] : [])],
        cas:
          said.notls === true
            ? undefined
            : known({ file: text(said.cafile), directory: text(said.capath), count: number(said.cas) }),
      }),
    };
  },
};
