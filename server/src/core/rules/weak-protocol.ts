/** Protocol versions that nobody should speak any more. */
import { environmentSettings } from '../languages/shared/environment';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'weak-protocol',
    category: 'server-authentication',
    severity: 'warning',
    fixable: false,
    messages: {
      variable:
        '{variable} holds {weak}, which allows TLS 1.0 or 1.1 for every connection of this process, MongoDB included: both are broken. Remove it, and let the server speak TLS 1.2',
      weak: '{option} allows {versions}: broken, and refused by current servers and runtimes. Leave the choice to the driver, or ask for TLS 1.2 at least',
    },
    docs: {
      what: 'A setting allows SSL 3.0, TLS 1.0 or TLS 1.1.',
      why: 'These versions have known attacks. MongoDB servers disable them by themselves since 4.0, runtimes since about 2021.',
      instead: 'Remove the setting: drivers and servers then agree on TLS 1.2 or 1.3.',
    },
    examples: {
      bad: [
        {
          file: 'main.go',
          code: 'package main\nimport (\n	"crypto/tls"\n	"go.mongodb.org/mongo-driver/v2/mongo/options"\n)\nvar o = options.Client().ApplyURI("mongodb://localhost/?tls=true").SetTLSConfig(&tls.Config{«MinVersion: tls.VersionTLS10»})',
        },
        {
          file: 'Dockerfile',
          code: 'FROM node:20\nENV «NODE_OPTIONS=--tls-min-v1.0»\nENV MONGO_URL=mongodb://localhost/?tls=true\n',
        },
        {
          file: '.env',
          code: '«JAVA_TOOL_OPTIONS="-Djdk.tls.client.protocols=TLSv1.1,TLSv1.2"»\nMONGO_URL=mongodb://localhost/?tls=true\n',
        },
      ],
      good: [
        {
          file: '.env',
          code: 'JAVA_TOOL_OPTIONS="-Djdk.tls.client.protocols=TLSv1.2,TLSv1.3"\nNODE_OPTIONS=$OPTIONS\nMONGO_URL=mongodb://localhost/?tls=true\n',
        },
        {
          file: 'main.go',
          code: 'package main\nimport (\n	"crypto/tls"\n	"go.mongodb.org/mongo-driver/v2/mongo/options"\n)\nvar o = options.Client().ApplyURI("mongodb://localhost/?tls=true").SetTLSConfig(&tls.Config{MinVersion: tls.VersionTLS12})',
        },
      ],
    },
    sources: [
      {
        repo: 'mongodb/docs',
        ref: '009abe2b',
        path: 'source/reference/configuration-options.txt',
        note: 'net.tls.disabledProtocols',
      },
    ],
  },
  needle: /NODE_OPTIONS|J(?:AVA|DK)_/,
  *checkDocument({ document, outlooks }) {
    // Such a variable is everybody's business; here it is said where a connection stands beside it.
    if (outlooks.length === 0) return;
    for (const { name, value, span } of environmentSettings(document)) {
      const weak =
        name === 'NODE_OPTIONS'
          ? /--tls-(?:min|max)-v1\.[01]\b/.exec(value)?.[0]
          : /^J(?:AVA|DK)_/.test(name)
            ? /-Djdk\.tls\.client\.protocols=["']?(?:[\w.]+,)*(?:SSLv3|TLSv1(?:\.1)?)(?![.\d])/.exec(
                value,
              )?.[0]
            : undefined;
      if (weak) yield { message: 'variable', data: { variable: name, weak: weak.replace(/^-D/, '') }, span };
    }
  },
  about: { shows: ['protocol'] },
  *check({ outlook, document }) {
    for (const option of outlook.options) {
      if (
        !/protocol|min_?version|max_?version|secureprotocol|ssl_?version|tls_?version/i.test(option.name) ||
        /disabled/i.test(option.name)
      )
        continue;
      const written = document.text.slice(option.valueSpan.start, option.valueSpan.end);
      const weak = written.match(
        /SSLv?3(?:0|\b)|VersionSSL30|Ssl3|TLSv?1(?:[._]?[01])?(?![._]?\d)|VersionTLS1[01]\b|\bTls1?1\b|\bTls\b|PROTOCOL_TLSv1(?:_1)?\b/g,
      );
      if (!weak || option.conditional) continue;
      yield {
        message: 'weak',
        data: { option: option.name, versions: [...new Set(weak)].join(' and ') },
        span: option.span,
      };
    }
  },
});
