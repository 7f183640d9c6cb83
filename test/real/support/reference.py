"""What parsers that are not ours see in a text: comments, strings, keys, values and errors, with places in UTF-16 code units.

stdin: a JSON list of [parser, text]; stdout: a JSON list of {errors, comments, strings, keys, values}, in that order.
Strings are given with their quotes; keys and values as they stand.
"""
import ast
import io
import json
import re
import sys
import warnings

warnings.simplefilter("ignore")

STRING = re.compile(
    r"^(?:string|sigil|str_lit|string_literal|interpreted_string_literal|raw_string_literal|template_string|encapsed_string"
    r"|interpolated_string_expression|interpolated_string|interpolated_string_literal|line_string_literal"
    r"|verbatim_string_literal|multi_line_string_literal|multiline_string_literal|char_literal|string_value"
    r"|double_quote_string|single_quote_string|raw_string|expandable_string_literal|verbatim_string_characters"
    r"|expandable_here_string_literal|verbatim_here_string_characters|heredoc_body|quasiquote|ansi_c_string|triple_string"
    r"|string_literal_double_quotes|string_literal_single_quotes|raw_str_literal|prefixed_string_literal|triple_quoted_string)$"
)
HOLE = re.compile(r"interpol|substitution|simple_expansion|^expansion$|format_expression|sub_expression|^unit$|string_content|^content$")
COMMENT = re.compile(r"comment|^pod$|^dis_expr$|^Comment$|^haddock$", re.I)
# A name that these hold is being declared, not given to somebody.
DECLARES = re.compile(
    r"parameter|formal|variable_declarator|short_var|let_declaration|init_declarator|local_declaration|import|namespace"
    r"|package|using|^type|value_declaration|identifier_pattern|function_definition|function_declaration|method_declaration|property_declaration|pattern$"
)
GIVES = re.compile(r"^(?:=|:|=>|<-|:=|\?:)$")


class Places:
    """Offsets of bytes, or of code points, as offsets of UTF-16."""

    def __init__(self, text):
        self.text = text
        self.points = None
        if any(ord(c) > 0xFFFF for c in text):
            self.points, at = [], 0
            for c in text:
                self.points.append(at)
                at += 2 if ord(c) > 0xFFFF else 1
            self.points.append(at)
        self.bytes = None
        if not text.isascii():
            self.bytes, i = {}, 0
            for n, c in enumerate(text):
                self.bytes[i] = n
                i += len(c.encode())
            self.bytes[i] = len(text)

    def point(self, n):
        return self.points[n] if self.points else n

    def byte(self, n):
        if self.bytes is None:
            return self.point(n)
        while n not in self.bytes:
            n -= 1
        return self.point(self.bytes[n])


def empty():
    return {"errors": 0, "comments": [], "strings": [], "keys": [], "values": []}


# -- tree-sitter -------------------------------------------------------------------------------------------------------


def tree_sitter(grammar, text):
    from tree_sitter_language_pack import get_parser

    data = text.encode("utf-8", "replace")
    root = get_parser(grammar).parse(data).root_node
    places = Places(text)
    out = empty()
    span = lambda n: [places.byte(n.start_byte), places.byte(n.end_byte)]
    tokens = []

    def visit(node):
        if node.type == "ERROR" or node.is_missing:
            out["errors"] += 1
        if COMMENT.search(node.type):
            out["comments"].append(span(node))
            return
        if node.type == "heredoc_body":
            # A configuration file that a script writes.
            body = yaml(None, text[slice(*span(node))])
            if not body["errors"]:
                out["keys"] += [[a + span(node)[0], b + span(node)[0], path] for a, b, path in body["keys"]]
        if node.type == "heredoc_body" and grammar == "ruby":
            content = [c for c in node.children if c.type != "heredoc_end"]
            if content:
                out["strings"].append([span(content[0])[0], span(content[-1])[1]])
            return
        if STRING.match(node.type) and not (node.type == "string_literal" and node.child_count == 1 and STRING.match(node.children[0].type)):
            if node.start_byte < node.end_byte:
                out["strings"].append(span(node))
                tokens.append((node, "string"))
            inside(node)
            return
        if node.type == "preproc_arg":
            # A macro's value is text to the grammar.
            for m in re.finditer(rb'"[^"\n]*"', data[node.start_byte : node.end_byte]):
                out["strings"].append([places.byte(node.start_byte + m.start()), places.byte(node.start_byte + m.end())])
            return
        if node.child_count == 0 or node.type in ("simple_symbol", "hash_key_symbol", "kwd_lit"):
            if node.start_byte < node.end_byte:
                tokens.append((node, "word"))
            return
        for child in node.children:
            visit(child)

    def inside(node):
        for child in node.children:
            if child.type == "ERROR" or child.is_missing:
                out["errors"] += 1
            if re.search(r"interpol|substitution|^expansion$|sub_expression|^unit$", child.type):
                visit(child)
            elif HOLE.search(child.type):
                inside(child)

    visit(root)
    keys(grammar, data, tokens, places, out)
    pairs(grammar, root, span, out)
    return out


def keys(grammar, data, tokens, places, out):
    """Names that are given a value: by the token behind them, and by the node that holds them."""
    raw = [data[n.start_byte : n.end_byte].decode("utf-8", "replace") for n, _ in tokens]
    for i, (node, kind) in enumerate(tokens):
        parent = node.parent.type if node.parent else ""
        after = raw[i + 1] if i + 1 < len(raw) else ""
        before = raw[i - 1] if i else ""
        if kind == "string":
            lead = re.match(r"[a-zA-Z$@]{0,3}(?:\"\"\"|'''|[\"'`])", raw[i])
            if not lead:
                continue
            name, at = re.sub(r"[\"'`]+$", "", raw[i][lead.end() :]), lead.end()
        else:
            m = re.match(r"[:.]?([A-Za-z_][\w.-]*)", raw[i])
            if not m:
                continue
            name, at = m.group(1), m.start(1)
        given = bool(GIVES.match(after)) or (after == "(" and before in (".", "->", "?.", "::"))
        if after == "]" and i + 2 < len(raw) and raw[i + 2] == "=":
            given = True
        if DECLARES.search(parent) and not (grammar == "kotlin" and before == "."):
            given = False
        # `? a : b` and labels give nothing; neither does a comparison.
        if after == ":" and re.search(r"conditional|ternary|labeled|switch|case|annotation|cast|typed", parent):
            given = False
        if kind == "string" and after in (":", "=") and before in ("?",):
            given = False
        if grammar in ("c", "cpp") and after == "," and parent == "argument_list":
            call = node.parent.parent.child_by_field_name("function")
            setter = call is not None and call.text.startswith(b"mongoc_uri_set_option_as_")
            given = setter and node.parent.named_children[1] == node
        if grammar == "elixir":
            given = parent == "pair" and node.type == "keyword" or given and kind == "string"
        if grammar == "erlang":
            given = parent == "tuple" and before == "{" and after == "," or parent == "map_field" and after in ("=>", ":=")
        if grammar == "clojure":
            siblings = [c for c in node.parent.named_children if not COMMENT.search(c.type)] if parent == "map_lit" else []
            # (.name builder value) calls a method of Java, (System/setProperty "name" value) sets a flag of the JVM.
            called = before == "(" and raw[i].startswith(".") and not raw[i].endswith(".")
            given = any(c == node for c in siblings[0::2]) or called or kind == "string" and before.endswith("setProperty")
        if kind == "string" and before == "(" and after == "," and i >= 2 and raw[i - 2] == "setProperty":
            given = True
        if grammar == "csharp" and after == "+=":
            given = True
        if grammar == "julia" and after == "=" and parent == "assignment":
            given = False
        if kind == "string" and before == "(" and after == "," and i > 1:
            # `query.Set("tls", "true")`, `options.put("tls", true)`
            given = given or bool(re.match(r"(?:put|set|append|add|with|setProperty)$", raw[i - 2], re.I))
        if grammar == "perl" and before == "{" and after == "}" and i + 2 < len(raw):
            given = raw[i + 2] == "="
        if parent in ("hash", "array", "scalar") and node.type == "varname":
            given = False
        if grammar == "php" and before == "$":
            given = False
        if given:
            start = node.start_byte + len(raw[i][:at].encode())
            out["keys"].append([places.byte(start), places.byte(start + len(name.encode()))])


def pairs(grammar, root, span, out):
    """Keys and values of configuration formats, by their nodes."""
    kinds = {
        "json": ("pair", "key", "value"),
        "toml": ("pair", 0, -1),
        "ini": ("setting", 0, -1),
        "properties": ("property", 0, -1),
        "xml": ("Attribute", 0, -1),
        "hcl": ("attribute", 0, -1),
        "dockerfile": ("env_pair", "name", "value"),
        "prisma": ("key_value", 0, -1),
    }
    if grammar not in kinds:
        return
    kind, key, value = kinds[grammar]
    out["keys"], out["strings"] = [], []

    def path(node, name):
        return node.child_by_field_name(name) if isinstance(name, str) else node.named_children[name]

    def pick(k, v):
        if k is None or v is None:
            return
        a, b = span(k)
        if k.text[:1] in (b'"', b"'"):
            a, b = a + 1, b - 1
        if v.type not in ("object", "inline_table"):
            holders, node = [], v.parent.parent
            while node is not None:
                if node.type == kind:
                    holders.append(node.named_children[0].text.decode().strip('"'))
                elif node.type in ("table", "table_array_element", "section", "block") and node.named_child_count:
                    holders.append(node.named_children[0].text.decode().strip("[]"))
                node = node.parent
            out["keys"].append([a, b, ".".join([*reversed(holders), k.text.decode().strip("\"'")])])
        out["values"].append(span(v))

    def visit(node):
        if node.type == kind and node.named_child_count > 1:
            pick(path(node, key), path(node, value))
        elif node.type == "object_elem":
            pick(node.child_by_field_name("key"), node.child_by_field_name("val"))
        elif node.type in ("CharData", "arg_instruction", "shell_command", "json_string_array", "heredoc_template", "string", "label_pair"):
            out["values"].append(span(node))
            if node.type == "arg_instruction" and node.child_by_field_name("name"):
                out["keys"].append(span(node.child_by_field_name("name")))
        for child in node.children:
            visit(child)

    visit(root)


# -- the rest ------------------------------------------------------------------------------------------------------------


def pygments(name, text):
    from pygments.lexers import get_lexer_by_name
    from pygments.token import Comment, Error, Literal, Name, Punctuation, Text

    places, out, last, tokens = Places(text), empty(), None, []
    for at, kind, value in get_lexer_by_name(name, stripnl=False, ensurenl=False).get_tokens_unprocessed(text):
        span = [places.point(at), places.point(at + len(value))]
        if kind in Comment:
            out["comments"].append(span)
            last = None
        elif kind in Error:
            out["errors"] += 1
        elif kind in Literal.String:
            # One literal comes in pieces.
            if last and last[1] == span[0] and value != '"' * len(value) or last and value == '"' and last[1] == span[0]:
                last[1] = span[1]
            else:
                last = span
                out["strings"].append(last)
        else:
            last = None
        if value.strip() and kind not in Comment:
            tokens.append((span, value, kind))
    for i, (span, value, kind) in enumerate(tokens[:-1]):
        if kind in Name and tokens[i + 1][1] == "=" and i and tokens[i - 1][1] in (".", "{", ","):
            out["keys"].append(span)
    return out


def yaml(_, text):
    import yaml as lib

    places, out = Places(text), empty()
    # Where the text that is read begins: a block scalar can hold one of its own.
    base = 0

    def span(node):
        return [places.point(base + node.start_mark.index), places.point(base + node.end_mark.index)]

    def block(node):
        """A file that stands in a block scalar (cloud-init, Ansible): maps in a map, or nothing."""
        nonlocal base
        begin = text.find("\n", base + node.start_mark.index) + 1
        try:
            held = lib.compose(text[begin : base + node.end_mark.index], Loader=Loose)
        except lib.YAMLError:
            return
        if isinstance(held, lib.MappingNode) and any(isinstance(v, lib.MappingNode) for _, v in held.value):
            before, base = base, begin
            visit(held)
            base = before

    def visit(node, path=""):
        if isinstance(node, lib.MappingNode):
            for k, v in node.value:
                inner = path
                if isinstance(k, lib.ScalarNode):
                    inner = f"{path}.{k.value}" if path else k.value
                    if not isinstance(v, lib.MappingNode):
                        a, b = span(k)
                        out["keys"].append([a + 1, b - 1, inner] if k.style in ('"', "'") else [a, b, inner])
                visit(v, inner)
        elif isinstance(node, lib.SequenceNode):
            for v in node.value:
                visit(v, path)
        else:
            a, b = span(node)
            out["values"].append([a, b])
            # Options inside a value: a JSON document, the query of a URI. Whose they are is not said there.
            inside = node.value.lstrip()
            if inside.startswith("{"):
                at = text.index("{", base + node.start_mark.index)
                for k in tree_sitter("json", text[at : base + node.end_mark.index])["keys"]:
                    out["keys"].append([k[0] + places.point(at), k[1] + places.point(at), "?"])
            elif node.style == "|":
                block(node)
            elif re.match(r"mongo://", inside):
                for m in re.finditer(r"[?&](\w+)=", text[node.start_mark.index : node.end_mark.index]):
                    out["keys"].append([a + m.start(1), a + m.end(1), "?"])

    class Loose(lib.SafeLoader):
        """Tags of other programs are read as what they stand before."""

    try:
        for doc in lib.compose_all(text, Loader=Loose):
            if doc is not None:
                visit(doc)
    except lib.YAMLError:
        out["errors"] = 1
    for m in re.finditer(r"(?m)(?:^|(?<=[ \t]))#.*$", text):
        a, b = places.point(m.start()), places.point(m.end())
        # In a block scalar stands another text, with comments on lines of their own.
        alone = not text[text.rfind("\n", 0, m.start()) + 1 : m.start()].strip()
        if alone or not any(v[0] <= a < v[1] for v in out["values"]):
            out["comments"].append([a, b])
    return out


def erb(text):
    """The text without what ERB executes, and only what it executes: YAML and Ruby of the same length."""
    outside, code, at = [], [], 0
    for m in re.finditer(r"<%[=-]?(.*?)-?%>", text, re.S):
        outside.append(text[at : m.start()])
        code.append(re.sub(r"[^\n]", " ", text[at : m.start()]))
        blank = re.sub(r"[^\n]", " ", m.group(0))
        outside.append("x" * len(m.group(0)) if m.group(0).startswith("<%=") and "\n" not in m.group(0) else blank)
        code.append(blank[: m.start(1) - m.start()] + m.group(1) + blank[m.end(1) - m.start() : -1] + ";")
        at = m.end()
    outside.append(text[at:])
    code.append(re.sub(r"[^\n]", " ", text[at:]))
    return "".join(outside), "".join(code)


def erb_yaml(_, text):
    outside, code = erb(text)
    a, b = yaml(None, outside), tree_sitter("ruby", code)
    return {**a, "strings": b["strings"], "errors": a["errors"] + b["errors"]}


def helm(_, text):
    """A template's actions stand for a value, or alone on a line for nothing."""
    alone = re.sub(r"(?m)^[ \t]*\{\{-?.*?-?\}\}[ \t]*$", lambda m: " " * len(m.group(0)), text)
    return yaml(None, re.sub(r"\{\{.*?\}\}", lambda m: "x" * len(m.group(0)), alone))


def dotenv(_, text):
    from dotenv.parser import parse_stream

    places, out, at = Places(text), empty(), 0
    for binding in parse_stream(io.StringIO(text)):
        raw = binding.original.string
        if binding.error:
            out["errors"] += 1
        elif binding.key is None:
            out["comments"].append([places.point(at), places.point(at + len(raw))])
        elif binding.key is not None:
            k = at + raw.index(binding.key)
            out["keys"].append([places.point(k), places.point(k + len(binding.key))])
            if binding.value:
                v = raw.find(binding.value, k - at + len(binding.key))
                if v >= 0:
                    out["values"].append([places.point(at + v), places.point(at + v + len(binding.value))])
        at += len(raw)
    return out


def hocon(_, text):
    import logging

    from pyhocon import ConfigFactory

    logging.disable(logging.CRITICAL)
    out, places = empty(), Places(text)
    try:
        tree = ConfigFactory.parse_string(text, resolve=False)
    except Exception:
        out["errors"] = 1
        return out
    for m in re.finditer(r"(?m)^[ \t]*(?:#|//).*$", text):
        out["comments"].append([places.point(m.start()), places.point(m.end())])

    def visit(node):
        # pyhocon gives no places: a key or value is looked for in the text.
        if isinstance(node, dict):
            for k, v in node.items():
                for m in re.finditer(r"(?<![\w.-])%s(?=[\"]?\s*(?:\+?[:=]|\{))" % re.escape(k.strip('"')), text):
                    out["keys"].append([places.point(m.start()), places.point(m.end())])
                visit(v)
        elif isinstance(node, list):
            for v in node:
                visit(v)
        elif hasattr(node, "tokens"):
            for v in node.tokens:
                visit(v)
        elif isinstance(node, str):
            for m in re.finditer(re.escape(node), text):
                if node.strip():
                    out["values"].append([places.point(m.start()), places.point(m.end())])

    visit(tree)
    return out


def nginx(_, text):
    """nginx's own reader: words, with the lines that they stand on."""
    import os
    import tempfile

    import crossplane

    out, places = empty(), Places(text)
    handle, path = tempfile.mkstemp()
    with os.fdopen(handle, "w") as f:
        f.write(text)
    try:
        starts = [0]
        for line in text.split("\n"):
            starts.append(starts[-1] + len(line) + 1)
        for word, line, _quoted in crossplane.lex(path):
            at = text.find(word, starts[line - 1])
            span = [places.point(at), places.point(at + len(word))]
            if word.startswith("#"):
                out["comments"].append(span)
            else:
                out["values"].append(span)
    except Exception:
        out["errors"] = 1
    finally:
        os.unlink(path)
    return out


def python(_, text):
    """CPython's own parser: every literal, keyword argument, key of a dict, item, attribute and field of a class."""
    out, places = empty(), Places(text)
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return {**out, "errors": 1}
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)

    def at(line, col):
        return starts[line - 1] + len(lines[line - 1].encode()[:col].decode())

    def span(node):
        return [at(node.lineno, node.col_offset), at(node.end_lineno, node.end_col_offset)]

    def add(kind, a, b):
        out[kind].append([places.point(a), places.point(b)])

    def quoted(node):
        a, b = span(node)
        while text[a] not in "\"'":
            a += 1
        n = 3 if text[a : a + 3] in ('"""', "\'\'\'") else 1
        add("keys", a + n, b - n)

    docs, inside = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            docs.add(id(node.value))
        if isinstance(node, ast.JoinedStr):
            inside.update(id(v) for v in node.values)
    for node in ast.walk(tree):
        text_literal = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if (text_literal or isinstance(node, ast.JoinedStr)) and id(node) not in docs and id(node) not in inside:
            add("strings", *span(node))
        if isinstance(node, ast.keyword) and node.arg:
            a = at(node.lineno, node.col_offset)
            add("keys", a, a + len(node.arg))
        if isinstance(node, ast.Dict):
            for k in node.keys:
                if isinstance(k, ast.Constant) and isinstance(k.value, str):
                    quoted(k)
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        for t in targets:
            if isinstance(t, ast.Subscript) and isinstance(t.slice, ast.Constant) and isinstance(t.slice.value, str):
                quoted(t.slice)
            if isinstance(t, ast.Attribute):
                _, b = span(t)
                add("keys", b - len(t.attr), b)
        if isinstance(node, ast.ClassDef):
            for s in node.body:
                t = s.targets[0] if isinstance(s, ast.Assign) else s.target if isinstance(s, ast.AnnAssign) else None
                if isinstance(t, ast.Name):
                    add("keys", *span(t))
    return out


def rst(_, text):
    """Code of directives and literal blocks: `strings` holds their places, `values` their languages."""
    import docutils.core
    import docutils.nodes
    import docutils.utils

    out = empty()
    tree = docutils.core.publish_doctree(text, settings_overrides={"report_level": 5, "halt_level": 5, "syntax_highlight": "none", "_disable_config": True})
    places, at = Places(text), 0
    for block in tree.findall(docutils.nodes.literal_block):
        language = next((c for c in block["classes"] if c != "code"), "")
        # docutils gives the text without its indentation: it is looked for line by line.
        lines = [line for line in block.astext().split("\n") if line.strip()]
        start = text.find(lines[0], at)
        end = start
        for line in lines:
            end = text.find(line, end) + len(line)
        begin = text.rfind("\n", 0, start) + 1
        at = end
        out["strings"].append([places.point(begin), places.point(end)])
        out["values"].append(language)
    out["errors"] = len(list(tree.findall(docutils.nodes.system_message)))
    return out


def markdown(_, text):
    """Fenced and indented code: `strings` holds its places, `values` its languages."""
    from tree_sitter_language_pack import get_parser

    data, places, out = text.encode(), Places(text), empty()

    def visit(node):
        if node.type == "fenced_code_block":
            info = next((c for c in node.children if c.type == "info_string"), None)
            code = next((c for c in node.children if c.type == "code_fence_content"), None)
            if code:
                out["strings"].append([places.byte(code.start_byte), places.byte(code.end_byte)])
                out["values"].append(data[info.start_byte : info.end_byte].decode().split()[0].strip("{}.").lower() if info else "")
        elif node.type == "indented_code_block":
            out["strings"].append([places.byte(node.start_byte), places.byte(node.end_byte)])
            out["values"].append("")
        for child in node.children:
            visit(child)

    visit(get_parser("markdown").parse(data).root_node)
    return out


def scripts(grammar, text):
    """Script blocks: `strings` holds their places."""
    from tree_sitter_language_pack import get_parser

    places, out = Places(text), empty()

    def visit(node):
        if node.type == "ERROR":
            out["errors"] += 1
        if node.type == "script_element":
            for c in node.children:
                if c.type == "raw_text":
                    out["strings"].append([places.byte(c.start_byte), places.byte(c.end_byte)])
            return
        for child in node.children:
            visit(child)

    visit(get_parser(grammar).parse(text.encode()).root_node)
    return out


OTHERS = {"nginx": nginx, "yaml": yaml, "erb-yaml": erb_yaml, "helm": helm, "dotenv": dotenv, "hocon": hocon, "python": python, "rst": rst, "markdown": markdown}


def read(parser, text):
    if parser.startswith("pygments:"):
        return pygments(parser[9:], text)
    if parser.startswith("scripts:"):
        return scripts(parser[8:], text)
    return OTHERS[parser](parser, text) if parser in OTHERS else tree_sitter(parser, text)


print(json.dumps([read(parser, text) for parser, text in json.load(sys.stdin)]))
