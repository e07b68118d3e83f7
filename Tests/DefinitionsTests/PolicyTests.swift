import Definitions
import Domain
import Formats
import Recurrence
import TestKit
import Testing

struct PolicyTests {
    @Test func `policies arrive as they were written`() throws {
        let policies = try Sample.schedules(
            """
            name: a
            when: 30 2 * * *
            command: ls
            overlap: queue-all
            max_active: 2
            catch_up: all
            catch_up_limit: 10
            start_deadline: 6h
            spread: 30m
            retry: {limit: 5, delay: 10, max_delay: 10m, exit_codes: [111, 75, 111], \
            reasons: [timeout, signal, timeout]}
            start_on_boot: true
            dst_gap: shift
            dst_fold: last
            """)[0].policies
        let retry = RunRetry(
            limit: 5, delay: .seconds(10), longestDelay: .seconds(600), exitCodes: [75, 111],
            reasons: [.signal, .timeout])
        let expected = Policies(
            overlap: .queueAll, maxActive: 2, catchUp: .all, catchUpLimit: 10,
            startDeadline: .seconds(21_600), spread: .seconds(1800), retry: retry,
            startOnBoot: true, gap: .shift, fold: .last)
        #expect(policies == expected)
    }

    @Test(
        arguments: [
            ("3", RunRetry(limit: 3)), ("{limit: 3}", RunRetry(limit: 3)), ("0", RunRetry()),
            (
                "{limit: 1, delay: 2h}",
                RunRetry(limit: 1, delay: .seconds(7200), longestDelay: .seconds(7200))
            ),
            (
                "{limit: 1, max_delay: 5s}",
                RunRetry(limit: 1, delay: .seconds(5), longestDelay: .seconds(5))
            ),
            (
                "{limit: 1, delay: 0, exit_codes: [], reasons: [lost]}",
                RunRetry(limit: 1, delay: .zero, exitCodes: [], reasons: [.lost])
            ),
        ] as [(String, RunRetry)])
    func `what retry leaves out follows from what it says`(text: String, retry: RunRetry) throws {
        #expect(try Sample.schedules(Sample.good + "retry: \(text)")[0].policies.retry == retry)
    }

    @Test(arguments: [("", nil), ("paused: true", true), ("paused: false", false)])
    func `a pause is left as it is, or said`(line: String, paused: Bool?) throws {
        let definition = try Sample.schedules(Sample.good + line)[0]
        #expect(definition.paused == paused)
        let writer = ScheduleWriter(channels: Sample.channels, masksSecrets: false)
        #expect(writer.value(definition)["paused"] == paused.map(JSONValue.bool))
    }

    @Test func `policies have the wire's form`() throws {
        let writer = ScheduleWriter(channels: Sample.channels, masksSecrets: false)
        let text = "retry: 2\nspread: 90s\ncatch_up: none\ndst_fold: both\noverlap: queue\n"
        let value = writer.value(try Sample.schedules(Sample.good + text)[0])
        #expect(
            value == [
                "name": "a", "when": "@daily", "command": ["/bin/sh", "-c", "ls"],
                "overlap": "queue", "catch_up": "none", "spread": "1m30s",
                "retry": ["limit": 2], "dst_fold": "both",
            ])
    }

    /// What follows a good schedule, and what is said of it.
    static let additions: [(String, [String])] = [
        (
            "overlap: Forbid",
            [
                """
                4:10: overlap: unknown word "Forbid": did you mean "skip"? (known are skip, \
                queue, queue-all, replace, allow)
                """
            ]
        ),
        (
            "catch_up: true",
            ["4:11: catch_up: must be one of none, latest, all, not true or false"]
        ),
        (
            "overlap: allow\nmax_active: 1",
            ["5:13: max_active: allow has no bound: write overlap: queue-all with max_active"]
        ),
        ("max_active: 0", ["4:13: max_active: must be from 1 to 1000, not 0"]),
        (
            "catch_up_limit: 5",
            [
                """
                4:17: catch_up_limit: only catch_up: all has a limit, and here it is latest: leave \
                it out, or write catch_up: all
                """
            ]
        ),
        ("start_deadline: 500ms", ["4:17: start_deadline: must be from 1s to 366d, not 500ms"]),
        ("start_deadline: 367d", ["4:17: start_deadline: must be from 1s to 366d, not 367d"]),
        ("spread: 25h", ["4:9: spread: must be from 0s to 1d, not 1d1h"]),
        ("retry: 101", ["4:8: retry: must be from 0 to 100, not 101"]),
        (
            "retry: often",
            [
                "4:8: retry: must be a number of retries or an object with the keys of retry, not a text"
            ]
        ),
        (
            "retry: {delay: 5s}",
            ["4:8: retry.limit: \"limit\" is missing: say how often a run is tried again"]
        ),
        (
            "retry: {limit: 1, delay: 1m, max_delay: 30s}",
            ["4:41: retry.max_delay: must be at least \"delay\", 1m, not 30s"]
        ),
        (
            "retry: {limit: 1, exit_codes: [0, 3]}\nsuccess_exit_codes: [0, 3]",
            [
                "4:32: retry.exit_codes[0]: must be from 1 to 255, not 0",
                "4:35: retry.exit_codes[1]: 3 means success, as success_exit_codes says",
            ]
        ),
        (
            "retry: {limit: 1, reasons: [oom]}",
            [
                """
                4:29: retry.reasons[0]: unknown word "oom": did you mean "signal"? (known are \
                exit, signal, timeout, start, lost)
                """
            ]
        ),
        (
            "retry: 1\nsuccess_exit_codes: [0, 75]",
            [
                """
                4:8: retry: only the exit status 75 would be tried again, and it means success, as \
                success_exit_codes says: name exit_codes or reasons
                """
            ]
        ),
        (
            "retry: {limit: 1, exit_codes: []}",
            ["4:8: retry: nothing would be tried again: name exit_codes or reasons"]
        ),
        (
            "dst_gap: none",
            ["4:10: dst_gap: unknown word \"none\": known are run, skip, shift"]
        ),
    ]

    @Test(arguments: additions)
    func `a fault of a policy is told with its place`(lines: String, faults: [String]) {
        #expect(Sample.faults(Sample.good + lines) == faults)
    }

    @Test(
        arguments: [
            ("concurrencyPolicy", "overlap"), ("startingDeadlineSeconds", "start_deadline"),
            ("RandomizedDelaySec", "spread"), ("FixedRandomDelay", "spread"),
            ("Persistent", "catch_up"), ("catchup", "catch_up"), ("coalesce", "catch_up"),
            ("max_instances", "max_active"), ("max_active_runs", "max_active"),
            ("misfire_grace_time", "start_deadline"), ("backoffLimit", "retry"),
            ("retries", "retry"), ("jitter", "spread"), ("OnCalendar", "when"),
            ("suspend", "paused"), ("activeDeadlineSeconds", "timeout"),
            ("terminationGracePeriodSeconds", "grace"), ("OnBootSec", "start_on_boot"),
            ("timeZone", "timezone"), ("retry-policy", "retry"),
        ])
    func `the words of other schedulers lead to ours`(theirs: String, ours: String) {
        #expect(
            Sample.faults(Sample.good + "\(theirs): x") == [
                "4:1: \(theirs): unknown key \"\(theirs)\": did you mean \"\(ours)\"?"
            ])
    }

    /// A time, what follows it, and what is said of that.
    static let withoutEffect: [(String, String, [String])] = [
        (
            "at 2099-12-24T18:00", "catch_up: all\ncatch_up_limit: 2\ndst_fold: both",
            [
                "4:11: catch_up: has no effect, since \"at\" comes once: leave it out",
                "5:17: catch_up_limit: has no effect, since \"at\" comes once: leave it out",
                "6:11: dst_fold: \"at\" comes once, and not at both: leave it out",
            ]
        ),
        (
            "at 2099-12-24T18:00Z", "spread: 5m\ndst_gap: run",
            [
                "5:10: dst_gap: has no effect, since \"at\" names an instant with its offset: leave it out"
            ]
        ),
        (
            "after 15m", "spread: 5m\nstart_deadline: 1h\ndst_gap: run",
            [
                "4:9: spread: \(after)", "5:17: start_deadline: \(after)",
                "6:10: dst_gap: \(after)",
            ]
        ),
        (
            "'@reboot'", "catch_up: none\nspread: 5m\nstart_on_boot: true",
            [
                "4:11: catch_up: \(boot)", "5:9: spread: \(boot)",
                "6:16: start_on_boot: \"@reboot\" says that already: leave it out",
            ]
        ),
    ]
    private static let after =
        "has no effect, since \"after\" waits for the end of the last run and is never late: "
        + "leave it out"
    private static let boot =
        "has no effect, since \"@reboot\" comes with the start of the machine, never late: "
        + "leave it out"

    @Test(arguments: withoutEffect)
    func `what means nothing beside a time is refused`(
        time: String, lines: String, faults: [String]
    ) {
        #expect(Sample.faults("name: a\ncommand: ls\nwhen: \(time)\n\(lines)") == faults)
    }

    @Test(
        arguments: [
            "at 2099-12-24T18:00\ncatch_up: none\nspread: 5m\nstart_deadline: 1h\ndst_fold: last",
            "after 15m\noverlap: queue\nmax_active: 2\nretry: 3\nstart_on_boot: true",
            "'@reboot'\noverlap: replace\nretry: 3\ntimezone: UTC",
            "at 2020-12-24T18:00\nstart_on_boot: true", "H H * * *\ndst_gap: skip",
        ])
    func `what means something beside a time is taken`(text: String) {
        #expect(Sample.faults("name: a\ncommand: ls\nwhen: \(text)") == [])
    }

    @Test(
        arguments: [
            ("timezone: Asia/Tokyo", true), ("timezone: Europe/Berlin", false), ("", false),
        ])
    func `an expression that names its zone needs none beside it`(line: String, isWrong: Bool) {
        let text = "name: a\ncommand: ls\nwhen: Mon..Fri 08:00 Europe/Berlin\n\(line)"
        let fault =
            "4:11: timezone: \"when\" names the time zone Europe/Berlin itself: leave out one of "
            + "the two"
        #expect(Sample.faults(text) == (isWrong ? [fault] : []))
    }

    @Test func `a zone that an expression names must be one`() {
        let text = "name: a\ncommand: ls\nwhen: Mon..Fri 08:00 Europe/Nowhere"
        #expect(Sample.faults(text) == ["3:7: when: there is no time zone Europe/Nowhere"])
    }

    @Test func `what no expression of elapsed time knows is refused beside it`() {
        let text = "name: a\ncommand: ls\nwhen: every 15m\ndst_gap: skip\ndst_fold: both\n"
        let why =
            "has no effect, since \"every\" counts the time that passes, whatever clocks show: "
            + "leave it out"
        #expect(Sample.faults(text) == ["4:10: dst_gap: \(why)", "5:11: dst_fold: \(why)"])
    }
}
