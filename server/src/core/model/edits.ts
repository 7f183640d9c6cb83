/** Edits in the syntax of the place: how an option is added, changed, renamed and removed. Undefined where an edit would be a guess. */
import { encode, encodePath } from '../uri/percent';
import type { ConnectionSite, OptionSyntax, Outlook, TextEdit, WrittenOption } from '../types';

export type NewValue = boolean | string | { readonly path: string } | { readonly code: string };

/** How a language writes `true`. */
function booleanText(value: boolean, syntax: OptionSyntax, finder: string): string {
  if (
    syntax === 'keywordArgument' ||
    syntax === 'pythonDict' ||
    syntax === 'pythonItem' ||
    finder === 'python'
  )
    return value ? 'True' : 'False';
  if (finder === 'r' || finder === 'R') return value ? 'TRUE' : 'FALSE';
  return String(value);
}

function stringText(value: string, syntax: OptionSyntax, finder: string): string {
  switch (syntax) {
    case 'flag':
    case 'properties':
    case 'environment':
      return /^[\w./:@%+,=-]+$/.test(value) || syntax === 'properties'
        ? value
        : `'${value.replaceAll("'", "'\\''")}'`;
    case 'yamlMapping':
      return /^[\w./][\w./ -]*$/.test(value) ? value : JSON.stringify(value);
    case 'xmlAttribute':
      return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
    case 'hashRocket':
    case 'rubyHash':
      return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
    case 'jsObject':
      return finder === 'ecmascript'
        ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
        : JSON.stringify(value);
    default:
      return JSON.stringify(value);
  }
}

function valueText(value: NewValue, syntax: OptionSyntax, finder: string): string {
  if (syntax === 'uri') {
    if (typeof value === 'boolean') return String(value);
    if (typeof value === 'string') return encode(value);
    return 'path' in value ? encodePath(value.path) : value.code;
  }
  if (typeof value === 'boolean') return booleanText(value, syntax, finder);
  if (typeof value === 'string') return stringText(value, syntax, finder);
  return 'path' in value ? stringText(value.path, syntax, finder) : value.code;
}

/** `name value` as the place writes it; undefined for syntaxes where a new option cannot be written blindly. */
function optionText(name: string, value: NewValue, syntax: OptionSyntax, finder: string): string | undefined {
  const v = valueText(value, syntax, finder);
  switch (syntax) {
    case 'uri':
    case 'keywordArgument':
    case 'environment':
    case 'properties':
      return `${name}=${v}`;
    case 'initializer':
    case 'tomlKey':
      return `${name} = ${v}`;
    case 'pythonDict':
      return `"${name}": ${v}`;
    case 'jsonProperty':
      return `"${name}": ${v}`;
    case 'jsObject':
    case 'yamlMapping':
    case 'rubyHash':
    case 'elixirKeyword':
    case 'structField':
      return `${name}: ${v}`;
    case 'hashRocket':
      return `'${name}' => ${v}`;
    case 'builderCall':
      return `.${name}(${v})`;
    case 'xmlAttribute':
      return `${name}="${v}"`;
    case 'flag':
      return value === true ? `--${name}` : value === false ? undefined : `--${name} ${v}`;
    default:
      return undefined;
  }
}

/** Writes a value into the place of the old one, in its quotes where it had some. */
export function setValue(site: ConnectionSite, option: WrittenOption, value: NewValue): TextEdit | undefined {
  if (option.syntax === 'other' || option.valueSpan.end <= option.valueSpan.start) return undefined;
  return { span: option.valueSpan, newText: valueText(value, option.syntax, site.finder) };
}

/** Another name for the same value. Quotes around a name stay: the name's span lies inside them. */
export function renameOption(option: WrittenOption, name: string): TextEdit | undefined {
  return option.nameSpan.end > option.nameSpan.start ? { span: option.nameSpan, newText: name } : undefined;
}

export function removeOption(option: WrittenOption): TextEdit | undefined {
  return option.removeSpan ? { span: option.removeSpan, newText: '' } : undefined;
}

/** Adds several options to the URI in one edit; undefined where there is no sure place. Nothing to add: no edits. */
export function addUriOptions(
  outlook: Outlook,
  added: readonly (readonly [name: string, value: boolean | string])[],
): readonly TextEdit[] | undefined {
  const { site, uri } = outlook;
  const ampersand = site.uri?.ampersand;
  if (added.length === 0) return [];
  if (!uri?.insertion || ampersand === undefined || uri.open) return undefined;
  const { at, before, after } = uri.insertion;
  return [
    { span: { start: at, end: at }, newText: (before + uriText(added) + after).replaceAll('&', ampersand) },
  ];
}

/** `a=1&b=2`, percent-encoded. */
export function uriText(options: readonly (readonly [name: string, value: boolean | string])[]): string {
  return options
    .map(([name, value]) => `${name}=${typeof value === 'string' ? encode(value) : value}`)
    .join('&');
}

/** Adds an option where the connection already has some: beside the URI when `where` is `options`, else in the URI. */
export function addOption(
  outlook: Outlook,
  name: string,
  value: NewValue,
  where: 'uri' | 'options' | 'either' = 'either',
): TextEdit | undefined {
  const { site, uri } = outlook;
  const insertion = site.insertion;
  const inOptions = (): TextEdit | undefined => {
    if (!insertion) return undefined;
    const text = optionText(name, value, insertion.syntax, site.finder);
    return text === undefined
      ? undefined
      : {
          span: { start: insertion.at, end: insertion.at },
          newText: insertion.before + text + insertion.after,
        };
  };
  const inUri = (): TextEdit | undefined => {
    const ampersand = site.uri?.ampersand;
    if (!uri?.insertion || ampersand === undefined || uri.open) return undefined;
    const text = optionText(name, value, 'uri', site.finder)!;
    const join = (s: string): string => s.replace('&', ampersand);
    return {
      span: { start: uri.insertion.at, end: uri.insertion.at },
      newText: join(uri.insertion.before) + text + join(uri.insertion.after),
    };
  };
  if (where === 'uri') return inUri();
  if (where === 'options') return inOptions();
  return site.options.length > 0 ? (inOptions() ?? inUri()) : (inUri() ?? inOptions());
}
