/** An edited text has the same tokens whether it is read anew or from those of the text before the edit. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lex, type Tokens } from '../../../../server/src/core/languages/shared/lexer';
import { changeBetween } from '../../../../server/src/core/text/searches';
import * as lexes from '../../../../server/src/core/languages/shared/lexes';

const pieces: Readonly<Record<string, readonly string[]>> = {
  pythonLexis: [
    'client = MongoClient("mongodb://a.example.com/?tls=true", tlsCAFile="/ca.pem")\n',
    'value = compute(1, "text", key=2)  # a comment with \' and "\n',
    'text = """several\nlines"""\n',
    'name = f\'{a + {1: "x"}[1]} {b!r:>10}\'\n',
    'if x:\n    y = [1, 2,\n         3]\n',
    "raw = rb'\\x' 'next'\n",
    'long = "this literal holds many of the edits, {a} and ${b} too" + f"and this one {holds[1]} others, of which {some} are holes"\n',
  ],
  ecmascriptLexis: [
    "const a = new MongoClient('mongodb://a.example.com', { tls: true });\n",
    'const b = `text ${f({ x: `inner ${1}` })} more`;\n',
    'x = a / b / c; y = /re[/]gex"/g.test(z); // comment `\n',
    '/* block\n comment */ const d = <p>do not</p>;\n',
    'function f(a = "b") { return /x/; }\n',
    'const long = `this literal holds ${many} of the edits, some in ${holes("of", { its: 1 })} and some not`; // here\n',
  ],
  kotlinLexis: [
    'val a = "x ${b("y")} $c"\n',
    '/* a /* nested */ comment */ val d = """raw $e\n"""\n',
    "val f = 'x'; val g = '\\u0041'\n",
    'val long = "this literal holds $many of the edits, some in ${holes("of", it)} and some not" /* here */\n',
  ],
  csharpLexis: [
    'var a = $"{b:x} {{c}}"; var d = @"a""b";\n',
    'var e = """\n  text "quoted"\n  """; // comment\n',
    "char c = 'x'; int n = 1_000;\n",
    'var h = $"this literal holds {many} of the edits, some in {holes:x} and {{some}} not"; /* here */\n',
  ],
};
const inserted = [
  'x', ' ', '\n', '"', "'", '`', '"""', '/', '/*', '*/', '//', '#', '{', '}', '(', ')', '${', '\\', '\\\n', 'é', '=', '.',
  '1.5', "f'", 'rb"', '$"', '\r\n',
]; // prettier-ignore

function literals(t: Tokens): unknown {
  return [...t.kind.keys()].flatMap((token) => {
    if (!t.isString(token)) return [];
    const { form, from, to, holes } = t.literal(token)!;
    return [{ token, open: form.open, prefix: form.prefix, from, to, holes }];
  });
}

function columns(t: Tokens): unknown {
  return {
    kind: [...t.kind],
    start: [...t.start],
    end: [...t.end],
    newline: [...t.newline],
    match: [...t.match],
    parent: [...t.parent],
    comments: t.comments,
    literals: literals(t),
  };
}

for (const [name, parts] of Object.entries(pieces))
  test(`edits of a ${name.replace('Lexis', '')} text never change how it is read`, () => {
    let seed = name.length;
    const random = (n: number): number => {
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
      return (seed >> 8) % n;
    };
    const lexis = lexes[name as 'pythonLexis'];
    let taken = 0;
    for (let round = 0; round < 12; round++) {
      let text = Array.from({ length: 60 }, () => parts[random(parts.length)]!).join('');
      let before = lex(text, lexis);
      for (let edit = 0; edit < 40; edit++) {
        const at = random(text.length);
        const removed = random(3) === 0 ? random(40) : random(2);
        const put = random(3) === 0 ? parts[random(parts.length)]! : inserted[random(inserted.length)]!;
        text = text.slice(0, at) + (random(4) === 0 ? '' : put) + text.slice(at + removed);
        const next = lex(text, lexis, undefined, {
          tokens: before,
          change: changeBetween(before.text, text),
        });
        if (next === before) taken++;
        else {
          // As the finder does: the columns of the text before are used again.
          next.spare = before;
          before.spare = undefined;
          before = next;
        }
        assert.deepEqual(columns(before), columns(lex(text, lexis)));
        if (random(12) === 0) text = Array.from({ length: 60 }, () => parts[random(parts.length)]!).join('');
      }
    }
    assert.ok(taken > 10, `${taken} edits stayed within a literal`);
  });

for (const [name, parts] of Object.entries(pieces))
  test(`a literal of a ${name.replace('Lexis', '')} text that is read again is the one that was read`, () => {
    const lexis = lexes[name as 'pythonLexis'];
    const text = [...parts, ...inserted.flatMap((put) => parts.map((part) => part + put))].join('\n');
    // A lexis that might have special forms notes what it reads.
    assert.deepEqual(literals(lex(text, lexis)), literals(lex(text, { ...lexis, special: [] })));
  });
