/** PHP: its openssl extension, and the mongodb extension with its own TLS library. */
import { run } from './run';
import { countCertificates, distinct, known, lastJson, onPath, text, type RuntimeCheck } from './runtime';

const script = `
$r = ['version' => PHP_VERSION, 'openssl' => defined('OPENSSL_VERSION_TEXT') ? OPENSSL_VERSION_TEXT : null, 'mongodb' => phpversion('mongodb') ?: null];
if (function_exists('openssl_get_cert_locations')) $r['locations'] = openssl_get_cert_locations();
if (extension_loaded('mongodb')) {
  ob_start(); (new ReflectionExtension('mongodb'))->info(); $t = strip_tags(ob_get_clean());
  foreach (['libmongoc SSL library', 'libmongoc SSL', 'libmongoc bundled version', 'libmongoc library version'] as $k)
    if (preg_match('/' . $k . '\\s*=>\\s*(.+)/', $t, $m)) $r[$k] = trim($m[1]);
}
echo json_encode($r), "\\n";
`;

export const php: RuntimeCheck = {
  id: 'php',
  marks: ['composer.json', 'composer.lock', '*.php'],

  find(_folder, machine) {
    const found = machine.chosen.php ?? onPath('php', machine);
    return {
      candidates: distinct([
        found ? { path: found, foundBy: machine.chosen.php ? 'setting' : 'PATH' } : undefined,
      ]),
      looked: ['PATH'],
    };
  },

  async ask(candidate, _folder, machine) {
    const base = { path: candidate.path, drivers: {}, extras: {} };
    const result = await run(candidate.path, ['-r', script], machine);
    if (result.kind === 'timeout')
      return { ...base, problem: { kind: 'timeout', seconds: machine.limitMs / 1000 } };
    if (result.kind === 'failed') return { ...base, problem: { kind: 'failed', detail: result.detail } };
    const said = lastJson(result.stdout);
    if (!said) return { ...base, problem: { kind: 'failed', detail: 'it answered something unexpected' } };
    const library = /^(\w+) (\S+)/.exec(text(said.openssl) ?? '');
    const locations = (said.locations ?? {}) as Record<string, unknown>;
    const file =
      text(locations.ini_cafile) ?? text(machine.env.SSL_CERT_FILE) ?? text(locations.default_cert_file);
    const driver = text(said.mongodb);
    return {
      ...base,
      drivers: driver ? { mongodb: driver } : {},
      extras: {
        libmongoc: text(said['libmongoc bundled version']) ?? text(said['libmongoc library version']) ?? null,
        'libmongoc SSL': text(said['libmongoc SSL library']) ?? text(said['libmongoc SSL']) ?? null,
      },
      ...known({
        version: text(said.version),
        tls: library ? { library: library[1]!, version: library[2]! } : undefined,
        cas: known({
          file,
          directory: text(locations.default_cert_dir),
          count: file ? countCertificates(file) : undefined,
        }),
      }),
    };
  },
};
