/** Certificate files: links and end dates behind their paths, decoded PEM documents, the Certificates view. */
import type {
  DocumentLink,
  DocumentLinkParams,
  DocumentSymbol,
  DocumentSymbolParams,
  InlayHint,
  InlayHintParams,
} from 'vscode-languageserver';
import { DiagnosticSeverity, SymbolKind, type Diagnostic } from 'vscode-languageserver';
import { pathToFileURL } from 'node:url';
import { LineIndex } from '../../core';
import { certificateInlayHints, certificateLinks } from '../../core/features/certificateHover';
import { certificatesView } from '../../core/features/certificatesView';
import { readPemDocument, type PemDocument } from '../../core/features/pemDocument';
import { blockTools } from '../../host/certificates/blockTools';
import { diagnosticSource, toLspRange } from '../convert';
import type { View } from '../documents';
import type { CertificateEntry } from '../messages';
import type { Session } from '../session';

/** The decoded blocks of an open PEM document; undefined for every other document. */
export function pemDocument(view: View): PemDocument | undefined {
  if (view.languageId !== 'pem' && !/\.(?:pem|crt|cer|crl|key)$/i.test(view.source.path)) return undefined;
  if (view.source.text.length > 10 * 1024 * 1024 || !view.source.text.includes('-----BEGIN '))
    return undefined;
  return readPemDocument(view.source.text, (bytes) => blockTools.sha256(bytes), Date.now());
}

/** What is wrong with the form of an open PEM document. */
export function pemDiagnostics(view: View): Diagnostic[] {
  return (pemDocument(view)?.problems ?? []).map((p) => ({
    range: toLspRange(view, p.span),
    severity: DiagnosticSeverity.Warning,
    source: diagnosticSource,
    message: p.message,
  }));
}

export function documentLinks(session: Session, params: DocumentLinkParams): DocumentLink[] {
  const found = session.analyses.of(params.textDocument.uri);
  const facts = found && session.workspace.contextFor(found.view)?.facts;
  if (!found || !facts) return [];
  const { view, analysis } = found;
  return certificateLinks(analysis, facts).flatMap((link) =>
    view.holds(link.span)
      ? [{ range: toLspRange(view, link.span), target: pathToFileURL(link.path).href, tooltip: link.tooltip }]
      : [],
  );
}

export function inlayHints(session: Session, params: InlayHintParams): InlayHint[] {
  const found = session.analyses.of(params.textDocument.uri);
  if (!found || !session.settingsOf(params.textDocument.uri).inlayHints) return [];
  const { view, analysis } = found;
  const from = view.offsetAt(params.range.start);
  const to = view.offsetAt(params.range.end);
  const facts = session.workspace.contextFor(view)?.facts;
  const hints = [
    ...(facts ? certificateInlayHints(analysis, facts) : []),
    ...(pemDocument(view)?.hints ?? []).map((h) => ({ ...h, tooltip: undefined })),
  ];
  return hints.flatMap((hint) =>
    hint.at >= from && hint.at <= to && view.holds({ start: hint.at, end: hint.at })
      ? [
          {
            position: view.positionAt(hint.at),
            label: hint.label,
            paddingLeft: true,
            ...(hint.tooltip ? { tooltip: { kind: 'markdown' as const, value: hint.tooltip } } : {}),
          },
        ]
      : [],
  );
}

export function documentSymbols(session: Session, params: DocumentSymbolParams): DocumentSymbol[] {
  const view = session.documents.view(params.textDocument.uri);
  if (!view) return [];
  return (pemDocument(view)?.symbols ?? []).map((s) => {
    const range = toLspRange(view, s.span);
    return { name: s.name || 'Block', detail: s.detail, kind: SymbolKind.Key, range, selectionRange: range };
  });
}

/** Every certificate that the workspace's connections use, the one that ends first at the top. */
export function certificates(session: Session): readonly CertificateEntry[] {
  if (!session.trusted()) return [];
  const files = session.workspace.connections();
  const uris = new Map(files.map((f) => [f.path, { uri: pathToFileURL(f.file).href, text: f.text }]));
  const analyses = files.map(({ file, analysis }) => ({
    analysis,
    facts: session.workspace.factsOf(file),
  }));
  const soon = session.settingsOf().analysis.expiryDays.information;
  return certificatesView(analyses, soon).map((entry) => ({
    title: entry.title,
    description: entry.description,
    state: entry.state,
    files: entry.files,
    uses: entry.uses.flatMap((use) => {
      const place = uris.get(use.document);
      if (!place) return [];
      const at = new LineIndex(place.text).position(use.span.start);
      return [{ uri: place.uri, label: `${use.document}, ${use.option}`, ...at }];
    }),
  }));
}
