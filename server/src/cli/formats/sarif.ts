/** The report as SARIF 2.1.0, with a fingerprint that survives moved lines. */
import { createHash } from 'node:crypto';
import { docsUrl, rules } from '../../core';
import type { Report } from './report';

const levels = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
  off: 'none',
} as const;

export function renderSarif(report: Report): string {
  const used = rules.filter((r) => report.files.some((f) => f.diagnostics.some((d) => d.rule === r.meta.id)));
  const sarif = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'mongodb-tls',
            version: report.version,
            rules: used.map(({ meta }) => ({
              id: meta.id,
              shortDescription: { text: meta.docs.what },
              fullDescription: { text: `${meta.docs.why} ${meta.docs.instead}` },
              helpUri: docsUrl(meta.id),
              defaultConfiguration: { level: levels[meta.severity] },
              properties: { category: meta.category },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: report.files.flatMap((file) =>
          file.diagnostics.map((d, i) => ({
            ruleId: d.rule,
            level: levels[d.severity],
            message: { text: d.message },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: encodeURI(file.path) },
                  region: {
                    startLine: d.range.start.line,
                    startColumn: d.range.start.column,
                    endLine: d.range.end.line,
                    endColumn: d.range.end.column,
                  },
                },
              },
            ],
            ...(d.related
              ? {
                  relatedLocations: d.related.map((r) => ({
                    physicalLocation: {
                      artifactLocation: { uri: encodeURI(r.path) },
                      region: {
                        startLine: r.range.start.line,
                        startColumn: r.range.start.column,
                        endLine: r.range.end.line,
                        endColumn: r.range.end.column,
                      },
                    },
                    message: { text: r.message },
                  })),
                }
              : {}),
            partialFingerprints: {
              'mongodbTls/v1': createHash('sha256')
                .update(
                  `${file.path}\0${d.rule}\0${d.message}\0${file.diagnostics.slice(0, i).filter((x) => x.rule === d.rule && x.message === d.message).length}`,
                )
                .digest('hex'),
            },
          })),
        ),
      },
    ],
  };
  return JSON.stringify(sarif, undefined, 2) + '\n';
}
