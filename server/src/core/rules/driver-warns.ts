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
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://localhost/?fsync=true")',
        },
      ],
    },
    sources: [sources.pymongoCommon],
  },
  *check({ outlook }) {
    if (!outlook.driver || outlook.cases.length === 0 || outlook.site.open || outlook.uri?.open) return;
    if (outlook.options.some((o) => !o.value.known || o.conditional)) return;
    if (!outlook.cases.every((c) => c.prediction.outcome === 'ok' && c.prediction.warnings.length > 0))
      return;
    const text = outlook.cases[0]!.prediction.warnings.join('; ');
    yield {
      message: 'warns',
      data: { driver: sentence(driverName(outlook)), text: redactText(text) },
      span: outlook.site.headSpan ?? outlook.site.uri?.span ?? outlook.site.span,
    };
  },
});
