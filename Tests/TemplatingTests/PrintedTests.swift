import Formats
import Templating
import Testing

struct PrintedTests {
    @Test(arguments: [
        ("{{ runs }}", "<json>"), ("{{runs}}{{- runs -}}", "<json><json>"),
        ("{{ (runs) }}", "<json>"), ("{{ runs | length }}", "2"), ("{{ runs[0] }}", "1"),
        ("{{ runs ~ '' }}", "[1, 2]"), ("{{ other.runs }}", "3"),
        ("{% raw %}{{ runs }}{% endraw %}", "{{ runs }}"),
        ("{% for run in runs %}{{ run }}{% endfor %}", "12"), ("{# {{ runs }} #}", ""),
    ])
    func `a name alone prints as its caller says, and is never escaped`(
        source: String, text: String
    ) throws {
        for escaping in [Escaping.none, .html] {
            let settings = RenderSettings(
                now: Timestamp(seconds: 0), escaping: escaping, printed: ["runs": "<json>"])
            let rendered = try Template(source).render(
                ["runs": [1, 2], "other": ["runs": 3]], settings)
            #expect(rendered == text)
        }
    }
}
