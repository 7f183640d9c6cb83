/** The driver starts and warns: what it says is shown here, where somebody reads it. */
import { sources } from '../model/sources';
import { driverName, sentence } from '../model/wording';
import { redactText } from '../uri/redact';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'driver-warns',
    category: 'validity',
    severity: 'warning',
    fixable: false,
    fallback: true,
    messages: { warns: '{driver} warns about these settings when it starts: {text}' },
    docs: {
      what: 'The driver warns when the client is made with these settings.',
      why: 'A warning mostly means that an option is ignored, and the default counts instead. It goes to a log that few people read.',
      instead:
        'Change the option that the text names. Hover the connection to see what each option does in this driver.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = «MongoClient»("mongodb://localhost/?fsync=ifPossible")',
        },
      ],
      good: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient(f"mongodb://localhost/?fsync={flag}")',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://localhost/?fsync=true")',
        },
        // MongoEngine warns of an option that is not written: nothing here is wrong.
        {
          file: 'models.py',
          code: 'from mongoengine import connect\nconnect("app", host="mongodb://localhost/?tls=true")',
        },
      ],
    },
    sources: [sources.pymongoCommon],
  },
  about: { shows: ['warned'] },
  *check({ outlook }) {
    if (!outlook.driver || outlook.cases.length === 0 || outlook.site.open || outlook.uri?.open) return;
    if (outlook.options.some((o) => !o.value.known || o.conditional)) return;
    if (!outlook.cases.every((c) => c.prediction.outcome === 'ok' && c.prediction.warnings.length > 0))
      return;
    // What a driver says about an option that nobody wrote cannot be mended at this connection.
    const names = outlook.options.map((o) => o.name);
    const text = outlook.cases[0]!.prediction.warnings.filter((warning) =>
      names.some((name) => mentions(warning, name)),
    ).join('; ');
    if (text === '') return;
    yield {
      message: 'warns',
      data: { driver: sentence(driverName(outlook)), text: redactText(text) },
      span: outlook.site.headSpan ?? outlook.site.uri?.span ?? outlook.site.span,
    };
  },
});

/** True when the text holds the name as a word of its own. */
function mentions(text: string, name: string): boolean {
  const lower = text.toLowerCase();
  const word = name.toLowerCase();
  const isWord = (c: string | undefined): boolean => c !== undefined && /\w/.test(c);
  for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1))
    if (!isWord(lower[at - 1]) && !isWord(lower[at + word.length])) return true;
  return false;
}
