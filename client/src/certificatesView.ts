/** The view "MongoDB Certificates": what the workspace's connections use, sorted by end date, with the places of use. */
import * as vscode from 'vscode';
import type { CertificateEntry, UsePlace } from '../../server/src/lsp/messages';
import type { LanguageServer } from './languageServer';

type Node =
  | { readonly kind: 'certificate'; readonly entry: CertificateEntry }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'use'; readonly use: UsePlace };

const icons: Readonly<Record<CertificateEntry['state'], vscode.ThemeIcon>> = {
  expired: new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
  notYetValid: new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground')),
  expiresSoon: new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground')),
  valid: new vscode.ThemeIcon('pass'),
};

export function registerCertificatesView(server: LanguageServer): vscode.Disposable[] {
  const changed = new vscode.EventEmitter<void>();
  let entries: readonly CertificateEntry[] = [];
  const provider: vscode.TreeDataProvider<Node> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: treeItem,
    getChildren(node) {
      if (!node) return entries.map((entry) => ({ kind: 'certificate', entry }));
      if (node.kind !== 'certificate') return [];
      return [
        ...node.entry.files.map((path): Node => ({ kind: 'file', path })),
        ...node.entry.uses.map((use): Node => ({ kind: 'use', use })),
      ];
    },
  };
  const refresh = async (): Promise<void> => {
    entries = (await server.ask('mongodbTls/certificates', {})) ?? [];
    void vscode.commands.executeCommand('setContext', 'mongodbTls.hasCertificates', entries.length > 0);
    changed.fire();
  };
  return [
    changed,
    vscode.window.createTreeView('mongodbTls.certificates', {
      treeDataProvider: provider,
      showCollapseAll: true,
    }),
    vscode.commands.registerCommand('mongodbTls.refreshCertificates', refresh),
    server.on('mongodbTls/certificatesChanged', () => void refresh()),
  ];
}

function treeItem(node: Node): vscode.TreeItem {
  if (node.kind === 'certificate') {
    const item = new vscode.TreeItem(node.entry.title, vscode.TreeItemCollapsibleState.Collapsed);
    item.description = node.entry.description;
    item.iconPath = icons[node.entry.state];
    item.accessibilityInformation = { label: `${node.entry.title}, ${node.entry.description}` };
    return item;
  }
  if (node.kind === 'file') {
    const uri = vscode.Uri.file(node.path);
    const item = new vscode.TreeItem(vscode.workspace.asRelativePath(uri));
    item.iconPath = new vscode.ThemeIcon('file');
    item.tooltip = node.path;
    item.command = { command: 'mongodbTls.inspectFile', title: 'Inspect', arguments: [uri] };
    return item;
  }
  const item = new vscode.TreeItem(node.use.label);
  item.iconPath = new vscode.ThemeIcon('references');
  const at = new vscode.Position(node.use.line, node.use.character);
  item.command = {
    command: 'vscode.open',
    title: 'Open',
    arguments: [vscode.Uri.parse(node.use.uri), { selection: new vscode.Range(at, at) }],
  };
  return item;
}
