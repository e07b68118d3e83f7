import Formats
import Templating
import TestKit
import Testing

struct FuzzTests {
    private static let pieces = [
        "{{", "}}", "{%", "%}", "{#", "#}", "-", "+", "(", ")", "[", "]", "{", "}", "'", "\"", "|",
        ",",
        ".", ":", "=", "==", "*", "**", "//", "~", " is ", " not ", " in ", " if ", " else ",
        "for ",
        "endfor", "set ", "endset", "macro ", "call ", "filter ", "raw", "endraw", "loop", "a", "1",
        "1.5", "é", "\u{0}", "\\", "\\x", "\n", " ", "9223372036854775807", "'%s'", "'{}'", "map",
        "'map'", "range(9)", "namespace(", "recursive", "caller", "\u{1F600}", "~ a ~",
    ]

    private static let sources = [
        "{% for k, v in d.items() %}{{ loop.index }}{{ k|upper }}={{ '%5.2f' % v }};{% else %}-{% endfor %}",
        "{% macro m(a, b=2) %}{{ caller(a) }}{{ varargs }}{% endmacro %}{% call(x) m(1, 2, 3) %}{{ x }}{% endcall %}",
        "{% set ns = namespace(n=0) %}{% for x in l if x > 1 recursive %}{% set ns.n = ns.n + x %}{% endfor %}{{ ns.n }}",
        "{{ l|map('string')|select('in', ['1', '2'])|join(', ')|center(20)|e }} {{ l[::-1][1:3] }} {{ d|tojson(2) }}",
        "{% filter indent(2)|wordwrap(9) %}a{{ s|truncate(5)|urlize }}{% endfilter %}{% raw %}{{ }}{% endraw %}{# c #}",
        "{% autoescape true %}{{ '<b>{:>5}</b>'.format(s)|safe }}{% endautoescape %}{{ 1 < 2 <= 3 and not a or b ** 2 // 3 }}",
        "{% set l2 = [1, 'a', none, (1,), {'k': [1.5e3]}] %}{{ l2.append(l2) }}{{ l2 }}{{ l2|pprint }}{{ s.split(' ', 1) }}",
        "{% with a = 1, b = d.b %}{{ a if b else c }}{% endwith %}{{ users|groupby('age')|list|sort(attribute='0,1') }}",
    ]

    private static let variables: JSONObject = [
        "l": [1, 2, 3], "d": ["b": .number(1.5), "a": 2], "s": "Hello wörld <b> http://a.de",
        "users": [["age": 1, "name": "x"], ["age": 2, "name": "y"]],
    ]

    @Test(arguments: 0..<8)
    func `whatever is done to a template, it comes to an end`(part: Int) {
        var random = SeededGenerator(seed: UInt64(part))
        // Smaller than the real ones, so that a template which reaches them costs little here.
        var settings = RenderSettings(now: Timestamp(seconds: 1_700_000_000))
        settings.limits.steps = 5_000
        settings.limits.textBytes = 20_000
        settings.limits.outputBytes = 20_000
        settings.limits.rangeLength = 1_000
        var rendered = 0
        for _ in 0..<(Sanitizer.isOn ? 200 : 400) {
            var source = Array(Self.sources[part].unicodeScalars)
            for _ in 0..<Int.random(in: 1...4, using: &random) { Self.mutate(&source, &random) }
            var text = ""
            text.unicodeScalars.append(contentsOf: source)
            settings.escaping = Bool.random(using: &random) ? .html : .none
            do throws(TemplateError) {
                _ = try Template(text).render(Self.variables, settings)
                rendered += 1
            } catch {
                #expect(error.line >= 1 && error.column >= 1 && !error.message.isEmpty)
            }
        }
        #expect(rendered > 0)
    }

    private static func mutate(
        _ source: inout [Unicode.Scalar], _ random: inout SeededGenerator
    ) {
        let place = Int.random(in: 0...source.count, using: &random)
        let end = min(source.count, place + Int.random(in: 0..<12, using: &random))
        switch Int.random(in: 0..<4, using: &random) {
        case 0: source.removeSubrange(place..<end)
        case 1: source.insert(contentsOf: source[place..<end], at: place)
        case 2:
            let target = Int.random(in: 0...source.count, using: &random)
            source.insert(contentsOf: source[place..<end], at: target)
        default:
            let piece = pieces.randomElement(using: &random) ?? ""
            source.insert(contentsOf: piece.unicodeScalars, at: place)
        }
    }
}
