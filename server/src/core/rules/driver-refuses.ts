/** The last word: whatever else was said, this driver does not start with these settings. */
import { parsedElsewhere, relatedTo } from '../model/definitions';
import { catalogueOption, namesUser } from '../model/meaning';
import { sources } from '../model/sources';
import { driverName } from '../model/wording';
import { redactText } from '../uri/redact';
import type { DriverModel, WrittenOption } from '../types';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'driver-refuses',
    category: 'validity',
    severity: 'error',
    fixable: false,
    fallback: true,
    messages: { refuses: 'These settings are refused by {driver}: {text}' },
    docs: {
      what: 'The driver raises an error when the client is made with these settings.',
      why: 'The program does not get as far as a connection. The text is the one that the driver gives.',
      instead:
        'Change the option that the text names. Hover the connection to see what each option does in this driver.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = «MongoClient»("mongodb://localhost/", tls=True, tlsCAFile=5)',
        },
        {
          file: 'status.sh',
          code: '«mongo» --host db.example.com --tlsCAFile "$CERTS/ca.pem" --quiet\n',
        },
      ],
      good: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://localhost/", tls=True)',
        },
        {
          file: 'status.sh',
          code: 'mongo --host db.example.com --tlsCAFile "$CERTS/ca.pem" $OPTIONS --quiet\n',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("mongodb://localhost/", tls=USE_TLS)',
        },
      ],
    },
    sources: [sources.pymongoCommon, sources.nodeConnectionString],
  },
  about: { shows: ['refused'] },
  *check({ outlook, document }) {
    if (!outlook.driver || outlook.cases.length === 0) return;
    // Placeholders and holes were filled with something: an error can be the filling's.
    if (
      outlook.uri &&
      (outlook.uri.open ||
        outlook.uri.hosts.some((h) => h.placeholder || h.hole) ||
        outlook.uri.user?.hole ||
        outlook.uri.password?.placeholder)
    )
      return;
    if (parsedElsewhere(outlook.elsewhere).some((u) => u.hosts.some((h) => h.placeholder || h.hole))) return;
    if (outlook.options.some((o) => isUncertain(outlook.driver!, o)) || outlook.site.open) return;
    if (!outlook.cases.every((c) => c.prediction.outcome === 'error')) return;
    // A user name on the command line is not what the model was asked about.
    const about = outlook.cases[0]!.prediction.message ?? '';
    if (outlook.site.kind === 'cli' && /user\s?name/i.test(about) && namesUser(outlook, document)) return;
    const text = outlook.cases[0]!.prediction.message ?? outlook.cases[0]!.prediction.error ?? '';
    yield {
      message: 'refuses',
      data: { driver: driverName(outlook), text: redactText(text) },
      span: outlook.site.headSpan ?? outlook.site.uri?.span ?? outlook.site.span,
      related: relatedTo(outlook),
    };
  },
});

/** A flag is there whatever file it names (`--tlsCAFile $CERTS/ca.pem`); elsewhere what is not known can be nothing at all. */
function isUncertain(driver: DriverModel, option: WrittenOption): boolean {
  if (option.conditional) return true;
  return (
    !option.value.known && !(option.place === 'flag' && catalogueOption(driver, option)?.type === 'path')
  );
}
