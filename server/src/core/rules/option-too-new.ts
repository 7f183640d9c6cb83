/** An option that the installed version does not know yet. */
import { compareVersions } from '../drivers/versions';
import { renameOption } from '../model/edits';
import { catalogueOption } from '../model/meaning';
import { versionsIn } from '../drivers/versionsIn';
import { sources } from '../model/sources';
import { withArticle } from '../model/wording';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'option-too-new',
    category: 'validity',
    severity: 'error',
    fixable: true,
    messages: {
      new: '{option} is known from {driver} {since} on; {installed} {outcome}. {advice}',
    },
    docs: {
      what: 'An option is written that a later version of the driver introduced.',
      why: 'Old drivers ignore a URI option that they do not know, with a warning or in silence: with tls=true in PyMongo before 3.9 the connection is in plaintext.',
      instead: 'Use the name that the installed version knows, or update the driver.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com/?«tls»=true")',
          versions: { pymongo: '3.6.0' },
        },
      ],
      good: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com/?tls=true")',
          versions: { pymongo: '3.12.0' },
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://db.example.com/?ssl=true")',
          versions: { pymongo: '3.6.0' },
        },
      ],
    },
    sources: [sources.pymongoCommon, sources.nodeConnectionString],
  },
  about: { shows: ['newOption'] },
  *check({ outlook }) {
    const { driver, version } = outlook;
    // Without a known version the newest is assumed, and nothing is too new for that.
    if (!driver || !version) return;
    const versions = versionsIn(version, driver);
    for (const option of outlook.options) {
      const entry = catalogueOption(driver, option);
      if (!entry?.since || !versions.every((v) => compareVersions(v, entry.since!) < 0)) continue;
      const older = entry.sets
        ? driver.options.find(
            (o) =>
              o !== entry &&
              o.sets === entry.sets &&
              (o.inverted ?? false) === (entry.inverted ?? false) &&
              o.type === entry.type &&
              (o.place === entry.place || o.place === 'both') &&
              versions.every(
                (v) =>
                  (!o.since || compareVersions(v, o.since) >= 0) &&
                  (!o.removed || compareVersions(v, o.removed) < 0),
              ),
          )
        : undefined;
      const edit = older ? renameOption(option, older.name) : undefined;
      const refused = outlook.outcome.known && outlook.outcome.value === 'error';
      yield {
        message: 'new',
        data: {
          option: option.name,
          driver: withArticle(driver.title),
          since: entry.since,
          installed: version.exact ?? `${version.min ?? ''} to ${version.max ?? ''}`,
          outcome: refused
            ? 'refuses to start'
            : entry.sets === 'tls' && outlook.tls.known && !outlook.tls.value
              ? 'ignores it and talks plaintext'
              : 'ignores it',
          advice: older ? `Write ${older.name}, or update the driver` : 'Update the driver',
        },
        span: option.nameSpan,
        fixes: edit ? [{ title: `Write ${older!.name}`, safe: false, edits: [edit] }] : [],
      };
    }
  },
});
