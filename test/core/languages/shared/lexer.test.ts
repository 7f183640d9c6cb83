/** The lexer: every language's literals, comments and brackets, as data. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lex, NUMBER, PUNCT, REGEX, STRING, WORD } from '../../../../server/src/core/languages/shared/lexer';
import type { Lexis } from '../../../../server/src/core/languages/shared/lexer';
import * as lexes from '../../../../server/src/core/languages/shared/lexes';
import { HOLE, sourceSpan } from '../../../../server/src/core/text/mappedText';

/** Tokens as short texts: strings as their value in guillemets with `_` for holes, comments left out. */
function shown(text: string, lexis: Lexis): string {
  const t = lex(text, lexis);
  const out: string[] = [];
  for (let i = 0; i < t.length; i++) {
    const kind = t.kind[i];
    if (kind === STRING) out.push(`«${t.decode(i).text.replaceAll(HOLE, '_').replaceAll('\n', '⏎')}»`);
    else if (kind === REGEX) out.push('regex');
    else out.push(t.at(i));
    assert.ok([WORD, NUMBER, STRING, PUNCT, REGEX].includes(kind!));
  }
  return out.join(' ');
}

const cases: readonly [name: string, lexis: Lexis, text: string, expected: string][] = [
  ['Python strings in every form', lexes.pythonLexis, `a = 'x\\'y' "b" r"\\d" f'{u}:{p["k"]}@{{h}}' '''t'q\n''' b"z" # c "no"`, `a = «x'y» «b» «\\d» «_:_@{h}» «t'q⏎» «z»`],
  ['Python nested quotes of 3.12', lexes.pythonLexis, `f"{d["k"]}@h" x`, '«_@h» x'],
  ['Python joined lines', lexes.pythonLexis, 'a = 1 + \\\n  2', 'a = 1 + 2'],
  ['an open quote at the end of a line', lexes.pythonLexis, `a = "x\nb = 'y'`, `a = " x b = «y»`],
  ['template literals with nested templates', lexes.ecmascriptLexis, 'x(`a${f(`}${1}`)}b`)', 'x ( «a_b» )'],
  ['regular expressions and divisions', lexes.ecmascriptLexis, `a / b / "c"; x = /["'/]mongodb:\\/\\//i.test(y)`, 'a / b / «c» ; x = regex . test ( y )'],
  ['closing tags of JSX', lexes.ecmascriptLexis, `<p>{"a"}</p>; "b"`, '< p > { «a» } < / p > ; «b»'],
  ['apostrophes in the text of JSX', lexes.ecmascriptLexis, `<p>Don't</p>\nx = "b"`, `< p > Don ' t < / p > x = «b»`],
  ['escapes', lexes.ecmascriptLexis, `'\\u0026\\x40\\u{41}\\n\\q'`, '«&@A⏎q»'],
  ['Java text blocks and characters', lexes.javaLexis, `"""\n a"b\n """ '"' '\\'' x`, `«⏎ a"b⏎ » «"» «'» x`],
  ['Kotlin templates', lexes.kotlinLexis, '"$a:${b["c"]}@h" /* a /* b */ c */ d', '«_:_@h» d'],
  ['Scala interpolators', lexes.scalaLexis, `s"$a.b" "$a" 'sym`, `«_.b» «$a» ' sym`],
  ['C# strings', lexes.csharpLexis, `$"a{x["k"]}b" @"c:\\d""e" $@"{f}\\" """r"w""" 'c'`, `«a_b» «c:\\d"e» «_\\» «r"w» «c»`],
  ['VB strings and comments', lexes.vbLexis, `a = "b""c" ' "d"`, 'a = «b"c»'],
  ['Go strings', lexes.goLexis, "`a\\` + \"b\" + 'c'", '«a\\» + «b» + «c»'],
  ['PHP strings and heredocs', lexes.phpLexis, `"a $b[0] {$c->d} $e->f" 'g\\'$h' <<<EOT\nx $y\n  EOT; z`, `«a _ _ _» «g'$h» «x _» ; z`],
  ['Ruby strings', lexes.rubyLexis, `"a#{b("c")}" 'd' %q(e(f)) %w[g h] :ssl`, '«a_» «d» «e(f)» «g h» : ssl'],
  ['Ruby heredocs', lexes.rubyLexis, 'f(<<~A, 1)\n  x#{y}\nA\nz', 'f ( «  x_» , 1 ) z'],
  ['Rust strings and lifetimes', lexes.rustLexis, `fn f<'a>(x: &'a str) { r#"a"b"# b"c" 'd' }`, `fn f < ' a > ( x : & ' a str ) { «a"b» «c» «d» }`],
  ['C++ raw strings', lexes.cLexis, `R"x(a"b)x" u8"c" L"d"`, `«a"b» «c» «d»`],
  ['Swift strings', lexes.swiftLexis, `"a\\(b("c"))" #"d\\(e)\\#(f)"#`, '«a_» «d\\(e)_»'],
  ['Elixir sigils', lexes.elixirLexis, '~s(a#{b}) ~S|c#{d}| "e" ~w[f g]a', '«a_» «c#{d}» «e» «f g»'],
  ['Erlang characters', lexes.erlangLexis, `[$", "a"] % "b"`, `[ $" , «a» ]`],
  ['Perl quotes', lexes.perlLexis, `q(a) qq{b $c} m/"/ s/'/"/ "d@{[1]}" $h{q} q => 1`, '«a» «b _» regex regex «d@{[1]}» $h { q } q => 1'],
  ['Lua long brackets', lexes.luaLexis, '[[a"b]] [=[c]]d]=] --[[ "e" ]] "f"', '«a"b» «c]]d» «f»'],
  ['R strings', lexes.rLexis, `a.b <- r"(c"d)" # e`, 'a.b <- «c"d»'],
  ['Julia strings', lexes.juliaLexis, `"a$(b("c"))$d" A' #= x =# "e"`, `«a__» A ' «e»`],
  ['Dart strings', lexes.dartLexis, `'a\${b}$c' r'd$e'`, '«a__» «d$e»'],
  ['Clojure characters and keywords', lexes.clojureLexis, `(f \\" :a-b? "c") ; "d"`, `( f \\" :a-b? «c» )`],
  ['Haskell primes', lexes.haskellLexis, `x' = "a" -- "b"`, `x' = «a»`],
]; // prettier-ignore

for (const [name, lexis, text, expected] of cases)
  test(`reads ${name}`, () => {
    assert.equal(shown(text, lexis), expected);
  });

test('maps a decoded literal back to its place', () => {
  const text = `x = 'a\\u0026b'`;
  const t = lex(text, lexes.ecmascriptLexis);
  const value = t.decode(2);
  assert.equal(value.text, 'a&b');
  assert.deepEqual(sourceSpan(value, 1, 2), { start: 6, end: 12 });
});

test('matches brackets and ignores those that have no partner', () => {
  const t = lex('f(a[1)], {b})', lexes.ecmascriptLexis);
  const open = 1;
  assert.equal(t.at(t.match[open]!), ')');
  assert.equal(t.match[t.match[open]!], open);
});

test('reads ten million characters on one line in one pass', () => {
  const text = 'f("a",[{'.repeat(1_250_000);
  assert.ok(lex(text, lexes.ecmascriptLexis).length > 5_000_000);
});

test('stays linear on text that opens literals and never closes them', () => {
  for (const piece of ['f"{', 'f\'{f"', '`${', '/a', '"', '#{'])
    for (const lexis of [lexes.pythonLexis, lexes.ecmascriptLexis, lexes.rubyLexis, lexes.phpLexis])
      assert.ok(lex(piece.repeat(100_000), lexis).length >= 0);
});
