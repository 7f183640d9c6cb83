/** MSBuild files: PackageReference of *.csproj, *.fsproj and *.vbproj, PackageVersion of Directory.Packages.props, packages.config. */
import type { Found, ManifestFormat } from './manifest';
import { readInterval } from './ranges';
import { withoutComments } from './xmlText';

export const csproj: ManifestFormat = {
  id: 'csproj',
  ecosystem: 'nuget',
  files: [
    '*.csproj',
    '*.fsproj',
    '*.vbproj',
    'directory.packages.props',
    'directory.build.props',
    'packages.config',
  ],
  lock: false,
  parse(source) {
    const text = withoutComments(source);
    const properties = new Map<string, string>();
    for (const entry of text.matchAll(/<(\w+)>\s*([\d][\w.+*-]*)\s*<\/\1>/g))
      properties.set(entry[1]!.toLowerCase(), entry[2]!);
    const value = (raw: string): string =>
      raw.replace(/\$\((\w+)\)/g, (whole, name: string) => properties.get(name.toLowerCase()) ?? whole);
    const found: Found[] = [];
    for (const item of text.matchAll(/<(PackageReference|PackageVersion|package)\b([^<>]{0,2000})>/gi)) {
      const attribute = (name: string): string | undefined =>
        new RegExp(`\\b${name}\\s*=\\s*["']([^"']*)["']`, 'i').exec(item[2]!)?.[1];
      const name = attribute('Include') ?? attribute('Update') ?? attribute('id');
      if (name === undefined) continue;
      // Its version may be an element of its own, close behind.
      const behind = item[2]!.endsWith('/') ? '' : text.slice(item.index, item.index + 3000);
      const [inside = '', end] = behind.split(`</${item[1]!}>`, 2);
      const version =
        attribute('VersionOverride') ??
        attribute('Version') ??
        (end === undefined ? undefined : /<Version>\s*([^<]*?)\s*<\/Version>/i.exec(inside)?.[1]);
      // NuGet takes the lowest version that a plain number allows, which is that version.
      found.push({ name: name.toLowerCase(), ...readInterval(value(version ?? '')) });
    }
    return found;
  },
};
