/** The driver accepts any certificate, so anyone on the path can pose as the server. */
import { booleanOf, meaning, optionsAbout } from '../model/meaning';
import { takenAway } from '../model/takenAway';
import { sources } from '../model/sources';
import { driverName } from '../model/wording';
import { caOptionBeside, replaceByCa, replaceByCertifi, trustAdvice } from '../model/bypass';
import { chooseCaFix } from '../model/commandFixes';
import type { Fix, Outlook, TextEdit, WrittenOption } from '../types';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'certificate-checks-off',
    category: 'server-authentication',
    severity: 'warning',
    strict: 'error',
    fixable: true,
    messages: {
      both: '{option} turns off the check of the certificate and of the host name in {driver}: anyone on the network can pose as the server. {advice}',
      chain:
        '{option} turns off the check of the certificate in {driver}: anyone on the network can pose as the server. {advice}',
      some: '{option} turns off the check of the certificate in the drivers that read it: anyone on the network can pose as the server. {advice}',
    },
    docs: {
      what: 'An option makes the driver accept any certificate.',
      why: 'The connection is encrypted, but nobody knows with whom: an attacker on the path presents any certificate and reads every password and document. In most drivers the host name is not checked any more either.',
      instead:
        'Remove the option. Where the server has a certificate of a private CA, name that CA with tlsCAFile; for MongoDB Atlas the default trust store is right.',
    },
    examples: {
      bad: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("db.example.com", tls=True, «tlsAllowInvalidCertificates=True»)',
        },
        {
          file: 'app.ts',
          code: "import { MongoClient } from 'mongodb';\nconst client = new MongoClient('mongodb://db.example.com/?tls=true', { «tlsInsecure: true» });",
        },
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://db.example.com/?tls=true&«tlsInsecure=true»',
        },
      ],
      good: [
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("db.example.com", tls=True, tlsAllowInvalidCertificates=ALLOW)',
        },
        {
          file: 'app.py',
          code: 'from pymongo import MongoClient\nclient = MongoClient("db.example.com", tls=True, tlsCAFile="/etc/ca.pem")',
        },
        {
          file: 'redis.js',
          code: 'const client = redis.createClient({ socket: { tls: true, rejectUnauthorized: false } });',
        },
      ],
    },
    sources: [sources.uriOptions, sources.pymongoOptions, sources.nodeConnect],
  },
  about: { settings: ['insecure', 'allowInvalidCertificates', 'allowInvalidHostnames', 'context'] },
  *check({ outlook, document }) {
    for (const option of optionsAbout(
      outlook,
      'insecure',
      'allowInvalidCertificates',
      'allowInvalidHostnames',
      'context',
    )) {
      if (booleanOf(outlook, option) !== true && !isOffByValue(outlook, option) && !isOffByCode(option))
        continue;
      const verdict = verdictOf(outlook, option);
      if (!verdict) continue;
      const removed = removals(outlook, option);
      yield {
        message: verdict,
        data: {
          option: option.name,
          driver: driverName(outlook),
          advice: trustAdvice(outlook, option),
        },
        span: option.span,
        fixes: [...(removed ? [{ ...removed, safe: false }] : []), ...withCa(outlook, option, document.text)],
      };
    }
  },
});

/** A CA in the option's place: one that is chosen, or those of certifi where they can be the right ones. */
function withCa(outlook: Outlook, option: WrittenOption, text: string): readonly Fix[] {
  const name = caOptionBeside(outlook, option);
  if (name === undefined || !replaceByCa(outlook, option, { path: 'ca.pem' })) return [];
  const certifi = replaceByCertifi(outlook, option, text);
  return [
    chooseCaFix(name),
    ...(certifi
      ? [{ title: `Check against the CAs of certifi (${name}=certifi.where())`, safe: false, edits: certifi }]
      : []),
  ];
}

/** The removal of the option, in the URI and beside it where it is written twice, and of a switch beneath code: one alone would change nothing. */
function removals(
  outlook: Outlook,
  option: WrittenOption,
): { readonly title: string; readonly edits: readonly TextEdit[] } | undefined {
  const beneath = isOffByCode(option)
    ? optionsAbout(outlook, 'insecure', 'allowInvalidCertificates').filter(
        (o) => booleanOf(outlook, o) === true,
      )
    : [];
  const twins = outlook.options.filter((o) => o.name === option.name || beneath.includes(o));
  const away = twins.map((twin) => takenAway(outlook, twin));
  const own = away[twins.indexOf(option)];
  const edits = away.flatMap((a) => a?.edit ?? []);
  return own && edits.length === twins.length ? { title: own.title, edits } : undefined;
}

/** Values that are no booleans and still say "no check": `ssl.CERT_NONE`, `none`, `:none`, `verify_none`, 0 of `SSL_verify_mode`. */
function isOffByValue(outlook: Outlook, option: WrittenOption): boolean {
  if (!option.value.known) return false;
  const m = meaning(outlook, option);
  if (option.value.value === 0) return /verify_mode$/i.test(option.name) && m !== undefined;
  if (typeof option.value.value !== 'string') return false;
  return m !== undefined && /(?:^|[._:])(?:cert_|verify_)?none$/i.test(option.value.value);
}

/** A trust manager or callback of the program that accepts every certificate. */
function isOffByCode(option: WrittenOption): boolean {
  return option.checks === 'nothing' || option.checks === 'hostname';
}

/** Which message fits; undefined when the option has no such effect on this driver. */
function verdictOf(outlook: Outlook, option: WrittenOption): 'both' | 'chain' | 'some' | undefined {
  const running = outlook.cases.filter((c) => c.prediction.outcome === 'ok');
  if (running.length === 0) return undefined;
  // Where a driver stays in plaintext that is the first fault, and tls-option-without-tls speaks of it.
  if (!outlook.driver)
    return meaning(outlook, option)?.key !== 'allowInvalidHostnames' &&
      running.every((c) => c.prediction.tls) &&
      running.some((c) => c.prediction.chain === false)
      ? 'some'
      : undefined;
  const encrypted = running.filter((c) => c.prediction.tls);
  if (encrypted.length === 0) return undefined;
  if (!encrypted.every((c) => c.prediction.chain === false)) return undefined;
  // Said once, of the option that decides.
  const decider = outlook.origins.chain?.option;
  if (decider && decider !== option) return undefined;
  return encrypted.every((c) => c.prediction.hostname === false) ? 'both' : 'chain';
}
