/** tls and ssl are two names of one option: with two values every driver has its own opinion. */
import { removeOption } from '../model/edits';
import { booleanOf, optionsAbout } from '../model/meaning';
import { sources } from '../model/sources';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'tls-and-ssl-conflict',
    category: 'validity',
    severity: 'error',
    fixable: true,
    messages: {
      conflict:
        '{first} and {second} contradict each other, and they are two names of the same option: drivers must refuse that. Keep one',
    },
    docs: {
      what: 'The connection says both that TLS is on and that it is off.',
      why: 'The specification wants an error, and PyMongo, Node, C, Go, Rust and .NET give one. Java lets the last one win, in silence.',
      instead: 'Keep tls=true and remove the other.',
    },
    examples: {
      bad: [
        {
          file: '.env',
          code: 'MONGO_URL=mongodb://db.example.com/?tls=true&«ssl=false»',
        },
      ],
      good: [{ file: '.env', code: 'MONGO_URL=mongodb://db.example.com/?tls=true&ssl=true' }],
    },
    sources: [sources.conflicts],
  },
  about: { shows: ['severalSwitches'] },
  *check({ outlook }) {
    const options = optionsAbout(outlook, 'tls').filter(
      (o) => !o.conditional && booleanOf(outlook, o) !== undefined && /^(?:-*)(?:tls|ssl)$/i.test(o.name),
    );
    const first = options[0];
    if (!first) return;
    for (const other of options.slice(1)) {
      if (booleanOf(outlook, other) === booleanOf(outlook, first)) continue;
      // The same name twice in one URI is duplicate-uri-option; the same name in URI and options is option-set-twice.
      if (other.name.toLowerCase() === first.name.toLowerCase()) continue;
      const off = booleanOf(outlook, other) === false ? other : first;
      const edit = removeOption(off);
      const text = (o: typeof first): string => `${o.name}=${booleanOf(outlook, o)}`;
      yield {
        message: 'conflict',
        data: { first: text(first), second: text(other) },
        span: other.span,
        fixes: edit ? [{ title: `Remove ${text(off)}`, safe: false, edits: [edit] }] : [],
      };
    }
  },
});
