import Formats
import Glibc
import Templating
import Testing

/// What templates cost; printed, not judged, and only when NOTIFYD_MEASURE is set.
@Suite(
    .serialized, .enabled(if: unsafe getenv("NOTIFYD_MEASURE") != nil, "NOTIFYD_MEASURE is not set")
)
struct Bench {
    private static let settings = RenderSettings(now: Timestamp(seconds: 0))

    private static let variables: JSONObject = [
        "run": [
            "kind": "run",
            "metadata": [
                "name": "train", "uid": "01a1fc3b", "project": "default",
                "labels": ["owner": "joe", "team": "ml"],
            ],
            "spec": ["command": ["/usr/bin/train", "--fast"]],
            "status": [
                "state": "completed", "exit_code": 0, "start_time": "2026-11-28T18:00:00Z",
                "results": ["drift": .number(0.25), "loss": .number(0.031), "rows": 12],
            ],
        ]
    ]

    private static func best(of count: Int, _ body: () -> Void) -> Duration {
        (0..<count).map { _ in ContinuousClock().measure(body) }.min() ?? .zero
    }

    @Test(arguments: [
        "{{ run[\"status\"][\"results\"][\"drift\"] > 0.1 }}",
        "{{ run.metadata.name }} is {{ run.status.state }}",
        "{% if run.status.state == 'error' or run.status.results.drift > 0.1 %}yes{% else %}no{% endif %}",
        "{% for k, v in run.status.results|dictsort %}{{ k }}: {{ v|round(2) }}\n{% endfor %}",
        "{{ '%s took %.1f s' % (run.metadata.name, 1.25) }} {{ run|tojson }}",
    ])
    func `a common template`(source: String) throws {
        let rounds = 2_000
        let parsing = Self.best(of: 5) {
            for _ in 0..<rounds { _ = try? Template(source) }
        }
        let template = try Template(source)
        let rendering = Self.best(of: 5) {
            for _ in 0..<rounds { _ = try? template.render(Self.variables, Self.settings) }
        }
        print(
            source.debugDescription, "\(Int(parsing / .nanoseconds(rounds))) ns to parse",
            "\(Int(rendering / .nanoseconds(rounds))) ns to render", separator: ": ")
    }

    @Test(arguments: [
        "{% for a in range(99999) %}{{ a }}{% endfor %}",
        "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
        "{% for a in range(99999) %}{% set b = [a, (a, {a: a})] %}{% endfor %}",
        "{% set s = 'ab ' * 80000 %}{% for i in range(999) %}{{ s|title|length }}{% endfor %}",
        "{% set s = 'ab ' * 80000 %}{% for i in range(999) %}{{ s.split()|length }}{% endfor %}",
        "{% set s = 'ab ' * 80000 %}{% for i in range(999) %}{{ s|replace('a', 'c')|length }}{% endfor %}",
        "{{ ('a@b.c http://a.de ' * 1300)|urlize }}", "{{ ('ab ' * 30000)|wordwrap(5) }}",
        "{{ range(9000)|map('string')|sort|join(',') }}", "{{ ('\\n' * 20000)|pprint }}",
        "{% for i in range(9999) %}{{ '%.200f' % 1e-300 }}{% endfor %}",
        "{% for i in range(9999) %}{{ 1.1 ** 3.3 }}{% endfor %}",
        "{% macro m(n) %}{{ m(n - 1) if n }}{% endmacro %}{% for i in range(999) %}{{ m(30) }}{% endfor %}",
        "{{ " + String(repeating: "1+", count: 32_000) + "1 }}",
        String(repeating: "{{a}}", count: 13_000), String(repeating: "{%", count: 32_000),
        "{% raw %}" + String(repeating: "{% ", count: 21_000),
    ])
    func `the most expensive templates`(source: String) {
        var outcome = "it ends"
        let took = Self.best(of: 3) {
            do throws(TemplateError) {
                _ = try Template(source).render(Self.variables, Self.settings)
            } catch {
                outcome = error.message
            }
        }
        print(source.prefix(70).debugDescription, "\(took)", outcome, separator: ": ")
    }
}
