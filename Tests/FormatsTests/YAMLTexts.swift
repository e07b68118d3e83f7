/// Texts that two readers of YAML 1.2 must read alike.
enum YAMLTexts {
    static let documents: [String] = [
        "a: 1", "a: b\nc: d", "- 1\n- two\n- 3.5\n- null\n- true", "a:\n  - b\n  - c: d\n    e: f",
        "{a: 1, b: [x, y, {c: d}]}", "[]", "{}", "text", "42", "\"quoted\"", "'single ''quoted'''",
        "a: yes\nb: no\nc: on\nd: off\ne: Yes\nf: y\ng: n", "a: True\nb: TRUE\nc: False\nd: FALSE",
        "a: ~\nb: null\nc: Null\nd: NULL\ne:\nf: nULL", "a: '~'\nb: \"null\"\nc: 'true'\nd: \"12\"",
        "a: 0o17\nb: 0x1F\nc: 0xdeadBEEF\nd: 017\ne: 0b1\nf: 1_000", "a: -5\nb: +5\nc: 0\nd: -0",
        "a: 1.5\nb: -1.5e3\nc: 1.\nd: .5\ne: 1e3\nf: +12.5E-2\ng: 1.e2",
        "a: 1.2.3\nb: 1e\nc: .\nd: e5\ne: '.5'",
        "a: 12:30\nb: 12:30:45\nc: 190:20:30", "a: 9223372036854775807\nb: -9223372036854775808",
        "a: 9223372036854775808", "a: |\n  line one\n  line two\nb: x", "a: |-\n  one\n  two",
        "a: |+\n  one\n\n\nb: x", "a: >\n  folded\n  text\n\n  new\nb: x",
        "a: >-\n  folded\n    more\n  text",
        "a: |2\n   indented\n  less", "a: plain\n  over lines\n  folded",
        "a: \"one\n  two\\\n  three\\n\"",
        "a: 'one\n\n  two'", "a: \"\\t\\u00e9\\x41\\U0001F600\\0\\e\\/\"",
        "# only\na: b # comment\n# end",
        "a: b#c\nd: 'e # f'", "a: &x [1, 2]\nb: *x\nc: [*x, *x]", "a: &x {k: v}\nb: {<<: 1, c: *x}",
        "&k a: 1\nb: *k", "? a\n: b\n? c\n: - d", "%YAML 1.2\n---\na: b", "---\na: b\n...",
        "--- text\n...",
        "- - - a\n    - b\n  - c\n- d", "-\n  a: b\n-\n  - c", "- a: 1\n  b: 2\n-\n  c: 3",
        "1: a\n2.50: b\n0x10: c\ntrue: d\nnull: e\n'1x': f", "\"a b\": c\n? \"d\"\n: e",
        "a: 'x: y'\nb: http://x/y?z=1#f",
        "a: [a, b,]\nb: {c: d,}", "{\"a\":1,\"b\":[true,null,\"c\"]}",
        "{\n\t\"a\": 1,\n\t\"b\": [\n\t]\n}",
        "é: ü\n日本: 語\n😀: \"\\u263A\"", "a: '%x'\nb: x@y\nc: -x\nd: ?x\ne: :x", "a: {b, c: d}",
        "[a: b, c]",
        "command: [sleep, 10]\nwhen: '*/5 * * * *'\nenvironment:\n  PORT: 8080\n  VERSION: 1.10",
        """
        name: nightly\ncommand: |\n  set -e\n  pg_dump db > /x\nnotifications:\n- kind: \
        webhook\n  params: {url: 'https://x'}
        """,
        "a: \"\"\nb: ''\nc: ' '", "a: b\n\n\n\nc: d", "a: b\r\nc: d\r\n",
        "\u{FEFF}a: b",
        "a: Infinity\nb: NaN\nc: inf", "a: 0o8\nb: 0xg\nc: 0o\nd: 0x\ne: -0x1\nf: +0o7",
        "a: --1\nb: +-1\nc: '+'",
    ]

    /// Texts that must be refused, with the place and a part of the message.
    static let invalid: [(String, Int, Int, String)] = [
        ("a: [1, 2", 2, 1, "not valid YAML"), ("a: b: c", 1, 5, "in quotes"),
        ("a:\n\tb: c", 2, 1, "not tabs"), ("a: 'x", 1, 6, "not valid YAML"),
        (
            "a: 1\nb: 2\na: 3", 3, 1,
            "the key \"a\" comes twice in one object, first at line 1, column 1"
        ),
        ("x:\n  1: a\n  '1': b", 3, 3, "comes twice"), ("a: *b", 1, 4, "*b"),
        ("a: &a [*a]", 1, 8, "*a"), ("[1]: a", 1, 1, "a key must be a text"),
        ("? {a: b}\n: c", 1, 3, "a key must be a text"), ("a: !x 1", 1, 4, "the tag !x cannot"),
        ("a: !!binary eA==", 1, 4, "cannot be used"), ("a: !!timestamp 2020-01-01", 1, 4, "cannot"),
        ("a: !!int x", 1, 4, "cannot be used"), ("a: !!map [x]", 1, 4, "cannot be used"),
        ("a: !!seq {x: y}", 1, 4, "cannot be used"), ("a: !!int 1.5", 1, 4, "cannot be used"),
        ("a: .inf", 1, 4, "no number"), ("a: -.INF", 1, 4, "no number"),
        ("a: .nan", 1, 4, "no number"),
        ("a: 1e999", 1, 4, "no number"), ("a: @b", 1, 4, "in quotes"),
        ("a: `b`", 1, 4, "in quotes"),
        ("a: b\n c: d", 2, 3, "not valid YAML"), ("- a\nb: c", 2, 1, "not valid YAML"),
        ("é: \u{1}", 1, 4, "control characters"), ("{\"a\": 1 \"b\": 2}", 1, 12, "not valid YAML"),
        ("a: \"\\q\"", 1, 5, "not valid YAML"), ("%YAML 2.0\n---\na", 1, 1, "not valid YAML"),
        ("--- &a\n...\n--- *a", 3, 5, "*a"),
    ]
}
