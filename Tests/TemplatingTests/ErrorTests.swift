import Formats
import Templating
import Testing

struct ErrorTests {
    @Test(arguments: [
        ("{{ a", TemplateError.Kind.syntax, 1, 1), ("x\n  {{ 1 + }}", .syntax, 2, 10),
        ("{% if 1 %}\nx", .syntax, 2, 2), ("é{{ nothing.x }}", .undefined, 1, 12),
        ("\n\n{{ 1 +\n 'a' }}", .type, 3, 6), ("{{ 'a'|nothing }}", .syntax, 1, 8),
        ("{% for x in 5 %}{% endfor %}", .type, 1, 4), ("{{ 1 // 0 }}", .value, 1, 6),
        ("{{ 'a\n", .syntax, 1, 4), ("{{ l.pop() }}", .undefined, 1, 5),
        ("{# a", .syntax, 1, 1), ("a\r\nb{{ ) }}", .syntax, 2, 5),
        ("{% set a = [\n1,\n2 %}", .syntax, 3, 4), ("{{ 'a'|random }}", .syntax, 1, 8),
    ])
    func `an error names its line and column`(
        source: String, kind: TemplateError.Kind, line: Int, column: Int
    ) {
        #expect {
            try Template(source).render([:], RenderSettings(now: Timestamp(seconds: 0)))
        } throws: { error in
            guard let error = error as? TemplateError else { return false }
            return error.kind == kind && error.line == line && error.column == column
                && error.description == "line \(line), column \(column): \(error.message)"
        }
    }

    @Test(arguments: [
        ("{{ run.x.y }}", "a dictionary has no \"x\""), ("{{ y }}{{ y.z }}", "\"y\" is undefined"),
        ("{% include 'a' %}", "{% include %} is not available: a template has no other templates"),
        (
            "{% if 1 %}{% endfor %}",
            "there is no tag \"endfor\" within {% if %}, which {% elif %} or {% else %} or {% endif %} ends"
        ),
        ("{{ 2 ** 99 }}", "whole numbers have 64 bits: the result has more"),
        (
            "{{ [1]|map('upper')|length }}",
            "what \"map\" gave (make it a list with |list) has no length"
        ),
    ])
    func `an error says what is wrong`(source: String, message: String) {
        #expect {
            try Template(source).render(
                ["run": [:]], RenderSettings(now: Timestamp(seconds: 0)))
        } throws: {
            ($0 as? TemplateError)?.message == message
        }
    }
}
