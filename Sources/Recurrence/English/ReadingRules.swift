/// Which features of a text other schedulers read in another way, or refuse.
///
/// Sources: crontab(5) and the crontab program of Debian 12; entry.c of cronie; parser.go of robfig/cron,
/// which Kubernetes has; message.proto of Temporal's API; the manuals of Quartz, Amazon EventBridge,
/// APScheduler, croniter (Airflow), Jenkins and GitHub Actions; systemd's issues 5595 and 8647.
struct ReadingRules {
    let timetable: Timetable
    /// The changes of the clock that touch it.
    let changes: [ClockChange]

    var readings: [Reading] {
        let expression = timetable.expression
        var readings: [Reading]
        switch expression.form {
        case .interval, .after:
            readings = Self.made(["Debian's cron", "Kubernetes"], "refused, no such form")
        case .boot:
            readings = Self.made(["Kubernetes", "supercronic"], "refused, @reboot is unknown")
        case .instant: readings = []
        case .wall(let pattern):
            if let cron = CronText(expression.text) {
                readings = Self.readings(of: cron) + Self.frequency(of: pattern, cron)
                readings += changeReadings(
                    skips: ["Kubernetes", "Temporal", "APScheduler"],
                    repeats: ["Kubernetes", "Temporal", "APScheduler"], loses: [], pattern)
            } else if expression.text.hasPrefix("@") || expression.cause == .once {
                readings = []
            } else {
                readings = changeReadings(
                    skips: ["systemd timers"], repeats: [], loses: ["systemd timers"], pattern)
            }
        }
        // Who refuses a text reads it in no other way.
        let refusing = Set(readings.filter(\.isRefusal).map(\.scheduler))
        return readings.filter { $0.isRefusal || !refusing.contains($0.scheduler) }
    }

    private struct Rule: Sendable {
        let schedulers: [String]
        let text: String
        let applies: @Sendable (CronText) -> Bool

        init(
            _ schedulers: String..., text: String,
            when applies: @escaping @Sendable (CronText) -> Bool
        ) {
            self.schedulers = schedulers
            self.text = text
            self.applies = applies
        }
    }

    private static let rules: [Rule] = [
        Rule(
            "Debian's cron", text: "five fields only: what follows is taken for the command",
            when: { $0.fields.count > 5 }),
        Rule("Kubernetes", text: "refused, five fields only", when: { $0.fields.count > 5 }),
        Rule(
            "Amazon EventBridge", "Temporal", "supercronic",
            text: "six fields begin with the minute, and end with the year",
            when: { $0.fields.count == 6 }),
        Rule(
            "Quartz", "Amazon EventBridge", text: "refused, one of the two day fields has to be ?",
            when: { $0.fields.count > 5 && $0.dayOfMonth != "?" && $0.dayOfWeek != "?" }),
        Rule(
            "Kubernetes", "Airflow", text: "a day that matches either of the day fields is enough",
            when: { $0.hasBothDays && $0.hasSteppedStar }),
        Rule(
            "Temporal", "APScheduler", text: "a day has to match both of the day fields",
            when: { $0.hasBothDays && !$0.hasSteppedStar && !$0.hasPlus }),
        Rule(
            "Quartz", "Amazon EventBridge",
            text: "days of the week are numbered from Sunday, which is 1",
            when: { $0.hasNumberedWeekdays }),
        Rule(
            "APScheduler", text: "days of the week are numbered from Monday, which is 0",
            when: { $0.fields.count == 5 && $0.hasNumberedWeekdays }),
        Rule(
            "Kubernetes", text: "refused, Sunday is 0 and not 7",
            when: { $0.fields.count == 5 && $0.hasSeven }),
        Rule(
            "Kubernetes", "Temporal", "cronie", text: "refused, a range may not go round",
            when: { $0.fields.count == 5 && $0.goesRound }),
        Rule(
            "Debian's cron", text: "taken, but a range that goes round matches nothing",
            when: { $0.fields.count == 5 && $0.goesRound }),
        Rule(
            "Debian's cron", "cronie", text: "refused, a step needs * or a range before it",
            when: { $0.fields.count == 5 && $0.hasOpenStep }),
        Rule(
            "Debian's cron", "Temporal", text: "refused, ? is unknown",
            when: { $0.fields.count == 5 && $0.hasQuestionMark }),
        Rule(
            "Debian's cron", "Kubernetes", "Temporal", text: "refused, L and W are unknown",
            when: { $0.fields.count == 5 && $0.hasLastOrWorkday }),
        Rule(
            "Kubernetes", "cronie", text: "refused, # is unknown",
            when: { $0.fields.count == 5 && $0.hasNth }),
        Rule(
            "Debian's cron", "Temporal", text: "# and what follows is ignored: it comes every week",
            when: { $0.fields.count == 5 && $0.hasNth }),
        Rule("Debian's cron", text: "refused, + is unknown", when: { $0.hasPlus }),
        Rule(
            "Jenkins", text: "H is drawn from the name of the job, and is another value",
            when: { $0.hasHash }),
        Rule(
            "Debian's cron", "Kubernetes", text: "refused, H is unknown",
            when: { $0.fields.count == 5 && $0.hasHash }),
    ]

    private static func readings(of cron: CronText) -> [Reading] {
        var readings: [Reading] = []
        for rule in rules where rule.applies(cron) {
            readings += made(rule.schedulers, rule.text)
        }
        return readings
    }

    private static func frequency(of pattern: WallPattern, _ cron: CronText) -> [Reading] {
        let minutes = Values(pattern.minutes).all
        let isDense = zip(minutes, minutes.dropFirst()).contains { $1 - $0 < 5 }
        return cron.fields.count == 5 && isDense
            ? made(["GitHub Actions"], "at most once in five minutes") : []
    }

    private func changeReadings(
        skips: [String], repeats: [String], loses: [String], _ pattern: WallPattern
    ) -> [Reading] {
        var readings: [Reading] = []
        let kinds = Set(changes.map(\.kind))
        if pattern.followsElapsedTime {
            return kinds.contains(.fold)
                ? Self.made(
                    loses, "nothing runs while the clock repeats times") : []
        }
        if kinds.contains(.gap), timetable.gap != .skip {
            readings += Self.made(skips, "times that the clock skips do not run")
        }
        if kinds.contains(.fold), timetable.fold != .both {
            readings += Self.made(repeats, "times that the clock repeats run twice")
        }
        return readings
    }

    private static func made(_ schedulers: [String], _ text: String) -> [Reading] {
        schedulers.map { Reading(scheduler: $0, text: text) }
    }
}
