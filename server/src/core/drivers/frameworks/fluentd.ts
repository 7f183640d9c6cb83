/** Fluentd's MongoDB plugins (`@type mongo`): their ssl settings are the Ruby driver's options, with an unsafe default. */
import { option, sourceOf } from '../catalogue/define';
import { Reaching, yes, type Framework } from './framework';

const source = sourceOf('fluent/fluent-plugin-mongo', '1c64082')('lib/fluent/plugin/out_mongo.rb');

export const fluentd: Framework = {
  id: 'fluentd',
  title: 'Fluentd MongoDB plugin',
  driver: 'ruby',
  packages: { rubygems: ['fluent-plugin-mongo'] },
  options: [
    option(
      'ssl',
      'config',
      'boolean',
      'tls',
      'Turns TLS on; without it the other settings are not read.',
      source,
    ),
    option(
      'ssl_verify',
      'config',
      'boolean',
      'insecure',
      'false, the default, accepts any certificate for any host name.',
      source,
      { inverted: true },
    ),
    option('ssl_ca_cert', 'config', 'path', 'caFile', 'Trusts only the authorities in this file.', source),
    option('ssl_cert', 'config', 'path', 'certificateFile', 'Client certificate.', source),
    option('ssl_key', 'config', 'path', 'keyFile', 'Key of the client certificate.', source),
    option('ssl_key_pass_phrase', 'config', 'secret', 'keyPassword', 'Password of the key.', source),
  ],
  toDriver(options) {
    const reaching = new Reaching();
    const on = yes(options['ssl']) === true;
    reaching.pass('ssl', 'ssl', on);
    if (!on) return reaching.done();
    for (const [name, value] of Object.entries(options))
      if (/^ssl_/.test(name)) reaching.pass(name, name, name === 'ssl_verify' ? yes(value) === true : value);
    // The plugin always passes it, and false where nothing is written.
    if (options['ssl_verify'] === undefined) reaching.pass('ssl_verify', 'ssl_verify', false);
    return reaching.done();
  },
};
