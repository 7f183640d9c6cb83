/** Airflow's Mongo hook: the extras of a connection become keyword arguments of MongoClient, with two names of its own. */
import { option, sourceOf } from '../catalogue/define';
import { Reaching, yes, type Framework } from './framework';

const source = sourceOf('apache/airflow', '006470dd')(
  'providers/mongo/src/airflow/providers/mongo/hooks/mongo.py',
  '__init__ and get_conn',
);

export const airflow: Framework = {
  id: 'airflow',
  title: 'Airflow Mongo provider',
  driver: 'pymongo',
  packages: { pypi: ['apache-airflow-providers-mongo'] },
  options: [
    option(
      'ssl',
      'config',
      'boolean',
      'tls',
      'Turns TLS on, unless allow_insecure stands beside it: then it is lost.',
      source,
      { replacedBy: 'tls' },
    ),
    option('tls', 'config', 'boolean', 'tls', 'Turns TLS on or off.', source),
    option(
      'allow_insecure',
      'config',
      'boolean',
      'allowInvalidCertificates',
      'Accepts any certificate for any host name.',
      source,
    ),
    option('srv', 'config', 'boolean', undefined, 'Uses the mongodb+srv scheme, which turns TLS on.', source),
  ],
  toDriver(options) {
    const reaching = new Reaching();
    const entries = Object.entries(options);
    const insecure = entries.find(([name]) => name === 'allow_insecure');
    const on = yes(insecure?.[1]) === true;
    for (const [name, value] of entries) {
      if (name === 'srv') {
        // The scheme that the hook then writes turns TLS on by itself.
        if (yes(value) === true && options['ssl'] === undefined && options['tls'] === undefined)
          reaching.pass(name, 'tls', true);
        continue;
      }
      if (name === 'allow_insecure') {
        const tls = yes(options['ssl']) === true || yes(options['tls']) === true;
        if (on && tls) reaching.pass(name, 'tlsAllowInvalidCertificates', true);
        else reaching.drop(name);
      } else if (name === 'ssl' && insecure) {
        // The hook pops `ssl` from the extras and does not put it back: plaintext.
        reaching.drop(name);
      } else reaching.pass(name, name, yes(value) ?? value);
    }
    return reaching.done();
  },
};
