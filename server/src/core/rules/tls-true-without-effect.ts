/** TLS is asked for, and this driver in this version stays in plaintext all the same. */
import { frameworkById } from '../drivers/frameworks';
import { booleanOf, optionsAbout } from '../model/meaning';
import { sources } from '../model/sources';
import { driverName } from '../model/wording';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'tls-true-without-effect',
    category: 'plaintext',
    severity: 'error',
    fixable: false,
    fallback: true,
    messages: {
      option:
        '{asked} does not start TLS here: {driver} does not read it, and the connection is in plaintext. {advice}',
      scheme:
        'mongodb+srv:// does not start TLS here: {driver} turns it off again, and the connection is in plaintext. {advice}',
    },
    docs: {
      what: 'tls=true or mongodb+srv:// is written, and the driver in its installed version, or the framework in front of it, connects in plaintext.',
      why: 'Old drivers know only ssl, the Elixir driver ignores a connection string without a slash before the question mark, and mongo-express has a variable of its own. Nothing fails, and passwords cross the network readable.',
      instead: 'Write what this driver reads, or update it.',
    },
    examples: {
      bad: [
        {
          file: 'lib/app.ex',
          code: '{:ok, c} = Mongo.start_link(url: "mongodb://db.example.com?«ssl=true»")\n',
        },
        {
          file: '.env',
          code: 'ME_CONFIG_MONGODB_URL=«mongodb+srv://»cluster.example.com/app\n',
        },
      ],
      good: [
        {
          file: 'lib/app.ex',
          code: '{:ok, c} = Mongo.start_link(url: "mongodb://db.example.com/?ssl=true", ssl_opts: options)\n',
        },
        {
          file: 'lib/app.ex',
          code: '{:ok, c} = Mongo.start_link(url: "mongodb://db.example.com?ssl=#{tls}")\n',
        },
        {
          file: '.env',
          code: 'ME_CONFIG_MONGODB_URL=mongodb+srv://cluster.example.com/app\nME_CONFIG_MONGODB_TLS=${TLS}\n',
        },
        { file: '.env', code: 'MONGO_URL=mongodb+srv://cluster.example.com/app\n' },
      ],
    },
    sources: [
      sources.uriOptions,
      { repo: 'zookzook/elixir-mongodb-driver', ref: 'v1.6.1', path: 'lib/mongo/url_parser.ex' },
      { repo: 'mongo-express/mongo-express', ref: '3ea48dd', path: 'config.default.js' },
    ],
  },
  *check({ outlook }) {
    const { driver, uri, site } = outlook;
    if (!driver || site.open || uri?.open || !outlook.tls.known || outlook.tls.value) return;
    const written = optionsAbout(outlook, 'tls').filter(
      (o) => !o.conditional && !site.dropped?.includes(o.name),
    );
    // A false that is written is meant, and tls-off-remote speaks of it.
    if (written.some((o) => booleanOf(outlook, o) !== true)) return;
    const asked = written[0];
    const srv = uri?.scheme === 'mongodb+srv';
    if (!asked && !srv) return;
    const framework = site.driver.framework;
    yield {
      message: asked ? 'option' : 'scheme',
      data: {
        asked: asked ? `${asked.name}=true` : '',
        driver: framework ? (frameworkById(framework)?.title ?? framework) : driverName(outlook),
        advice: advice(driver.id, framework, uri?.span !== undefined),
      },
      span: asked?.span ?? uri!.schemeSpan,
    };
  },
});

function advice(driver: string, framework: string | undefined, inUri: boolean): string {
  if (framework === 'mongo-express') return 'Write ME_CONFIG_MONGODB_TLS=true';
  if (framework === 'strapi') return 'Write ssl: true in the options of the connection';
  if (driver === 'elixir' && inUri)
    return 'Write / between the host and ?, and names and values in lower case, or ssl: true beside the connection string';
  return 'Write ssl=true, or update the driver';
}
