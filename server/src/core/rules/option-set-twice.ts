/** One option in the URI and beside it, with different values. */
import { removeOption } from '../model/edits';
import { frameworkById, versionsOfFramework } from '../drivers/frameworks';
import { booleanOf, meaning } from '../model/meaning';
import { sources } from '../model/sources';
import { driverName } from '../model/wording';
import type { Outlook, WrittenOption } from '../types';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'option-set-twice',
    category: 'validity',
    severity: 'warning',
    fixable: true,
    messages: {
      plaintext:
        '{beside} wins over {inUri} in the URI in {driver}: the connection is in plaintext. Remove {beside}',
      wins: '{inUri} in the URI has no effect: {beside} beside it wins in {driver}. Keep one of the two',
      later:
        '{inUri} in the URI wins over {beside}, because the URI is applied after it in {driver}. Apply the URI first, or keep one of the two',
      laterPlaintext:
        '{inUri} in the URI wins over {beside}, because the URI is applied after it in {driver}: the connection is in plaintext. Apply the URI first, or keep one of the two',
      refused:
        '{inUri} in the URI and {beside} beside it contradict each other, and {driver} refuses that. Keep one of the two',
    },
    docs: {
      what: 'The URI and the options beside it set the same thing to different values.',
      why: 'In PyMongo the keyword argument wins in silence, so a URI with tls=true can be in plaintext; in the Node driver the options win, except for tls and ssl, which must agree.',
      instead: 'Write the option in one place.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com/?tls=true", «tls=False»)',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com/?«tls=false»", tls=True)',
        },
      ],
      good: [
        {
          file: 'Db.java',
          code: 'import com.mongodb.ConnectionString;\nimport com.mongodb.MongoClientSettings;\nclass Db {\n  MongoClientSettings s = MongoClientSettings.builder()\n      .applyToSslSettings(b -> b.enabled(true))\n      .applyConnectionString(new ConnectionString("mongodb://db.example.com/?w=majority"))\n      .build();\n}\n',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com/?tls=true", tls=True)',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com/?tls=true", tls=USE_TLS)',
        },
      ],
    },
    sources: [sources.pymongoOptions, sources.nodeConnectionString],
  },
  about: { shows: ['optionsOnBothSides'] },
  *check({ outlook }) {
    if (!outlook.driver) return;
    for (const inUri of outlook.options.filter((o) => o.place === 'uri')) {
      const about = meaning(outlook, inUri);
      if (!about) continue;
      for (const beside of outlook.options.filter((o) => o.place === 'options' && !o.conditional)) {
        const same = meaning(outlook, beside);
        // What the framework keeps for itself contradicts nothing.
        if (isDropped(outlook, beside)) continue;
        if (same?.key !== about.key || !inUri.value.known || !beside.value.known) continue;
        const [a, b] = [booleanOf(outlook, inUri), booleanOf(outlook, beside)];
        const differs =
          a !== undefined && b !== undefined
            ? a !== b
            : typeof beside.value.value === 'string' &&
              String(inUri.value.value) !== beside.value.value &&
              a === b;
        if (!differs) continue;
        if (outlook.site.dropped?.includes(beside.name)) {
          yield {
            message: about.key === 'tls' && a === false ? 'laterPlaintext' : 'later',
            ...(about.key === 'tls' && a === false ? { severity: 'error' as const } : {}),
            data: {
              inUri: written(outlook, inUri),
              beside: written(outlook, beside),
              driver: driverName(outlook),
            },
            span: beside.span,
          };
          continue;
        }
        const plaintext = about.key === 'tls' && a === true && outlook.tls.known && !outlook.tls.value;
        // What stands in the way of TLS is the fault; otherwise it is what has no effect.
        const fault = plaintext ? beside : inUri;
        const edit = removeOption(fault);
        const text = (o: WrittenOption): string => written(outlook, o);
        yield {
          message:
            outlook.outcome.known && outlook.outcome.value === 'error'
              ? 'refused'
              : plaintext
                ? 'plaintext'
                : 'wins',
          data: { inUri: text(inUri), beside: text(beside), driver: driverName(outlook) },
          span: fault.span,
          fixes: edit
            ? [
                {
                  title: plaintext ? `Remove ${text(fault)}` : `Remove ${fault.name} from the URI`,
                  safe: false,
                  edits: [edit],
                },
              ]
            : [],
        };
      }
    }
  },
});

/** An option with its value where that is a yes or no. */
function written(outlook: Outlook, option: WrittenOption): string {
  const { name, value } = option;
  return (value.known && typeof value.value === 'boolean') || booleanOf(outlook, option) !== undefined
    ? `${name}=${String(value.known ? value.value : '')}`
    : name;
}

function isDropped(outlook: Outlook, option: WrittenOption): boolean {
  const framework = frameworkById(outlook.site.driver.framework);
  if (!framework || !option.value.known) return false;
  const given = { [option.name]: option.value.value };
  return versionsOfFramework(framework, outlook.frameworkVersion).some((version) =>
    framework.toDriver(given, version).dropped.includes(option.name),
  );
}
