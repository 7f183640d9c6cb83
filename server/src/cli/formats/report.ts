/** The result of a lint run as plain data: the JSON contract (docs/cli.md). Lines and columns count from 1, columns in UTF-16 units. */
import { meaning } from '../../core/model/meaning';
import { isJudgedContext, LineIndex, redactUri, version } from '../../core';
import type { AnalysisConfig } from '../../core/types';
import type {
  Analysis,
  Category,
  Outlook,
  Place,
  RelatedPlace,
  Severity,
  Span,
  Value,
} from '../../core/types';

export interface ReportRange {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}
export interface ReportSite {
  readonly kind: 'uri' | 'options' | 'cli' | 'serverConfig';
  readonly range: ReportRange;
  readonly driver: {
    readonly id: string;
    readonly version?: string;
    readonly because: string;
    readonly framework?: string;
  };
  readonly uri?: string;
  readonly options: readonly { readonly name: string; readonly range: ReportRange; readonly place: string }[];
  readonly effective: {
    readonly tls: boolean | null;
    readonly chain: boolean | null;
    readonly hostname: boolean | null;
    readonly revocation: boolean | null;
    readonly clientCertificate: boolean | null;
  };
  /** Sites of one connection share a number. */
  readonly connection: number;
  /** The variable that holds the URI, and where the files of this run write it. */
  readonly variable?: {
    readonly name: string;
    readonly definitions: readonly { readonly path: string; readonly range: ReportRange }[];
  };
}
export interface ReportDiagnostic {
  readonly rule: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly message: string;
  readonly range: ReportRange;
  readonly fixes: readonly { readonly title: string; readonly safe: boolean }[];
  readonly docs: string;
  /** Places in other files that the finding is about too. */
  readonly related?: readonly {
    readonly path: string;
    readonly range: ReportRange;
    readonly message: string;
  }[];
}
export interface ReportFile {
  readonly path: string;
  readonly sites: readonly ReportSite[];
  readonly diagnostics: readonly ReportDiagnostic[];
  readonly fixed?: number;
}
export interface Report {
  readonly version: string;
  readonly files: readonly ReportFile[];
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  readonly problems: readonly string[];
  readonly summary: {
    readonly files: number;
    readonly sites: number;
    readonly diagnostics: number;
    readonly fixable: number;
    readonly fixed: number;
    readonly skipped: number;
    /** Findings left out because the baseline has them. */
    readonly baselined: number;
    readonly bySeverity: Readonly<Record<Severity, number>>;
  };
}

/** One analysed file as report data. `path` is what is printed. */
export function reportFile(path: string, analysis: Analysis, config: AnalysisConfig, fixed = 0): ReportFile {
  const lines = new LineIndex(analysis.document.text);
  const range = (span: Span): ReportRange => {
    const start = lines.position(span.start);
    const end = lines.position(span.end);
    return {
      start: { line: start.line + 1, column: start.character + 1 },
      end: { line: end.line + 1, column: end.character + 1 },
    };
  };
  const seen = new Set<string>();
  const shown = new Set<string>();
  const sites: ReportSite[] = [];
  for (const [connection, outlook] of analysis.outlooks.filter((o) => isJudgedContext(o, config)).entries()) {
    for (const site of reportSites(outlook, connection, range)) {
      const key = `${site.kind} ${JSON.stringify(site.range)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      // A second client made with the same options: they are written once.
      const places = site.options.map((o) => JSON.stringify(o.range));
      if (site.kind === 'options' && places.every((place) => shown.has(place))) continue;
      if (site.kind === 'options') for (const place of places) shown.add(place);
      sites.push(site);
    }
  }
  return {
    path,
    sites: sites.sort(
      (a, b) => a.range.start.line - b.range.start.line || a.range.start.column - b.range.start.column,
    ),
    diagnostics: analysis.diagnostics.map((d) => ({
      rule: d.rule,
      category: d.category,
      severity: d.severity,
      message: d.message,
      range: range(d.span),
      fixes: d.fixes.map((f) => ({ title: f.title, safe: f.safe })),
      docs: d.docs,
      ...(d.related
        ? { related: d.related.map((r) => ({ path: r.path, range: fromOne(r.range), message: r.message })) }
        : {}),
    })),
    ...(fixed > 0 ? { fixed } : {}),
  };
}

function fromOne(range: RelatedPlace['range']): ReportRange {
  const one = ({ line, character }: Place) => ({ line: line + 1, column: character + 1 });
  return { start: one(range.start), end: one(range.end) };
}

/** Names that are about TLS whoever reads them: options of frameworks and of code that no catalogue lists. */
const tlsName =
  /tls|ssl|cert|x509|pem|crl|trust|key_?(?:file|store)|secure_?(?:context|protocol)|invalid_?host|check_?server_?identity|reject_?unauthorized|^(?:ca|cafile|ca_file|pfx|passphrase|ciphers|verify|servername|minVersion|maxVersion)$/i;

/** True when an option decides something about TLS; user names, pool sizes and the like do not. */
function isAboutTls(outlook: Outlook, option: Outlook['options'][number]): boolean {
  // Who logs in alone decides nothing about TLS, whatever else has that name.
  if (option.name === 'password') return false;
  return (
    meaning(outlook, option) !== undefined ||
    // `srv` of an application that writes the URI itself.
    outlook.origins.tls?.option === option ||
    tlsName.test(option.name) ||
    (option.value.known && /^MONGODB-X509$/i.test(String(option.value.value)))
  );
}

/** A connection is one site for its URI and one for the construct that holds its TLS options; a call without any is none. */
function reportSites(outlook: Outlook, connection: number, range: (span: Span) => ReportRange): ReportSite[] {
  const { site } = outlook;
  const driverVersion = outlook.version?.exact ?? outlook.version?.min;
  const common = {
    driver: {
      id: site.driver.id,
      ...(driverVersion ? { version: driverVersion } : {}),
      because: site.driver.because,
      ...(site.driver.framework ? { framework: site.driver.framework } : {}),
    },
    effective: effectiveOf(outlook),
    connection,
    ...(site.reads && outlook.elsewhere.length > 0
      ? {
          variable: {
            name: site.reads.variable,
            definitions: outlook.elsewhere.map((d) => ({ path: d.path, range: fromOne(d.range) })),
          },
        }
      : {}),
  };
  const option = (o: Outlook['options'][number]) => ({
    name: o.name,
    range: range(o.nameSpan),
    place: o.place,
  });
  const found: ReportSite[] = [];
  if (site.uri) {
    found.push({
      kind: 'uri',
      range: range(site.uri.span),
      uri: redactUri(site.uri.mapped.text.replaceAll('\uFFFC', '{}')),
      options: outlook.options.filter((o) => o.place === 'uri').map(option),
      ...common,
    });
  }
  const own = outlook.options.filter((o) => o.place !== 'uri');
  if (own.some((o) => isAboutTls(outlook, o)) || site.kind === 'cli' || site.kind === 'serverConfig')
    found.push({
      kind: site.kind === 'uri' ? 'options' : site.kind,
      range: range(site.span),
      options: own.map(option),
      ...common,
    });
  return found;
}

function effectiveOf(outlook: Outlook): ReportSite['effective'] {
  const known = <T>(v: Value<T>): T | null => (v.known ? v.value : null);
  const tls = known(outlook.tls);
  const ocsp = outlook.cases.filter((c) => c.prediction.outcome === 'ok').map((c) => c.prediction.ocsp);
  const crl = known(outlook.crl);
  const noOcsp = ocsp.length > 0 && ocsp.every((o) => o === 'none');
  const someOcsp = ocsp.length > 0 && ocsp.every((o) => o !== 'none' && o !== null);
  return {
    tls,
    chain: known(outlook.chain),
    hostname: known(outlook.hostname),
    revocation:
      tls !== true ? null : crl === true || someOcsp ? true : crl === false && noOcsp ? false : null,
    clientCertificate: known(outlook.clientCertificate),
  };
}

/** Puts the files together and counts. Files without connection and diagnostic are counted, not listed. */
export function reportOf(
  files: readonly ReportFile[],
  skipped: Report['skipped'],
  problems: readonly string[],
  baselined = 0,
): Report {
  const diagnostics = files.flatMap((f) => f.diagnostics);
  const bySeverity: Record<Severity, number> = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const d of diagnostics) bySeverity[d.severity]++;
  return {
    version,
    files: files.filter((f) => f.sites.length > 0 || f.diagnostics.length > 0 || f.fixed),
    skipped,
    problems,
    summary: {
      files: files.length,
      sites: files.reduce((n, f) => n + f.sites.length, 0),
      diagnostics: diagnostics.length,
      fixable: diagnostics.filter((d) => d.fixes.some((f) => f.safe)).length,
      fixed: files.reduce((n, f) => n + (f.fixed ?? 0), 0),
      skipped: skipped.length,
      baselined,
      bySeverity,
    },
  };
}
