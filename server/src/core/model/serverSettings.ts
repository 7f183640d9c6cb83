/** A server's TLS settings under their present names, whatever spelling the file or the command line uses. */
import type { Outlook, WrittenOption } from '../types';

/** Old leaf names (before MongoDB 4.2) and the present ones. Source: mongodb/mongo ssl_options_server.idl @39f7c903. */
const presentNames: Readonly<Record<string, string>> = {
  PEMKeyFile: 'certificateKeyFile',
  PEMKeyPassword: 'certificateKeyFilePassword',
  weakCertificateValidation: 'allowConnectionsWithoutCertificates',
};

/** Settings of mongod or mongos by their present leaf name (`mode`, `CAFile`, …); empty for everything that is no server. */
export function serverSettings(outlook: Outlook): ReadonlyMap<string, WrittenOption> {
  const settings = new Map<string, WrittenOption>();
  if (outlook.driver?.id !== 'mongod') return settings;
  for (const option of outlook.options) {
    const leaf = /^(?:net\.(?:tls|ssl)\.)(\w+)$/.exec(option.name)?.[1] ?? flagLeaf(option.name);
    if (leaf) settings.set(presentNames[leaf] ?? leaf, option);
  }
  return settings;
}

/** `--tlsCertificateKeyFile` -> `certificateKeyFile`, `--tlsCAFile` -> `CAFile`. */
function flagLeaf(name: string): string | undefined {
  const rest = /^-*(?:tls|ssl)([A-Z]\w*)$/.exec(name)?.[1];
  if (!rest) return undefined;
  return /^(?:CA|CRL|PEM|FIPS)/.test(rest) ? rest : rest.charAt(0).toLowerCase() + rest.slice(1);
}

/** True for a mode that speaks TLS; false for `disabled` and for values that are not known. */
export function isOn(mode: WrittenOption): boolean {
  return mode.value.known && /^(?:allow|prefer|require)(?:TLS|SSL)$/.test(String(mode.value.value));
}
