import Formats
import Templating
import TestKit
import Testing

/// Templates that want to cost more than they may: all end with a limit's error.
struct HostileTests {
    private static let settings = RenderSettings(now: Timestamp(seconds: 0))

    private func error(_ source: String, _ settings: RenderSettings = settings) -> TemplateError? {
        do throws(TemplateError) {
            _ = try Template(source).render([:], settings)
            return nil
        } catch {
            return error
        }
    }

    private static func many(_ text: String, _ count: Int = 5_000) -> String {
        String(repeating: text, count: count)
    }

    static let deepSources = [
        "{{ \(many("("))1\(many(")")) }}", "{{ \(many("["))1\(many("]")) }}",
        "{{ \(many("{1:"))1\(many("}")) }}", "{{ \(many("-"))1 }}", "{{ \(many("not "))1 }}",
        "{{ 1\(many(" if 1 else 1")) }}", "{{ a\(many(".b")) }}", "{{ a\(many("[0]")) }}",
        "{{ a\(many("(1)")) }}", "{{ a\(many("|list")) }}", "{{ a\(many("(a"))\(many(")")) }}",
        "{% set \(many("("))a\(many(")")) = 1 %}", "{{ a is in \(many("("))1\(many(")")) }}",
        "\(many("{% if 1 %}", 2_000))\(many("{% endif %}", 2_000))",
        "\(many("{% for a in b %}", 1_500))\(many("{% endfor %}", 1_500))",
        "{% macro m() %}\(many("{% filter upper %}", 1_000))",
    ]

    @Test(arguments: deepSources)
    func `what is nested too deeply is not parsed`(source: String) {
        #expect(error(source)?.kind == .limit)
    }

    @Test(arguments: [
        // Recursion
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
        "{% macro m(a=m()) %}{% endmacro %}{{ m() }}",
        "{% macro m() %}{% call m() %}{% endcall %}{{ caller }}{% endmacro %}{{ m() }}",
        "{{ 'a'|map(\(many("'map',", 200))'upper')|list }}",
        // Texts
        "{{ 'a' * 10 ** 9 }}", "{{ 'ab' * 9223372036854775807 }}",
        "{% set ns = namespace(s='ab') %}{% for i in range(99) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
        "{{ '%1000000000d' % 1 }}", "{{ '%.1000000000f' % 1 }}", "{{ '%*d' % (10 ** 9, 1) }}",
        "{{ '%99999999999999999999d' % 1 }}", "{{ '{:1000000000}'.format(1) }}",
        "{{ '{:.1000000000f}'.format(1.5) }}", "{{ '{:{w}}'.format(1, w=10 ** 9) }}",
        "{{ 'a'|center(10 ** 9) }}", "{{ 'a'.ljust(10 ** 9) }}", "{{ '1'.zfill(10 ** 9) }}",
        "{{ 'a\\tb'.expandtabs(10 ** 9) }}", "{{ ('a\\n' * 999)|indent(10 ** 6) }}",
        "{{ ('a' * 9999)|replace('a', 'b' * 9999) }}", "{{ ('a' * 9999).replace('', 'b' * 9999) }}",
        "{{ (['a'] * 9999)|join('b' * 9999) }}", "{{ ('b' * 9999).join(['a'] * 9999) }}",
        "{{ ('&' * 200000)|e }}", "{{ ('\"' * 200000)|tojson }}", "{{ ('\\n' * 200000)|pprint }}",
        "{{ ('a ' * 100000)|urlize }}", "{{ ('a' * 200000)|wordwrap(1) }}",
        "{{ ('a' * 250000) ~ ('b' * 250000) }}", "{{ 'a' * 200000 }}{{ 'a' * 200000 }}",
        // Lists
        "{{ range(10 ** 9) }}", "{% for a in range(10 ** 9) %}{% endfor %}",
        "{{ range(0, 9223372036854775807) }}",
        "{{ range(-9223372036854775807, 9223372036854775807) }}",
        "{{ [1] * 10 ** 9 }}", "{{ [1]|batch(10 ** 9, 0)|list }}", "{{ [1]|slice(10 ** 9)|list }}",
        "{% set ns = namespace(s=[1]) %}{% for i in range(99) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
        "{% set c = [1] %}{% for x in c %}{% set _ = c.append(x) %}{% endfor %}",
        "{% set c = [1] %}{% for i in range(99) %}{% set _ = c.extend(c) %}{% endfor %}",
        // Values within values
        "{% set ns = namespace(s=(1,)) %}{% for i in range(9999) %}{% set ns.s = (ns.s,) %}{% endfor %}{{ ns.s }}",
        "{% set ns = namespace(s=(1,)) %}{% for i in range(9999) %}{% set ns.s = (ns.s,) %}{% endfor %}{{ ns.s in {} }}",
        "{% set ns = namespace(s=[]) %}{% for i in range(60) %}{% set ns.s = [ns.s, ns.s] %}{% endfor %}{{ ns.s }}",
        "{% set ns = namespace(s=[]) %}{% for i in range(60) %}{% set ns.s = [ns.s, ns.s] %}{% endfor %}{{ ns.s|tojson }}",
        "{% set ns = namespace(s=[], t=[]) %}{% for i in range(60) %}{% set ns.s = [ns.s, ns.s] %}{% set ns.t = [ns.t, ns.t] %}{% endfor %}{{ ns.s == ns.t }}",
        "{% set ns = namespace(s=()) %}{% for i in range(60) %}{% set ns.s = (ns.s, ns.s) %}{% endfor %}{{ {}[ns.s] }}",
        "{% set c = [1] %}{% set _ = c.append(c) %}{{ c == [1, [1, c]] }}{{ [c] == [[1, c]] }}{{ c|tojson }}",
        // Time
        "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
        "{% for a in range(99999) %}{{ a }}{% endfor %}",
        "{% set c = range(50000)|list %}{% for i in range(9999) %}{% set _ = c.insert(0, c.pop()) %}{% endfor %}",
        "{% set s = 'a' * 250000 %}{% for i in range(9999) %}{{ s[5] }}{% endfor %}",
        "{% set s = 'a' * 250000 %}{% for i in range(9999) %}{{ s|length }}{% endfor %}",
        "{% set s = 'a' * 250000 %}{% for i in range(9999) %}{% if s is lower %}{% endif %}{% endfor %}",
        "{% set s = 'a' * 250000 %}{% set t = 'a' * 249999 ~ 'b' %}{% for i in range(99999) %}{% if s == t %}{% endif %}{% endfor %}",
        "{% set s = ['a' * 250000] * 99 %}{{ s|sort|length }}{{ s|unique|list|length }}{{ s|max|length }}{{ s == s[:] }}{% for i in range(99) %}{{ s|sort|length }}{% endfor %}",
        // Numbers
        "{{ 9 ** 9 ** 9 }}", "{{ 2 ** 63 }}", "{{ 9223372036854775807 + 1 }}",
        "{{ -9223372036854775807 - 2 }}", "{{ 4294967296 * 4294967296 }}",
        "{{ (-9223372036854775807 - 1) // -1 }}", "{{ -(-9223372036854775807 - 1) }}",
        "{{ (-9223372036854775807 - 1)|abs }}", "{{ 9223372036854775808 }}", "{{ 1e300|int }}",
        "{{ '%d' % 1e300 }}", "{{ '9223372036854775808'|int }}",
        "{{ 9223372036854775807|round(-1) }}",
    ])
    func `what costs too much ends with a limit's error`(source: String) {
        // Fewer than there are, because all that counts here is that they are counted.
        var settings = Self.settings
        settings.limits.steps = 20_000
        let found = error(source, settings)
        #expect(found?.kind == .limit, "\(source): \(found?.description ?? "no error")")
    }

    @Test func `a source that is too long is not read`() {
        #expect(error(Self.many("a", 64 * 1024)) == nil)
        #expect(error(Self.many("a", 64 * 1024 + 1))?.kind == .limit)
    }

    @Test func `every step is counted`() {
        let source = "{% for a in range(100) %}{{ a }}{% endfor %}"
        var settings = Self.settings
        let needed = (1...2_000).first { steps in
            settings.limits.steps = steps
            return error(source, settings) == nil
        }
        // For each turn: itself, the statement, the expression and what stands around.
        #expect((600...650).contains(needed ?? 0))
    }

    @Test func `numbers at the ends of their range do not trap`() {
        let least = "(-9223372036854775807 - 1)"
        let most = "9223372036854775807"
        for number in [least, most, "-\(most)"] {
            for use in [
                "[1, 2, 3][N:]", "[1, 2, 3][:N]", "[1, 2, 3][::N]", "range(5)[::N]", "'abc'[::N]",
                "'abc'|center(N)", "'abc'.zfill(N)", "'-1'.zfill(N)", "'a\\tb'.expandtabs(N)",
                "'abc'|truncate(N, leeway=N)", "1.5|round(N)", "15|round(N)", "15|round(N, 'ceil')",
                "'abc'.find('b', N)", "'abc'.find('b', 0, N)", "'a b'.split(' ', N)",
                "'aba'|replace('a', 'b', N)", "[1]|batch(N)|list", "[1]|slice(N)|list", "'a' * N",
                "5 % N", "5 // N", "N % 5", "N // 5", "N ** 2", "2 ** N", "N * -1", "N|abs", "-N",
                "'%c' % N", "'{:c}'.format(N)", "'%*d' % (N, 1)", "'%.*f' % (N, 1)", "range(N)",
                "range(0, N)", "range(N, 0)", "range(0, 5, N)", "range(5, 0, N)|list",
                "'x'|indent(N)",
                "[1, 2].pop(N)", "[1].insert(N, 2)", "[1][N]", "'abc'[N]", "N == N * 1.0",
                "N < 1e300",
                "'%d' % N", "'{:,}'.format(N)", "'{:x}'.format(N)", "N|filesizeformat",
                "N|float|int",
                "'a'|wordwrap(N)", "'http://a.de'|urlize(N)", "N.bit_length()", "'a'|int(0, N)",
                "[1, 2].index(2, N)", "{N: 1}[N]", "[N]|tojson(N)", "'{0[N]}'.format([1])",
            ] {
                let source = use.split(separator: "N", omittingEmptySubsequences: false)
                    .joined(separator: number)
                // Whether it is an error or not, it comes back.
                if let error = error("{{ \(source) }}") { #expect(!error.message.isEmpty) }
            }
        }
    }
}
