/** From the cause that a connection test named to the edits of the code that mend it. Pure. */
import { chooseFile, commandFix } from '../model/commandFixes';
import { addOption, setValue } from '../model/edits';
import { optionFor } from '../model/optionFor';
import { optionsAbout } from '../model/meaning';
import type { Fix, Outlook, SettingKey, SourceDocument, Span, TextEdit } from '../types';
import { fileReferences } from './fileReferences';
import type { Cause, Remedy } from './report/types';

/** A fix, and the place that its command is run at. */
export interface CauseFix {
  readonly fix: Fix;
  readonly at: Span;
}

/** The fixes for a cause at the connection that was tested; none where an edit would be a guess. */
export function causeFixes(cause: Cause, outlook: Outlook, document: SourceDocument): readonly CauseFix[] {
  const { remedy } = cause;
  if (!remedy) return [];
  const at = outlook.site.span;
  switch (remedy.kind) {
    case 'set': {
      const edit = setOption(outlook, remedy);
      const title = remedy.option === 'tls' ? 'Turn TLS on' : `Use the replica set ${remedy.value}`;
      return edit ? [{ fix: { title, safe: false, edits: [edit] }, at }] : [];
    }
    case 'host': {
      const hosts = outlook.uri?.hosts.filter((h) => h.host === remedy.from && !h.hole) ?? [];
      const [host] = hosts;
      if (!host || hosts.length > 1) return [];
      const newText = `${remedy.to.includes(':') ? `[${remedy.to}]` : remedy.to}${host.port === undefined ? '' : `:${host.port}`}`;
      return [
        {
          fix: { title: `Connect by ${remedy.to}`, safe: false, edits: [{ span: host.span, newText }] },
          at,
        },
      ];
    }
    case 'file':
      return fileFixes(remedy.option, outlook, document);
  }
}

const keys: Readonly<Record<string, SettingKey>> = {
  tls: 'tls',
  tlsCAFile: 'caFile',
  tlsCertificateKeyFile: 'certificateKeyFile',
};

function setOption(outlook: Outlook, remedy: Extract<Remedy, { kind: 'set' }>): TextEdit | undefined {
  const value = remedy.option === 'tls' ? true : remedy.value;
  const written =
    remedy.option === 'tls'
      ? optionsAbout(outlook, 'tls')
      : outlook.options.filter((o) => o.name.toLowerCase() === remedy.option.toLowerCase());
  if (written.length > 1) return undefined;
  if (written[0]) return setValue(outlook.site, written[0], value);
  if (remedy.option !== 'tls' || !outlook.driver) return addOption(outlook, remedy.option, value, 'uri');
  const name = optionFor(outlook.driver, outlook.version, 'tls', 'uri')?.name ?? 'tls';
  return addOption(outlook, name, value, 'uri');
}

function fileFixes(
  option: 'tlsCAFile' | 'tlsCertificateKeyFile',
  outlook: Outlook,
  document: SourceDocument,
): readonly CauseFix[] {
  const key = keys[option]!;
  const written = optionsAbout(outlook, key);
  const reference = fileReferences(outlook, document).find((r) => written.includes(r.option));
  if (reference) return [{ fix: chooseFile(reference.option.name), at: reference.span }];
  if (written.length > 0) return [];
  const id = option === 'tlsCAFile' ? 'add-ca' : 'add-client-certificate';
  return [{ fix: commandFix(id, `Set ${option}…`), at: outlook.site.span }];
}
