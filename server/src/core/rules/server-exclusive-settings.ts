/** Two settings of a server that exclude each other. */
import { serverSettings } from '../model/serverSettings';
import { defineRule } from './defineRule';

const head =
  'storage:\n  dbPath: /data\nnet:\n  port: 27017\n  tls:\n    mode: requireTLS\n    certificateKeyFile: /etc/ssl/mongod.pem\n';

export const rule = defineRule({
  meta: {
    id: 'server-exclusive-settings',
    category: 'validity',
    severity: 'error',
    fixable: false,
    messages: {
      both: '{first} and {second} exclude each other: the server refuses to start. Keep one',
    },
    docs: {
      what: 'A server configuration names the CA file and asks for the authorities of the system, sets the mode twice, or describes members by attributes and by extension.',
      why: 'The server refuses to start.',
      instead: 'Keep one of the two.',
    },
    examples: {
      bad: [
        {
          file: 'mongod.conf',
          code: `${head}    CAFile: /etc/ssl/ca.pem\nsetParameter:\n  «tlsUseSystemCA: true»\n`,
        },
        {
          file: 'start.sh',
          code: 'mongod --tlsMode requireTLS --tlsCertificateKeyFile /s.pem --tlsCAFile /ca.pem «--tlsOnNormalPorts»\n',
        },
      ],
      good: [
        { file: 'mongod.conf', code: `${head}setParameter:\n  tlsUseSystemCA: true\n` },
        {
          file: 'mongod.conf',
          code: `${head}    CAFile: /etc/ssl/ca.pem\nsetParameter:\n  tlsUseSystemCA: false\n`,
        },
      ],
    },
    sources: [
      { repo: 'mongodb/mongo', ref: '6b0141d1', path: 'src/mongo/util/net/ssl_options_server.cpp' },
      { repo: 'mongodb/mongo', ref: '9b4febc0', path: 'src/mongo/util/net/ssl_parameters.idl' },
    ],
  },
  wholeText: true,
  about: { drivers: ['mongod'] },
  *check({ outlook, document }) {
    const settings = serverSettings(outlook);
    const both = (first: string, second: string, span: { start: number; end: number }) => ({
      message: 'both',
      data: { first, second },
      span,
    });
    const mode = settings.get('mode');
    const onNormalPorts = settings.get('onNormalPorts');
    if (mode && onNormalPorts) yield both(mode.name, onNormalPorts.name, onNormalPorts.span);
    const caFile = settings.get('CAFile');
    if (!caFile) return;
    // A parameter of its own section, in the same file or on the same command line.
    const parameter =
      /^[ \t]+tlsUseSystemCA[ \t]*:[ \t]*["']?true\b["']?|--setParameter[ =]tlsUseSystemCA=(?:true|1)\b/gm;
    for (const match of document.text.matchAll(parameter)) {
      const indent = match[0].length - match[0].trimStart().length;
      const span = { start: match.index + indent, end: match.index + match[0].length };
      const flag = match[0].startsWith('-');
      if (flag && (span.start < outlook.site.span.start || span.end > outlook.site.span.end)) continue;
      yield both(caFile.name, 'tlsUseSystemCA', span);
    }
  },
});
