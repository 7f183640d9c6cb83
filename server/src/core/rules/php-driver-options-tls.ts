/** TLS options of the PHP driver in the array that does not take them. */
import { addOption } from '../model/edits';
import type { Outlook } from '../types';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'php-driver-options-tls',
    category: 'plaintext',
    severity: 'error',
    fixable: true,
    messages: {
      on: '{option} has no effect {here}: the connection is in plaintext. Write it {there} or in the connection string',
      other: '{option} has no effect {here}. Write it {there} or in the connection string',
    },
    docs: {
      what: 'A tls option stands in the third argument of MongoDB\\Client or MongoDB\\Driver\\Manager, or in what a framework hands on as that argument (driver_options of Laravel).',
      why: 'The driver reads tls, tlsCAFile and the others from the connection string and from the second argument only. In the third they are ignored without a word, and tls there leaves the connection in plaintext.',
      instead: "Move the option to the second argument: new MongoDB\\Client($uri, ['tls' => true]).",
    },
    examples: {
      bad: [
        {
          file: 'app.php',
          code: "<?php\n$client = new MongoDB\\Client('mongodb://db.example.com/', [], ['«tls»' => true]);\n",
        },
        {
          file: 'app.php',
          code: "<?php\n$client = new MongoDB\\Driver\\Manager('mongodb://db.example.com/?tls=true', [], ['«tlsCAFile»' => '/etc/ca.pem']);\n",
        },
        {
          file: 'config/database.php',
          code: "<?php\nuse Illuminate\\Support\\Str;\nreturn ['connections' => ['events' => [\n  'driver' => 'mongodb', 'dsn' => 'mongodb://db.example.com/app', 'options' => ['appName' => 'events'],\n  'driver_options' => ['«tls»' => true],\n]]];\n",
        },
      ],
      good: [
        {
          file: 'config/database.php',
          code: "<?php\nuse Illuminate\\Support\\Str;\nreturn ['connections' => ['events' => [\n  'driver' => 'mongodb', 'dsn' => 'mongodb://db.example.com/app', 'options' => ['tls' => true],\n  'driver_options' => ['typeMap' => []],\n]]];\n",
        },
        {
          file: 'app.php',
          code: "<?php\n$client = new MongoDB\\Client('mongodb://db.example.com/', ['tls' => true], ['typeMap' => []]);\n",
        },
        {
          file: 'app.php',
          code: "<?php\n$client = new MongoDB\\Client('mongodb://db.example.com/?tls=true', $options, ['typeMap' => []]);\n",
        },
      ],
    },
    sources: [
      { repo: 'mongodb/mongo-php-driver', ref: '1.20.0', path: 'src/phongo_client.c' },
      {
        repo: 'mongodb/laravel-mongodb',
        ref: '004c4cea640d63729878b6c242b8d273f02a0dae',
        path: 'src/Connection.php',
      },
    ],
  },
  about: { drivers: ['php'] },
  *check({ outlook }) {
    const { framework } = outlook.site.driver;
    if (outlook.driver?.id !== 'php' || (framework && framework !== 'laravel')) return;
    const places = framework
      ? { here: 'in driver_options', there: 'in options' }
      : {
          here: 'in the third argument (driver options)',
          there: 'in the second argument (URI options)',
        };
    // The finder marks what stands in the third argument as never read.
    for (const option of outlook.site.options) {
      if (!outlook.site.dropped?.includes(option.name)) continue;
      const on = /^(?:tls|ssl)$/i.test(option.name) && isPlain(outlook);
      const uri = on ? addOption(outlook, 'tls', true, 'uri') : undefined;
      const edits = uri && option.removeSpan ? [uri, { span: option.removeSpan, newText: '' }] : [];
      yield {
        message: on ? 'on' : 'other',
        ...(on ? {} : { severity: 'warning' as const }),
        data: { option: option.name, ...places },
        span: option.nameSpan,
        fixes:
          edits.length > 0 ? [{ title: 'Move tls=true to the connection string', safe: false, edits }] : [],
      };
    }
  },
});

/** A connection string that is read whole and says nothing of TLS. */
function isPlain({ uri, options, site }: Outlook): boolean {
  return (
    uri?.scheme === 'mongodb' &&
    !uri.open &&
    !site.open &&
    !options.some((o) => o.place === 'uri' && /^(?:tls|ssl)/i.test(o.name))
  );
}
