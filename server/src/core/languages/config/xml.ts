/** XML: attributes and element texts with their entities; Spring beans, web.config, pom.xml, Camel routes. */
import { MappedTextBuilder } from '../../text/mappedText';
import type { MappedText, Span } from '../../types';
import { withVariables } from './env';
import type { ConfigText, Scope, Setting } from './settings';

/** The settings of an XML text: `element.attribute` and `element` paths; `<entry key="x">y</entry>` and `<property name="x" value="y"/>` by their key. */
export function xmlText(text: string): ConfigText {
  const settings: Setting[] = [];
  const comments: Span[] = [];
  const root: Scope = { span: { start: 0, end: text.length }, parent: undefined, path: [] };
  let scope = root;
  const tags =
    /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<\?[\s\S]*?(?:\?>|$)|<!\w[^>]*>|<\/\s*([\w:.-]+)\s*>|<([A-Za-z_][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*)(\/?)>/g;
  let textStart = 0;
  let element: { name: string; key?: string; keySpan?: Span; leaf: boolean; nameSpan: Span } | undefined;
  for (const match of text.matchAll(tags)) {
    const at = match.index;
    const end = at + match[0].length;
    if (match[0].startsWith('<!--')) {
      comments.push({ start: at, end });
      continue;
    }
    if (match[0].startsWith('<!') || match[0].startsWith('<?')) continue;
    if (match[2] !== undefined) {
      const name = match[2];
      const local = localName(name);
      const inner: Scope = { span: { start: at, end }, parent: scope, path: [...scope.path, local] };
      const attributesAt = at + 1 + name.length;
      const attributes: { name: string; setting: Setting }[] = [];
      const found = [...match[3]!.matchAll(/\s+([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)];
      for (const a of found) {
        const start = attributesAt + a.index + /^\s+/.exec(a[0])![0].length;
        const valueEnd = attributesAt + a.index + a[0].length - 1;
        const valueStart = valueEnd - (a[2] ?? a[3]!).length;
        attributes.push({
          name: a[1]!,
          setting: {
            path: [...inner.path, a[1]!],
            scope: inner,
            value: xmlValue(text, valueStart, valueEnd),
            typed: true,
            span: { start, end: valueEnd + 1 },
            nameSpan: { start, end: start + a[1]!.length },
            valueSpan: { start: valueStart, end: valueEnd },
            removeSpan: { start: attributesAt + a.index, end: valueEnd + 1 },
          },
        });
      }
      const key = attributes.find((a) => /^(?:name|key)$/.test(a.name));
      const value = attributes.find((a) => /^(?:value|connectionString)$/i.test(a.name));
      for (const a of attributes) {
        if (key && a === value)
          settings.push({
            ...a.setting,
            path: [...scope.path, local, key.setting.value.text],
            nameSpan: key.setting.valueSpan,
          });
        else settings.push(a.setting);
      }
      if (match[4] !== '/') {
        element = {
          name: local,
          leaf: true,
          nameSpan: { start: at + 1, end: at + 1 + name.length },
          ...(key ? { key: key.setting.value.text, keySpan: key.setting.valueSpan } : {}),
        };
        textStart = end;
        if (scope.path.length < 80) scope = inner;
      } else if (element) element = { ...element, leaf: false };
      continue;
    }
    // A closing tag: the text of a leaf element is a setting.
    if (element?.leaf && element.name === localName(match[1]!)) {
      let from = textStart;
      let to = at;
      while (from < to && /\s/.test(text[from]!)) from++;
      while (to > from && /\s/.test(text[to - 1]!)) to--;
      const cdata = text.startsWith('<![CDATA[', from);
      if (to > from && to - from < 100_000 && !text.startsWith('<!--', from))
        settings.push({
          path: element.key !== undefined ? [...scope.path, element.key] : scope.path,
          scope: scope.parent ?? root,
          value: cdata ? cdataValue(text, from, to) : xmlValue(text, from, to),
          typed: true,
          span: { start: from, end: to },
          nameSpan: element.keySpan ?? element.nameSpan,
          valueSpan: { start: from, end: to },
          ...(text.slice(from, to).includes('\n') ? { block: true } : {}),
        });
    }
    element = undefined;
    // Broken nesting closes up to the nearest element of that name.
    const closed = localName(match[1]!);
    let s: Scope | undefined = scope;
    while (s && s.path[s.path.length - 1] !== closed) s = s.parent;
    if (s?.parent) scope = s.parent;
  }
  return {
    settings,
    lists: [],
    inComment: (at) => comments.some((c) => c.start <= at && at < c.end),
    syntax: 'xmlAttribute',
    ampersand: '&amp;',
    after: (last) =>
      text[last.span.end - 1] === '"' || text[last.span.end - 1] === "'"
        ? { at: last.span.end, before: ' ', after: '' }
        : undefined,
  };
}

function cdataValue(text: string, from: number, to: number): MappedText {
  const builder = new MappedTextBuilder();
  const start = from + 9;
  const end = text.startsWith(']]>', to - 3) ? to - 3 : to;
  withVariables(builder, text, start, Math.max(start, end), false);
  return builder.build();
}

function xmlValue(text: string, start: number, end: number): MappedText {
  const builder = new MappedTextBuilder();
  let at = start;
  for (const match of text
    .slice(start, end)
    .matchAll(/&(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});/g)) {
    const from = start + match.index;
    withVariables(builder, text, at, from, false);
    const entity = match[0].slice(1, -1);
    const code =
      entity[0] === '#' ? (entity[1] === 'x' ? parseInt(entity.slice(2), 16) : Number(entity.slice(1))) : NaN;
    const value = Number.isNaN(code)
      ? { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }[entity]!
      : code <= 0x10ffff
        ? String.fromCodePoint(code)
        : match[0];
    builder.escape(value, from, from + match[0].length);
    at = from + match[0].length;
  }
  withVariables(builder, text, at, end, false);
  return builder.build();
}

/** Names without their namespace, but for Spring Data's `mongo:`, which is evidence. */
function localName(name: string): string {
  return name.startsWith('mongo:') ? name : name.replace(/^.*:/, '');
}
