/** Finders of the configuration formats: each reads its text into settings, `configSites` does the rest. */
import type { ConnectionSite, Finder, SourceDocument } from '../../types';
import { findSites } from '../index';
import { braceText } from './braces';
import { envText } from './env';
import { iniText } from './ini';
import { jsonText } from './json';
import { propertiesText } from './properties';
import { isSections, sectionText } from './sections';
import type { ConfigText } from './settings';
import { configSites } from './sites';
import { tomlText } from './toml';
import { xmlText } from './xml';
import { yamlText } from './yaml';

/** Without one of these words no setting can be MongoDB's, and the text is not read any further. */
const evidence =
  /mongo|bW9uZ29k|(?:require|prefer|allow)(?:TLS|SSL)|systemLog|PEMKeyFile|certificate_?Key_?File|allow_?Invalid|tlsInsecure|tlsC[AR]|tlsDisable|sslValidate|allowInsecureTls|InvalidHostName/i;

function configFinder(
  id: string,
  languageIds: readonly string[],
  files: readonly string[],
  read: (text: string, doc: SourceDocument) => ConfigText,
): Finder {
  return {
    id,
    languageIds,
    files,
    find: (doc): readonly ConnectionSite[] =>
      evidence.test(doc.text) || /mongo/i.test(doc.path)
        ? configSites(read(doc.text, doc), { finder: id, doc, find: findSites })
        : [],
  };
}

export const env = configFinder('env', ['dotenv', 'env'], ['.env', '.flaskenv'], envText);
export const properties = configFinder(
  'properties',
  ['properties', 'java-properties', 'spring-boot-properties'],
  ['.properties'],
  propertiesText,
);
export const ini = configFinder(
  'ini',
  ['ini', 'systemd-unit-file'],
  [
    '.ini',
    '.cfg',
    '.service',
    '.timer',
    '.socket',
    '.cnf',
    '.desktop',
    '.editorconfig',
    '.gitconfig',
    '.npmrc',
    '.pylintrc',
  ],
  iniText,
);
export const yaml = configFinder(
  'yaml',
  [
    'yaml',
    'dockercompose',
    'home-assistant',
    'ansible',
    'helm',
    'github-actions-workflow',
    'spring-boot-properties-yaml',
    'azure-pipelines',
  ],
  ['.yaml', '.yml', '.cff', '.sls'],
  yamlText,
);
export const json = configFinder(
  'json',
  ['json', 'jsonc', 'json5', 'jsonl'],
  [
    '.json',
    '.jsonc',
    '.json5',
    '.jsonl',
    '.ndjson',
    '.code-workspace',
    '.webmanifest',
    '.har',
    '.avsc',
    '.tfstate',
    '.babelrc',
    '.eslintrc',
    '.swcrc',
    '.topojson',
    '.geojson',
  ],
  jsonText,
);
export const toml = configFinder('toml', ['toml'], ['.toml', 'pipfile'], tomlText);
export const xml = configFinder(
  'xml',
  ['xml', 'xsl'],
  [
    '.xml',
    '.config',
    '.xsd',
    '.wsdl',
    '.pom',
    '.props',
    '.targets',
    '.csproj',
    '.vbproj',
    '.fsproj',
    '.resx',
    '.settings',
    '.plist',
    '.iml',
    '.xslt',
    '.ktr',
    '.kjb',
    '.bpmn',
  ],
  xmlText,
);
export const hcl = configFinder(
  'hcl',
  ['terraform', 'hcl', 'terraform-vars'],
  ['.tf', '.tfvars', '.hcl', '.nomad', '.tofu'],
  (text) => braceText(text, 'hcl'),
);
export const hocon = configFinder('hocon', ['hocon'], ['.hocon'], (text) => braceText(text, 'hocon'));
export const prisma = configFinder('prisma', ['prisma'], ['.prisma'], (text) => braceText(text, 'prisma'));
/** `.conf` says nothing about the format: nginx, HOCON, mongod's YAML or INI, variables. */
export const conf = configFinder('conf', ['conf', 'nginx'], ['.conf', '.cnf', '.config.sample'], (text) =>
  confText(text),
);

function confText(text: string): ConfigText {
  const head = text.slice(0, 20_000);
  if (isSections(head)) return sectionText(text);
  // An array of tables: Telegraf and others write TOML.
  if (/^[ \t]*\[\[[\w.-]+\]\][ \t]*(?:#.*)?\r?$/m.test(head)) return tomlText(text);
  if (
    /^\s*(?:net|storage|systemLog|security|replication|sharding|processManagement|setParameter)\s*:\s*(?:#.*)?$/m.test(
      head,
    )
  )
    return yamlText(text);
  if (/\{\s*(?:#.*)?$|^\s*[\w."-]+\s*[=:]?\s*\{/m.test(head)) {
    return /;\s*(?:#.*)?$/m.test(head) && !/^\s*[\w.-]+\s*[=:]\s*["\w$]/m.test(head)
      ? braceText(text, 'nginx')
      : braceText(text, 'hocon');
  }
  if (/^\s*\[[^\]]+\]/m.test(head)) return iniText(text);
  if (/^\s*[\w.-]+:(?:\s|$)/m.test(head) && !/^\s*[\w.-]+\s*=/m.test(head)) return yamlText(text);
  if (/^\s*[a-z][\w.-]+\.[\w.-]+\s*[=:]/im.test(head) && !/^\s*\[/m.test(head) && /"/.test(head))
    return braceText(text, 'hocon');
  return iniText(text);
}

export const configFinders: readonly Finder[] = [
  env,
  properties,
  ini,
  yaml,
  json,
  toml,
  xml,
  hcl,
  hocon,
  prisma,
  conf,
];
