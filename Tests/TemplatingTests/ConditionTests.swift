import Formats
import Templating
import Testing

struct ConditionTests {
    private static let settings = RenderSettings(now: Timestamp(seconds: 1_700_000_000))

    private static let run: JSONObject = [
        "run": [
            "metadata": ["name": "train"],
            "status": [
                "state": "completed", "results": ["drift": .number(0.25), "rows": 12, "note": ""],
            ],
        ]
    ]

    private func verdict(_ source: String) -> ConditionVerdict {
        Condition(source).verdict(Self.run, Self.settings)
    }

    @Test(arguments: [
        "0", "no", "n", "f", "false", "off", "NO", "False", "OFF", "oFF", "N", "F",
        "{{ 0 }}", "{{ false }}", "{{ 1 > 2 }}", "{{ 'o' ~ 'ff' }}",
        #"{{ run["status"]["results"]["drift"] > 0.3 }}"#,
        "{% if run.status.state == 'error' %}yes{% else %}no{% endif %}",
        "{{ run.status.results.rows - 12 }}", "no\n",
    ])
    func `a notification is kept back by six words in whatever case`(source: String) {
        guard case .suppress(let reason) = verdict(source) else {
            Issue.record("\(source) is sent")
            return
        }
        #expect(reason.hasPrefix("its condition gave \""))
    }

    @Test(arguments: [
        "", "1", "yes", "true", "True", " false", "false ", "no\n\n", "0.0", "00", "none",
        "None", "nope", "not", "off!", "ｎｏ", "{{ none }}", "{{ run.status.results.note }}",
        "{{ [] }}", "{{ 0.0 }}", "{{ absent }}",
        #"{{ run["status"]["results"]["drift"] > 0.1 }}"#,
        "{{ 'drift' in run.status.results }}",
        "{% if run.status.state == 'error' %}off{% endif %}", "{{ false }} ",
    ])
    func `whatever else a condition gives is sent`(source: String) {
        #expect(verdict(source) == .send(despite: nil))
    }

    @Test(arguments: [
        ("{{ run[\"status\"][\"absent\"][\"drift\"] > 0.1 }}", TemplateError.Kind.undefined),
        ("{{ absent > 1 }}", .undefined), ("{{ 1 < 'a' }}", .type), ("{{ 1 / 0 }}", .value),
        ("{{ false", .syntax), ("{% if %}false{% endif %}", .syntax),
        ("{% for i in range(100000) %}{{ i }}{% endfor %}", .limit),
        ("{{ false }}{{ 'a' * 10 ** 9 }}", .limit), ("{{ 2 ** 64 }}", .limit),
    ])
    func `a condition that fails is sent, and says why`(
        source: String, kind: TemplateError.Kind
    ) {
        guard case .send(despite: let error?) = verdict(source) else {
            Issue.record("\(source) does not fail")
            return
        }
        #expect(error.kind == kind)
        #expect(error.line == 1)
        #expect(!error.message.isEmpty)
    }
}
