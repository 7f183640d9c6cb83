/** mongo-express accepts any certificate unless a variable says no: the default is the unsafe one. */
import type { TextEdit, WrittenOption } from '../types';
import { defineRule } from './defineRule';

const name = 'ME_CONFIG_MONGODB_TLS_ALLOW_CERTS';

export const rule = defineRule({
  meta: {
    id: 'mongo-express-allows-certificates',
    category: 'server-authentication',
    severity: 'warning',
    fixable: true,
    insteadOf: ['certificate-checks-off'],
    messages: {
      default: `mongo-express accepts any certificate, because ${name} is true where it is not written: anyone on the network can pose as the server. Write ${name}=false`,
      written: `${name} lets mongo-express accept any certificate: anyone on the network can pose as the server. Write false, and name a private CA with ME_CONFIG_MONGODB_TLS_CA_FILE`,
      validate:
        'ME_CONFIG_MONGODB_SSLVALIDATE=false lets mongo-express accept any certificate: anyone on the network can pose as the server. Leave it out, and name a private CA with ME_CONFIG_MONGODB_CA_FILE',
    },
    docs: {
      what: 'mongo-express connects with TLS and does not check the certificate.',
      why: 'Its configuration turns tlsAllowInvalidCertificates on unless a variable turns it off, although its documentation says the opposite. Anyone on the path can read the administrator password.',
      instead: `Write ${name}=false, and name a private CA with ME_CONFIG_MONGODB_TLS_CA_FILE.`,
    },
    examples: {
      bad: [
        {
          file: 'docker-compose.yml',
          code: 'services:\n  ui:\n    image: mongo-express:1.1.0-rc-4\n    environment:\n      ME_CONFIG_MONGODB_URL: mongodb://db.example.com/\n      «ME_CONFIG_MONGODB_TLS: "true"»\n',
        },
        {
          file: 'docker-compose.yml',
          code: 'services:\n  ui:\n    image: mongo-express:1.0.2\n    environment:\n      ME_CONFIG_MONGODB_SERVER: db.example.com\n      ME_CONFIG_MONGODB_SSL: "true"\n      «ME_CONFIG_MONGODB_SSLVALIDATE: "false"»\n',
        },
        {
          file: '.env',
          code: 'ME_CONFIG_MONGODB_URL=mongodb://db.example.com/\nME_CONFIG_MONGODB_TLS=true\n«ME_CONFIG_MONGODB_TLS_ALLOW_CERTS=true»\n',
        },
      ],
      good: [
        {
          file: 'docker-compose.yml',
          code: 'services:\n  ui:\n    image: mongo-express:1.0.2\n    environment:\n      ME_CONFIG_MONGODB_SERVER: db.example.com\n      ME_CONFIG_MONGODB_SSL: "true"\n      ME_CONFIG_MONGODB_CA_FILE: /ca.pem\n',
        },
        {
          file: '.env',
          code: 'ME_CONFIG_MONGODB_URL=mongodb://db.example.com/\nME_CONFIG_MONGODB_TLS=true\nME_CONFIG_MONGODB_TLS_ALLOW_CERTS=false\n',
        },
        {
          file: '.env',
          code: 'ME_CONFIG_MONGODB_URL=mongodb://db.example.com/\nME_CONFIG_MONGODB_TLS=true\nME_CONFIG_MONGODB_TLS_ALLOW_CERTS=${ALLOW}\n',
        },
        {
          file: '.env',
          code: 'ME_CONFIG_MONGODB_URL=mongodb://db.example.com/\nME_CONFIG_MONGODB_TLS=${TLS}\n',
        },
      ],
    },
    sources: [{ repo: 'mongo-express/mongo-express', ref: '3ea48dd', path: 'config.default.js' }],
  },
  wholeText: true,
  about: { shows: ['framework'] },
  *check({ outlook, document }) {
    const { site } = outlook;
    if (site.driver.framework !== 'mongo-express' || site.open) return;
    if (!outlook.tls.known || !outlook.tls.value || !outlook.chain.known || outlook.chain.value !== false)
      return;
    const validate = outlook.options.find((o) => o.name === 'ME_CONFIG_MONGODB_SSLVALIDATE');
    if (validate && outlook.origins.chain?.option === validate) {
      yield { message: 'validate', span: validate.span };
      return;
    }
    const allow = outlook.options.find((o) => o.name === name);
    const tls = outlook.options.find((o) => o.name === 'ME_CONFIG_MONGODB_TLS');
    const at = allow ?? tls;
    if (!at) return;
    const edit = allow ? written(document.text, allow) : added(document.text, at);
    yield {
      message: allow ? 'written' : 'default',
      span: at.span,
      fixes: edit ? [{ title: `Write ${name}=false`, safe: false, edits: [edit] }] : [],
    };
  },
});

/** `true` turned into `false` in its quotes: compose takes texts only. */
function written(text: string, option: WrittenOption): TextEdit | undefined {
  const { start, end } = option.valueSpan;
  const newText = text.slice(start, end).replace(/true/i, 'false');
  return newText === text.slice(start, end) ? undefined : { span: option.valueSpan, newText };
}

/** A line below the variable that turns TLS on, written as that one; undefined where it shares its line. */
function added(text: string, option: WrittenOption): TextEdit | undefined {
  const lineStart = text.lastIndexOf('\n', option.span.start - 1) + 1;
  const before = text.slice(lineStart, option.span.start);
  const after = /^[^\n]*/.exec(text.slice(option.span.end))![0];
  if (!/^[ \t]*(?:- )?(?:export )?$/.test(before) || after.trim() !== '') return undefined;
  const pair = option.syntax === 'yamlMapping' ? `${name}: "false"` : `${name}=false`;
  if (!['yamlMapping', 'environment', 'properties'].includes(option.syntax)) return undefined;
  return { span: { start: option.span.end, end: option.span.end }, newText: `\n${before}${pair}` };
}
