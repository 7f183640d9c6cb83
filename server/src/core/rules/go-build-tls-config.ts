/** A key that options.BuildTLSConfig of the Go driver does not know. */
import { defineRule } from './defineRule';

const call =
  /\bBuildTLSConfig\s*\(\s*map\s*\[\s*string\s*\]\s*(?:interface\s*\{\s*\}|any)\s*\{([^{}]{0,2000})\}/g;
const known = new Set([
  'tlsCertificateKeyFile',
  'sslClientCertificateKeyFile',
  'tlsCertificateKeyFilePassword',
  'sslClientCertificateKeyPassword',
  'tlsCAFile',
  'sslCertificateAuthorityFile',
]);

export const rule = defineRule({
  meta: {
    id: 'go-build-tls-config',
    category: 'validity',
    severity: 'error',
    fixable: true,
    messages: {
      spelled:
        'BuildTLSConfig of the Go driver returns an error for {key}: upper and lower case count. Write {next}',
      unknown:
        'BuildTLSConfig of the Go driver returns an error for {key}. It takes tlsCAFile, tlsCertificateKeyFile and tlsCertificateKeyFilePassword only. Remove it',
    },
    docs: {
      what: 'options.BuildTLSConfig gets a key that it does not know.',
      why: 'The function returns an error for every other key. Its own documentation spells one of them tlsCaFile, which it refuses.',
      instead: 'Write tlsCAFile, tlsCertificateKeyFile or tlsCertificateKeyFilePassword.',
    },
    examples: {
      bad: [
        {
          file: 'kms.go',
          code: 'package main\n\nimport "go.mongodb.org/mongo-driver/mongo/options"\n\nfunc main() {\n\tcfg, err := options.BuildTLSConfig(map[string]interface{}{"«tlsCaFile»": "/etc/ca.pem"})\n}\n',
        },
      ],
      good: [
        {
          file: 'kms.go',
          code: 'package main\n\nimport "go.mongodb.org/mongo-driver/mongo/options"\n\nfunc main() {\n\tcfg, err := options.BuildTLSConfig(map[string]any{"tlsCAFile": "/etc/ca.pem"})\n}\n',
        },
        {
          file: 'kms.go',
          code: 'package main\n\nimport "go.mongodb.org/mongo-driver/mongo/options"\n\nfunc main() {\n\tcfg, err := options.BuildTLSConfig(map[string]any{name: "/etc/ca.pem"})\n}\n',
        },
      ],
    },
    sources: [
      {
        repo: 'mongodb/mongo-go-driver',
        ref: 'v2.8.0',
        path: 'mongo/options/clientencryptionoptions.go',
        note: 'BuildTLSConfig',
      },
    ],
  },
  needle: /BuildTLSConfig/,
  *checkDocument({ document: { path, text } }) {
    if (!path.endsWith('.go') || !text.includes('BuildTLSConfig')) return;
    for (const match of text.matchAll(call)) {
      const at = match.index + match[0].length - 1 - match[1]!.length;
      for (const entry of match[1]!.matchAll(/(?<=^|,)\s*"([\w.]+)"\s*:/g)) {
        const key = entry[1]!;
        if (known.has(key)) continue;
        const start = at + entry.index + entry[0].indexOf('"') + 1;
        const span = { start, end: start + key.length };
        const next = [...known].find((k) => k.toLowerCase() === key.toLowerCase());
        yield {
          message: next ? 'spelled' : 'unknown',
          data: { key, next: next ?? '' },
          span,
          fixes: next ? [{ title: `Write ${next}`, safe: true, edits: [{ span, newText: next }] }] : [],
        };
      }
    }
  },
});
