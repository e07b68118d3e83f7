import Domain
import Formats
import Rendering
import Templating
import TestKit
import Testing

struct VerdictTests {
    private func verdict(_ condition: String, _ sample: Sample = Sample()) throws
        -> ConditionVerdict
    {
        Composer.verdict(
            try Sample.notification(condition: condition), try sample.event(), now: .sampleNow)
    }

    @Test(arguments: [
        "", "true", "{{ run.status.exit_code == 2 }}", "{{ run['status']['exit_code'] > 1 }}",
        "{{ event.occasion in notification.when }}", "{{ schedule.labels.team == 'ops' }}",
        "{{ 'anything else' }}", "{{ missing }}", " false",
        "{{ now('%Y') == '2025' }}",
    ])
    func `a condition that does not refuse lets the notification be sent`(
        condition: String
    ) throws {
        let verdict = try verdict(condition)
        #expect(verdict == .send(despite: nil))
        #expect(verdict.remark == nil)
    }

    @Test(arguments: [
        ("{{ run.status.exit_code > 2 }}", "False"), ("no", "no"),
        ("{{ event.change == 'fixed' }}", "False"), ("{{ 0 }}", "0"),
    ])
    func `a condition that refuses says what it gave`(condition: String, text: String) throws {
        #expect(
            try verdict(condition) == .suppress(reason: "its condition gave \"\(text)\""))
    }

    @Test(arguments: [
        "{{ run.status.results.drift > 0.1 }}", "{{ run", "{% if %}", "{{ 1 / 0 }}",
    ])
    func `a condition that fails lets the notification be sent, and says where`(
        condition: String
    ) throws {
        let verdict = try verdict(condition)
        guard case .send(let error?) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(
            verdict.remark
                == "its condition failed at line \(error.line), column \(error.column): "
                + error.message)
    }

    @Test(arguments: Hostile.all)
    func `a condition without end is given up`(condition: String) throws {
        guard case .send(let error?) = try verdict(condition) else {
            Issue.record("\(condition) came to an end")
            return
        }
        #expect(error.kind == .limit)
    }
}
