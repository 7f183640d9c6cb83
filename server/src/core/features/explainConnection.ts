/** Joins an explained error with a connection of the code: what its options and files decide, and which line it is about. */
import { decide, type DecidedCause, type Explanation, type Known } from '../explain';
import type { FileFact } from '../facts';
import { optionsAbout } from '../model/meaning';
import type { Diagnostic, Fix, Outlook, RuleInput, Span } from '../types';
import { referencedFiles } from './fileReferences';

export interface ConnectionExplanation {
  /** Likeliest first, with what was found in the options and files. */
  readonly causes: readonly DecidedCause[];
  /** Where the first cause comes from: an option that can cause it, else the connection. */
  readonly span: Span;
  /** The option at that place, as written. */
  readonly option?: string;
  /** Fixes of findings that can be the reason. */
  readonly fixes: readonly Fix[];
}

/** What a connection tells about itself without a network. */
export function knownOf(input: Pick<RuleInput, 'outlook' | 'document' | 'facts'>): Known {
  const { outlook } = input;
  const files = referencedFiles(input);
  const fact = (...roles: readonly string[]): FileFact | undefined =>
    files.find(({ reference }) => roles.includes(reference.role))?.fact;
  const caFile = fact('ca');
  const certificateKeyFile = fact('certificateKey', 'certificate');
  const crlFile = fact('crl');
  return {
    ...(outlook.tls.known ? { tls: outlook.tls.value } : {}),
    ...(outlook.hosts.known ? { hosts: outlook.hosts.value } : {}),
    ...(caFile ? { caFile } : {}),
    ...(certificateKeyFile ? { certificateKeyFile } : {}),
    ...(crlFile ? { crlFile } : {}),
    ...(optionsAbout(outlook, 'keyPassword').length > 0 ? { keyPassword: true } : {}),
  };
}

/** An explanation as this connection sees it. `diagnostics` are the findings of its document. */
export function explainConnection(
  explanation: Explanation,
  input: Pick<RuleInput, 'outlook' | 'document' | 'facts'>,
  diagnostics: readonly Diagnostic[],
): ConnectionExplanation {
  const { outlook } = input;
  const { causes } = decide(explanation, knownOf(input));
  const { span } = outlook.site;
  const rules = new Set(causes.flatMap((cause) => cause.rules));
  const suspects = diagnostics.filter(
    (d) => rules.has(d.rule) && d.span.start >= span.start && d.span.end <= span.end,
  );
  // A finding has compared what no file shows: the option with the installed driver's version, above all.
  const judged = causes.map((cause): DecidedCause => {
    const finding = suspects.find((d) => cause.rules.includes(d.rule));
    return finding && cause.found === undefined ? { ...cause, found: finding.message } : cause;
  });
  const option = (causes[0]?.settings ?? []).flatMap((key) => optionsAbout(outlook, key))[0];
  return {
    causes: judged,
    span: suspects[0]?.span ?? option?.nameSpan ?? span,
    ...(option ? { option: option.name } : {}),
    fixes: suspects.flatMap((d) => d.fixes).filter((fix) => fix.edits.length > 0),
  };
}

/** The connection that an error text speaks of: the only one whose host it names; undefined when none or several do. */
export function namedConnection<T extends { readonly outlook: Outlook }>(
  text: string,
  connections: readonly T[],
): T | undefined {
  const lower = text.toLowerCase();
  const named = connections.filter(
    ({ outlook }) =>
      outlook.hosts.known &&
      outlook.hosts.value.some((host) => {
        const name = host.toLowerCase().replace(/:\d+$/, '');
        return name.length > 3 && !/^(?:localhost|127\.)/.test(name) && lower.includes(domainOf(name));
      }),
  );
  return named.length === 1 ? named[0] : undefined;
}

/** Atlas names its servers after the cluster: `cluster0.abcde.mongodb.net` and `cluster0-shard-00-00.abcde.mongodb.net`. */
function domainOf(host: string): string {
  return /\.mongodb\.net$/.test(host) ? host.slice(host.indexOf('.')) : host;
}
