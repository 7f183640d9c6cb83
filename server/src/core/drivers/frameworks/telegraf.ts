/** Telegraf's MongoDB input: settings of its own become a tls.Config, which replaces what the connection string says of TLS. */
import { option, sourceOf } from '../catalogue/define';
import { Reaching, yes, type Framework } from './framework';

const source = sourceOf('influxdata/telegraf', '006378576')(
  'plugins/common/tls/config.go',
  'ClientConfig.TLSConfig, handed on in plugins/inputs/mongodb/mongodb.go; tls_enable: docs.influxdata.com/telegraf/v1/configuration/tls',
);

const fields: Readonly<Record<string, string>> = {
  tls_ca: 'RootCAs',
  ssl_ca: 'RootCAs',
  tls_cert: 'Certificates',
  ssl_cert: 'Certificates',
  tls_server_name: 'ServerName',
};

export const telegraf: Framework = {
  id: 'telegraf',
  title: 'Telegraf',
  driver: 'go',
  packages: { go: ['github.com/influxdata/telegraf'] },
  options: [
    option(
      'tls_enable',
      'config',
      'boolean',
      'tls',
      'Turns TLS on with the defaults, or leaves TLS to the connection string.',
      source,
    ),
    option(
      'tls_ca',
      'config',
      'path',
      'caFile',
      'Trusts only the authorities in this file, and turns TLS on.',
      source,
    ),
    option('tls_cert', 'config', 'path', 'certificateFile', 'Client certificate; turns TLS on.', source),
    option('tls_key', 'config', 'path', 'keyFile', 'Key of the client certificate; turns TLS on.', source),
    option('tls_key_pwd', 'config', 'secret', 'keyPassword', 'Password of the key.', source),
    option(
      'insecure_skip_verify',
      'config',
      'boolean',
      'insecure',
      'true accepts any certificate for any host name, and turns TLS on.',
      source,
    ),
  ],
  toDriver(options) {
    const reaching = new Reaching();
    const written = Object.entries(options).filter(([, value]) => value !== '' && value !== null);
    // Nothing that has an effect, or `tls_enable = false`: no tls.Config, and the connection string decides.
    const enable = yes(options['tls_enable']);
    const skips = yes(options['insecure_skip_verify']) === true;
    const on =
      enable !== false &&
      (enable === true ||
        skips ||
        written.some(([name]) => name in fields || /^(?:tls|ssl)_key$/.test(name)));
    if (!on) {
      if (yes(options['insecure_skip_verify']) === false) reaching.drop('insecure_skip_verify');
      return reaching.done();
    }
    for (const [name, value] of written) {
      if (name === 'tls_enable') reaching.pass(name, 'TLSConfig', true);
      else if (name === 'insecure_skip_verify') reaching.pass(name, 'InsecureSkipVerify', skips);
      else if (name in fields) reaching.pass(name, fields[name]!, value);
    }
    // The key alone makes a tls.Config too, and says nothing in it.
    if (!written.some(([name]) => name === 'tls_enable'))
      reaching.pass(
        written.find(([name]) => /^(?:tls|ssl)_/.test(name))?.[0] ?? 'insecure_skip_verify',
        'TLSConfig',
        true,
      );
    return reaching.done();
  },
};
