/** One connection, two places that say opposite things: the URI of a variable in one file, options in another. */
import { nameRead, parsedElsewhere, placeOf, relatedTo } from '../model/definitions';
import { removeOption } from '../model/edits';
import { booleanOf, meaning } from '../model/meaning';
import { sources } from '../model/sources';
import { driverName, listed, sentence } from '../model/wording';
import type { Finding, Outlook, ParsedUri, SettingKey, WrittenOption } from '../types';
import { defineRule } from './defineRule';

/** Settings whose two values mean opposite things, with their names in a URI. */
const switches: Readonly<Partial<Record<SettingKey, RegExp>>> = {
  tls: /^(?:tls|ssl)$/i,
  insecure: /^tlsInsecure$/i,
  allowInvalidCertificates: /^tlsAllowInvalidCertificates$/i,
  allowInvalidHostnames: /^tlsAllowInvalidHostnames$/i,
};
/** Settings that only count with TLS. */
const files: readonly SettingKey[] = [
  'caFile',
  'certificateKeyFile',
  'certificateFile',
  'keyFile',
  'crlFile',
  'context',
];

export const rule = defineRule({
  meta: {
    id: 'conflict-between-files',
    category: 'validity',
    // It says which of the two wins, and what that means.
    insteadOf: ['tls-off-remote'],
    severity: 'warning',
    fixable: true,
    messages: {
      refused:
        '{here} contradicts {there} in {variable} ({place}): {driver} refuses the two together. Say it in one of the two places',
      plaintext:
        '{here} contradicts {there} in {variable} ({place}): with {driver} the connection is in plaintext. Say it in one of the two places',
      encrypted:
        '{here} contradicts {there} in {variable} ({place}): with {driver} the connection uses TLS. Say it in one of the two places',
      unclear:
        '{here} contradicts {there} in {variable} ({place}): which of the two counts depends on the driver. Say it in one of the two places',
      unused:
        '{here} is never used: {variable} ({place}) says {there}, so the connection is in plaintext. Turn TLS on there, with tls=true',
    },
    docs: {
      what: 'The URI that a variable holds says one thing about TLS, the options beside the variable in the code say the opposite.',
      why: 'Each driver has its own order of precedence, and some refuse to start. Who changes one of the two places does not see the other one, and believes that the connection is protected.',
      instead:
        'Say it once, best in the URI, because it goes with the server. Where several files define the variable, this is reported only when all of them contradict the code.',
    },
    examples: {
      bad: [
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient(process.env.MONGO_URL, { «tls: false», retryWrites: true });",
          workspace: { '.env': 'MONGO_URL=mongodb://db.example.com/app?tls=true\n' },
        },
      ],
      good: [
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient(process.env.MONGO_URL, { tls: true });",
          workspace: { '.env': 'MONGO_URL=mongodb://db.example.com/app?tls=true\n' },
        },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient(process.env.MONGO_URL, { tls: false });",
          workspace: {
            '.env': 'MONGO_URL=mongodb://localhost/app\n',
            '.env.production': 'MONGO_URL=mongodb://db.example.com/app?tls=true\n',
          },
        },
        {
          file: 'app.js',
          code: "const { MongoClient } = require('mongodb');\nconst client = new MongoClient(process.env.MONGO_URL, { tls: useTls });",
          workspace: { '.env': 'MONGO_URL=mongodb://db.example.com/app?tls=true\n' },
        },
      ],
    },
    sources: [sources.uriOptions, sources.nodeConnectionString, sources.pymongoOptions],
  },
  about: { shows: ['elsewhere'] },
  *check({ outlook }) {
    const uris = parsedElsewhere(outlook.elsewhere);
    const variable = nameRead(outlook);
    if (variable === undefined || uris.length === 0) return;
    const common = {
      variable,
      place: listed(outlook.elsewhere.slice(0, 3).map(placeOf)),
      driver: driverName(outlook),
    };
    const finding = (message: string, option: WrittenOption, here: string, there: string): Finding => {
      // Only what weakens the connection is offered for removal.
      const edit = weakens(outlook, option) ? removeOption(option) : undefined;
      return {
        message,
        data: {
          ...common,
          driver: message === 'refused' ? sentence(common.driver) : common.driver,
          here,
          there,
        },
        span: option.span,
        ...(message === 'refused' ? { severity: 'error' as const } : {}),
        related: relatedTo(outlook),
        ...(edit
          ? {
              fixes: [
                { title: `Leave it to ${variable}: remove ${option.name}`, safe: false, edits: [edit] },
              ],
            }
          : {}),
      };
    };
    for (const option of outlook.site.options) {
      const key = meaning(outlook, option)?.key;
      if (!key || option.conditional) continue;
      const value = booleanOf(outlook, option);
      const names = switches[key];
      if (names && value !== undefined) {
        const said = uris.map((u) => switchIn(u, names));
        if (said.some((s) => s === undefined || s.value === value)) continue;
        yield finding(effect(outlook), option, `${option.name}=${written(option)}`, said[0]!.text);
      } else if (files.includes(key) && (option.value.known || key === 'context')) {
        const said = uris.map((u) => switchIn(u, switches.tls!));
        if (said.some((s) => s?.value !== false)) continue;
        // An option for TLS itself in the code decides; the switch above speaks of it.
        if (outlook.site.options.some((o) => meaning(outlook, o)?.key === 'tls')) continue;
        const message = effect(outlook);
        yield finding(message === 'plaintext' ? 'unused' : message, option, option.name, said[0]!.text);
      }
    }
  },
});

function weakens(outlook: Outlook, option: WrittenOption): boolean {
  const key = meaning(outlook, option)?.key;
  return key !== undefined && switches[key] !== undefined && booleanOf(outlook, option) === (key !== 'tls');
}

function written(option: WrittenOption): string {
  return option.value.known ? String(option.value.value) : '';
}

/** What the URI itself says about the switch; undefined when nothing, or nothing that can be read. */
function switchIn(
  uri: ParsedUri,
  names: RegExp,
): { readonly value: boolean; readonly text: string } | undefined {
  const found = uri.options.filter((o) => names.test(o.name));
  const [first] = found;
  if (!first || first.hole || !found.every((o) => o.raw === first.raw) || !/^(?:true|false)$/.test(first.raw))
    return undefined;
  return { value: first.raw === 'true', text: `${first.name}=${first.raw}` };
}

/** What comes of it in this driver. */
function effect(outlook: Outlook): 'refused' | 'plaintext' | 'encrypted' | 'unclear' {
  // A URI that stands in where the variable is not set is not the one that the prediction should be about.
  if (outlook.uri) return 'unclear';
  if (outlook.cases.length > 0 && outlook.cases.every((c) => c.prediction.outcome === 'error'))
    return 'refused';
  if (!outlook.tls.known || outlook.cases.some((c) => c.prediction.outcome === 'error')) return 'unclear';
  return outlook.tls.value ? 'encrypted' : 'plaintext';
}
