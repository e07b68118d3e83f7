"""Random templates with Jinja2's answers: the first seed and how many in the arguments, a line each out."""

import json
import random
import re
import sys

from answers import answer

VARIABLES = {
    "run": {
        "metadata": {"name": "nightly <train>", "labels": {"owner": "Joe", "team": "ml & ops"}},
        "status": {
            "state": "completed", "exit_code": 0, "error": None, "ok": True,
            "results": {"drift": 0.25, "rows": 12, "loss": 1.5e-7},
            "log": ["one", "two & three", "", "Four"],
        },
    },
    "i": 7, "j": -3, "k": 0, "x": 2.5, "y": -0.75, "z": 1e16, "b": True, "n": None,
    "s": "Hello, World", "t": "  it's <b>\"bold\"</b> & more\n", "u": "naïve ßtraße ΣΑΣ 日本 é", "e": "",
    "l": [3, 1, 2, 3], "m": ["b", "A", "c", "a"], "o": [], "w": [1, "a", None, 2.5, [1, 2], {"q": 1}],
    "d": {"b": 1, "a": [1, 2], "C": "x"}, "p": {},
    "users": [
        {"name": "Bob", "age": 31, "city": {"name": "Rome"}},
        {"name": "alice", "age": 25, "city": {"name": "Paris"}},
        {"name": "Carl", "age": 31, "city": {"name": "rome"}},
    ],
}
WORDS = ["a", "Foo", "bar baz", "x-y", "<i>", "é", "it's", 'q"q', "1", "-2.5", "%s", "{}", "A", " ", "a,b,c", "\\n"]
POWERS = ["2 ** 10", "j ** 3", "j ** -2", "(2 ** 0.5)", "(x ** y)", "10 ** j", "0 ** k", "2 ** 3 ** 2", "-2 ** 2", "(x ** 2.5)"]
NUMBER_FILTERS = ["abs", "int", "float", "round", "round(1)", "round(2, 'floor')", "round(1, 'ceil')", "round(-1)"]
CUTS = ["splitlines()", "rsplit(None, 1)", "partition(' ')", "rpartition('o')", "split(maxsplit=1)"]
MAPPING_FILTERS = ["dictsort", "list", "items|list", "dictsort(true)", "dictsort(by='value')", "dictsort(reverse=true)"]
BLOCK_FILTERS = ["", "", " | upper", "|replace('a', '<')", "|length"]
# What prints with an address, or depends on when an iterator is gone through.
UNCOMPARABLE = re.compile(r" at 0x|<generator|<built-in|<bound|<function|<class|<dict|<list|<jinja2|<reversed|_iterator")


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.names = []
        self.macros = []
        self.depth = 0

    def pick(self, *choices):
        choice = self.random.choice(choices)
        return choice() if callable(choice) else choice

    def chance(self, share):
        return self.random.random() < share

    def nested(self, make, simple):
        """Something that holds others, unless it is deep already."""
        if self.depth > 3 or self.chance(0.2):
            return simple()
        self.depth += 1
        made = make()
        self.depth -= 1
        return made

    # Values

    def any(self):
        return self.pick(self.number, self.number, self.text, self.text, self.list, self.mapping, self.truth, self.odd)

    def odd(self):
        return self.pick("none", "missing", "run.status.error", "n", "loop", "true", *(self.names or ["u"]))

    def wrong(self, make):
        return self.any() if self.chance(0.04) else make()

    def number(self):
        return self.nested(lambda: self.wrong(self.number_made), self.number_plain)

    def number_plain(self):
        return self.pick(
            "i", "j", "k", "x", "y", "run.status.results.drift", "run['status'].exit_code", "0", "1", "2", "10", "0.5",
            "1e3", "3.0", "1_000", "0x1f", "0b101", "0o17", "2.5e-3", "z", "b", "run.status.results.loss", "12.345",
        )

    def number_made(self):
        number, text, items = self.number, self.text, self.list
        return self.pick(
            lambda: f"{number()} {self.pick('+', '-', '*', '/', '//', '%')} {number()}",
            lambda: f"({number()} {self.pick('+', '-', '*', '/', '//', '%')} {number()})",
            lambda: self.pick(*POWERS),
            lambda: f"-{number()}", lambda: f"+{number()}",
            lambda: f"({number()})|{self.pick(*NUMBER_FILTERS)}",
            lambda: f"{text()}|{self.pick('length', 'count', 'int', 'float', 'wordcount', 'int(5)', 'int(base=16)', 'float(1.5)')}",
            lambda: f"{items()}|{self.pick('length', 'sum', 'min', 'max', 'first', 'last', 'count')}",
            lambda: f"{items()}[{self.pick('0', '1', '-1', '9')}]",
            lambda: f"{text()}.{self.pick('find', 'count', 'rfind')}({self.word()})",
            lambda: f"({number()} if {self.truth()} else {number()})",
            lambda: f"{self.pick('l', 'm', 'w')}.{self.pick('index', 'count')}({self.any()})",
            lambda: f"d.get({self.word()}, {number()})",
        )

    def word(self):
        word = self.pick(*WORDS)
        return f"'{word}'" if "'" not in word else f'"{word}"'

    def text(self):
        return self.nested(lambda: self.wrong(self.text_made), self.text_plain)

    def text_plain(self):
        return self.pick(
            "s", "t", "u", "e", self.word, self.word, "run.metadata.name", "run.status.state", "'a' 'b'", "m[1]",
            "'\\x41\\u00e9\\101\\t'", "'tab\\there'", "\"dq\"",
        )

    def text_made(self):
        text, number, word = self.text, self.number, self.word
        return self.pick(
            lambda: f"{text()} ~ {self.any()}", lambda: f"{text()} ~ {text()} ~ {number()}",
            lambda: f"({text()} + {text()})", lambda: f"{text()} * {self.pick('0', '2', '3', '-1')}",
            lambda: f"({text()})|{self.text_filter()}", lambda: f"({text()})|{self.text_filter()}",
            lambda: f"({text()})|{self.text_filter()}|{self.text_filter()}",
            lambda: f"({text()}).{self.text_method()}", lambda: f"({text()}).{self.text_method()}",
            lambda: f"{self.text_plain()}[{self.slice()}]", lambda: f"({text()})[{self.pick('0', '-1', '3', '40')}]",
            lambda: f"{self.list()}|join({word()})", lambda: f"{word()}.join({self.list()}|map('string')|list)",
            lambda: f"({self.any()})|string", lambda: f"({self.any()})|tojson", lambda: f"({self.any()})|pprint",
            lambda: f"'{self.percent()}' % {self.pick(number, text, lambda: f'({self.any()}, {number()})')}",
            lambda: f"'{self.percent()}{self.percent()}'|format({self.any()}, {number()})",
            lambda: f"'{self.braces()}'.format({self.any()}, {number()}, a={text()})",
            lambda: f"({text()} if {self.truth()})",
            lambda: f"(({text()})|{self.pick('safe', 'e', 'escape', 'forceescape')})",
            lambda: f"({number()})|filesizeformat{self.pick('', '(true)')}",
            lambda: f"{self.mapping()}|{self.pick('urlencode', 'xmlattr', 'tojson(2)')}",
        )

    def text_filter(self):
        return self.pick(
            "upper", "lower", "title", "capitalize", "trim", "trim('H ')", "reverse", "string", "e", "safe",
            "striptags", "urlencode", "urlize", "center(20)", "center", "wordwrap(9)", "wordwrap(5, false)", "indent",
            "indent(2, true)", "indent('> ', blank=true)", "truncate(8)", "truncate(6, true)", "truncate(7, end='…')",
            "truncate(5, true, '', 0)", "default('D')", "default('D', true)", "d", "forceescape",
            lambda: f"replace({self.word()}, {self.word()})", lambda: f"replace({self.word()}, {self.word()}, 1)",
        )

    def text_method(self):
        return self.pick(
            "upper()", "lower()", "title()", "capitalize()", "swapcase()", "casefold()", "strip()", "lstrip()",
            "rstrip(' !d')", "center(15, '*')", "ljust(9, '.')", "rjust(9)", "zfill(6)", "expandtabs(4)",
            "removeprefix('H')", "removesuffix('d')",
            lambda: f"replace({self.word()}, {self.word()})", lambda: f"replace({self.word()}, 'zz', 1)",
            lambda: f"format({self.any()}, a={self.any()})",
        )

    def percent(self):
        return "%" + self.pick(
            "s", "d", "r", "5s", "-6s|", "05d", "+d", ".2f", "8.3f", "e", "g", ".3g", "x", "X", "o", "c", "i", "%", "5.1e",
            " d", "#x", ".2s", "G", "#o", "010.2f", "a", "-8d|", "+.1f", "#.3g",
        )

    def braces(self):
        return self.pick(
            "{}", "{0}", "{1}", "{a}", "{!r}", "{0!s:>9}", "{:>8}", "{:*^9}", "{:<6}|", "{1:05}", "{1:+.2f}", "{1:e}",
            "{1:,}", "{1:08.3f}", "{1:.1%}", "{1:g}", "{a:.3}", "{{}}", "{1:x}", "{1:b}", "{a!r:8}", "{1:_}", "{a[0]}",
            "{0:{1}}", "{1:.3}", "{1:#x}", "{1: d}", "{1:=+7}", "{1:n}", "{1:d}", "{1:012,}", "{1:.0f}", "{1:c}",
        )

    def slice(self):
        def bound():
            return self.pick("", "", "0", "1", "-1", "2", "-3", "5", "99", "-99")
        return self.pick(
            lambda: f"{bound()}:{bound()}", lambda: f"{bound()}:{bound()}:{self.pick('1', '2', '-1', '-2', '', '0')}"
        )

    def list(self):
        return self.nested(lambda: self.wrong(self.list_made), self.list_plain)

    def list_plain(self):
        return self.pick("l", "m", "o", "w", "users", "run.status.log", "[1, 2]", "[]", "(1,)", "(2, 'b')", "range(4)", "()")

    def list_made(self):
        items = self.list
        return self.pick(
            lambda: "[" + ", ".join(self.any() for _ in range(self.random.randrange(4))) + "]",
            lambda: f"({self.any()}, {self.any()})",
            lambda: f"{self.list_plain()}[{self.slice()}]",
            lambda: f"({items()} + {items()})", lambda: f"{items()} * 2",
            lambda: f"{items()}|{self.list_filter()}", lambda: f"{items()}|{self.list_filter()}",
            lambda: f"{items()}|{self.list_filter()}|{self.list_filter()}",
            lambda: f"({self.text()})|list", lambda: f"({self.text()}).split({self.pick('', ', '.strip(), self.word)})".replace("split(,)", "split(',')"),
            lambda: f"({self.text()}).{self.pick(*CUTS)}",
            lambda: f"{self.mapping()}|{self.pick(*MAPPING_FILTERS)}",
            lambda: f"{self.mapping()}.{self.pick('items()', 'keys()', 'values()')}|list",
            lambda: f"range({self.pick('3', '1, 5', '5, 0, -2', '0', 'i')})",
            lambda: f"users|{self.user_filter()}", lambda: f"users|{self.user_filter()}",
        )

    def list_filter(self):
        return self.pick(
            "sort", "sort(reverse=true)", "sort(case_sensitive=true)", "unique|list", "reverse|list", "list",
            "batch(2)|list", "batch(3, 0)|list", "slice(2)|list", "slice(3, 'f')|list", "map('string')|list",
            "select|list", "reject|list", "select('string')|list", "reject('none')|list", "select('odd')|list",
            "map('upper')|list", "map('length')|list", "select('in', [1, 2, 'a'])|list", "map('default', 1)|list",
            "select('gt', 1)|list", "map('int')|list", "map('abs')|list", "map('e')|list", "unique(true)|list",
        )

    def user_filter(self):
        return self.pick(
            "map(attribute='name')|list", "map(attribute='city.name')|list", "selectattr('age', 'gt', 26)|list",
            "rejectattr('age', 'eq', 31)|list", "groupby('age')", "groupby('city.name')", "sort(attribute='name')",
            "sort(attribute='age,name')", "sort(attribute='city.name', case_sensitive=true)", "sum(attribute='age')",
            "map(attribute='zip', default='?')|list", "selectattr('name')|list", "join(', ', attribute='name')",
            "unique(attribute='age')|list", "min(attribute='age')", "max(attribute='name')", "map('attr', 'name')|list",
            "groupby('zip', default='?')", "map(attribute='name')|map('lower')|sort", "first", "last",
            "groupby('city.name', case_sensitive=true)", "selectattr('zip', 'defined')|list",
        )

    def mapping(self):
        return self.pick(
            "d", "p", "run", "run.status.results", "run.metadata.labels", "users[0]", "users|first", "{}",
            lambda: "{" + f"{self.word()}: {self.pick(self.any, self.number)}" + "}",
            "{1: 'one', 'two': 2, none: 3, true: 4}", "dict(a=1, b='x')", "dict([('k', 1)])", "{'a': {'b': [1, 2.0]}}",
        )

    def truth(self):
        return self.nested(lambda: self.wrong(self.truth_made), lambda: self.pick("b", "true", "false", "k", "s", "o", "not b"))

    def truth_made(self):
        number, text, truth = self.number, self.text, self.truth
        compare = lambda: self.pick("<", "<=", ">", ">=", "==", "!=")
        return self.pick(
            lambda: f"{number()} {compare()} {number()}", lambda: f"{text()} {compare()} {text()}",
            lambda: f"{number()} {compare()} {number()} {compare()} {number()}",
            lambda: f"{self.list()} {compare()} {self.list()}", lambda: f"{self.any()} {self.pick('==', '!=')} {self.any()}",
            lambda: f"{text()} {self.pick('in', 'not in')} {text()}", lambda: f"{self.any()} {self.pick('in', 'not in')} {self.list()}",
            lambda: f"{self.word()} in {self.mapping()}",
            lambda: f"{truth()} {self.pick('and', 'or')} {truth()}", lambda: f"not {truth()}", lambda: f"({truth()})",
            lambda: f"({self.any()}) is {self.pick('', 'not ')}{self.test()}",
            lambda: f"({self.any()}) is {self.pick('', 'not ')}{self.test()}",
            lambda: f"({text()}).{self.pick('isupper()', 'islower()', 'isdigit()', 'isalpha()', 'isalnum()', 'isspace()', 'istitle()', 'isnumeric()', 'isascii()', 'isidentifier()')}",
            lambda: f"({text()}).{self.pick('startswith', 'endswith')}({self.word()})",
        )

    def test(self):
        return self.pick(
            "defined", "undefined", "none", "number", "integer", "float", "string", "mapping", "sequence", "iterable",
            "boolean", "true", "false", "callable", "escaped", "odd", "even", "lower", "upper", "divisibleby 3",
            "divisibleby(2)", "in [1, 'a']", "eq 3", "ne(2)", "gt 2", "le 2.5", "lt(10)", "ge 0", "equalto 'a'",
            "sameas none", "sameas true", "filter", "test", lambda: f"in {self.list()}",
        )

    # Statements

    def data(self):
        return self.pick("", " ", "\n", "a", " b ", "\n\n", "  x\n", "<p>", "&", "é", "}", "{ ", "%", "\r\n", "\t")

    def tag(self, inside):
        return "{%" + self.pick("", "", "", "-", "+") + f" {inside} " + self.pick("", "", "", "-", "+") + "%}"

    def printed(self):
        return "{{" + self.pick("", "", "", "-") + f" {self.any()} " + self.pick("", "", "", "-") + "}}"

    def body(self, count=3):
        return "".join(self.data() + self.statement() for _ in range(self.random.randrange(count))) + self.data()

    def statement(self):
        if self.depth > 2:
            return self.printed()
        self.depth += 1
        made = self.pick(
            self.printed, self.printed, self.printed, self.printed, self.decision, self.decision, self.loop, self.loop, self.loop,
            self.assignment, self.assignment, self.block_assignment, self.with_block, self.filter_block, self.macro,
            self.call_block, self.call, self.escape_block, self.namespace, self.raw, self.comment, self.recursion,
            self.changes,
        )
        self.depth -= 1
        return made

    def raw(self):
        return self.tag("raw") + self.pick("{{ x }}", "{% if %}", " a ", "") + self.tag("endraw")

    def comment(self):
        return "{#" + self.pick("", "-", "+") + " no {{ x }} " + self.pick("", "-", "+") + "#}"

    def decision(self):
        text = self.tag(f"if {self.truth()}") + self.body()
        if self.chance(0.3):
            text += self.tag(f"elif {self.truth()}") + self.body()
        if self.chance(0.5):
            text += self.tag("else") + self.body()
        return text + self.tag("endif")

    def name(self):
        name = self.pick("v", "q", "r")
        self.names.append(name)
        return name

    def in_loop(self):
        return self.pick(
            "loop.index", "loop.index0", "loop.revindex", "loop.revindex0", "loop.first", "loop.last", "loop.length",
            "loop.previtem", "loop.nextitem", "loop.depth", "loop.depth0", "loop.cycle('a', 'b')", "loop.changed(v)", "loop",
            "loop.nothing",
        )

    def loop(self):
        if self.chance(0.25):
            target = self.pick("v, q", "q, (v, r)")
            items = self.pick("d.items()", "d|dictsort", "[(1, 2), (3, 4)]", "[('a', (1, 2))]", "users|groupby('age')", self.list)
        else:
            target, items = self.name(), self.pick(self.list, self.list, self.mapping, self.text)
        condition = f" if {self.truth()}" if self.chance(0.2) else ""
        text = self.tag(f"for {target} in {items}{condition}") + self.body()
        for _ in range(self.random.randrange(3)):
            text += "{{ " + self.pick(self.in_loop, target.strip("()").split(",")[0]) + " }}"
        text += self.data() + self.body(2)
        if self.chance(0.3):
            text += self.tag("else") + self.body()
        return text + self.tag("endfor")

    def recursion(self):
        return self.tag("for v in [1, [2, [3, 4]], [5]] recursive") + self.pick(
            "{{ loop(v) if v is iterable else v }}", "{{ loop.depth }}{% if v is iterable %}({{ loop(v) }}){% endif %}",
            "{{ loop.index }}{{ loop.last }}{{ loop(v) if v is sequence }}", "<{{ v }}>{{ loop(v)|upper if v is iterable }}",
        ) + self.tag("endfor")

    def assignment(self):
        return self.tag(f"set {self.name()} = {self.any()}") if self.chance(0.8) else self.tag(f"set v, q = {self.any()}, {self.any()}")

    def block_assignment(self):
        name = self.pick("v", "q", "r")
        text = self.tag(f"set {name}{self.pick(*BLOCK_FILTERS)}") + self.body()
        self.names.append(name)
        return text + self.tag("endset") + "{{ " + name + " }}"

    def with_block(self):
        return self.tag(f"with v = {self.any()}, q = {self.pick('v', self.any)}") + self.body() + "{{ v }}{{ q }}" + self.tag("endwith")

    def filter_block(self):
        return self.tag(f"filter {self.text_filter()}") + self.body() + self.tag("endfilter")

    def macro(self):
        name = f"m{len(self.macros)}"
        text = self.tag(f"macro {name}({self.pick('', 'v', 'v, q=2', 'v=1, q=v', 'v, q, r=[]')})") + self.body()
        text += self.pick("", "{{ v }}", "{{ v }}{{ q }}", "{{ varargs }}", "{{ kwargs }}", "{{ caller() }}", "{{ caller }}", "{{ v }}{{ varargs }}{{ kwargs }}")
        self.macros.append(name)
        return text + self.tag("endmacro")

    def arguments(self):
        return self.pick("", self.any, lambda: f"{self.any()}, {self.any()}", lambda: f"v={self.any()}", lambda: f"{self.any()}, q={self.text()}", "*l", "**{'v': 1}", "1, *[2], z=3")

    def call(self):
        name = self.pick(*(self.macros or ["namespace"]))
        return "{{ " + f"{name}({self.arguments()})" + self.pick("", "|upper", "|length", " ~ '<'", ".name", "|e") + " }}"

    def call_block(self):
        name = self.pick(*(self.macros or ["dict"]))
        return self.tag(f"call{self.pick('', '()', '(z)', '(z=1)')} {name}({self.arguments()})") + self.body() + self.tag("endcall")

    def escape_block(self):
        return self.tag(f"autoescape {self.pick('true', 'false')}") + self.body() + self.tag("endautoescape")

    def namespace(self):
        return self.tag(f"set ns = namespace(a={self.any()}{self.pick('', ', c=0')})") + self.tag("for v in [1, 2]") + self.tag(
            f"set ns.{self.pick('a', 'c')} = {self.pick('v', self.any, 'ns.a')}") + self.tag("endfor") + "{{ ns.a }}{{ ns.c }}" + self.pick("", "{{ ns }}")

    def changes(self):
        return self.tag("set c = [1, 2]") + self.tag("set h = {'a': 1}") + "".join("{{ " + self.pick(
            lambda: f"c.append({self.any()})", "c.extend([9, 8])", "c.insert(1, 'i')", "c.pop()", "c.pop(0)", "c.remove(2)",
            "c.reverse()", "c.sort()", "c.index(2)", "c.count(1)", "c.copy()", "c.clear()", "h.update({'z': 1})", "h.update(y=c)",
            "h.pop('a')", "h.pop('n', 0)", "h.setdefault('k', [])", "h.get('a')", "h.popitem()", "h.copy()", "h.keys()", "h.items()",
        ) + " }}" for _ in range(self.random.randrange(1, 4))) + "{{ c }}{{ h }}"

    def template(self):
        if self.chance(0.6):
            return self.data() + self.printed() + self.data()
        return self.body(4) + self.pick("", "", "\n", "\r\n", "\n\n")

    def broken(self, source):
        """Some are no templates at all."""
        if not self.chance(0.03) or len(source) < 3:
            return source
        place = self.random.randrange(len(source))
        return self.pick(lambda: source[:place] + source[place + 1:], lambda: source[:place] + self.pick("{", "}", "%", "|", "(", "'", ",", " ", "-") + source[place:])


def questions(seed, count):
    while count:
        generator = Generator(seed)
        seed += 1
        source = generator.broken(generator.template())
        escapes = generator.chance(0.4)
        found = answer(source, VARIABLES, escapes)
        text = found.get("text", "")
        if not text and not found.get("error") or len(text) > 5_000 or UNCOMPARABLE.search(text):
            continue
        count -= 1
        yield {"source": source, "escapes": escapes, **found}


if __name__ == "__main__":
    print(json.dumps(VARIABLES))
    for question in questions(int(sys.argv[1]), int(sys.argv[2])):
        print(json.dumps(question))
