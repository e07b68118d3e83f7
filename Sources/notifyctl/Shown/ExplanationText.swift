import Console
import Formats
import Recurrence

/// What is to be said of an expression, for people and for programs.
struct ExplanationText {
    private let timetable: Timetable
    private let explanation: Explanation
    private let occurrences: [Int64]
    private let change: ClockChange?
    private let readings: [Reading]

    init(timetable: Timetable, after start: Timestamp, count: Int) {
        self.timetable = timetable
        explanation = Explanation(timetable)
        occurrences = ExpressionArgument.occurrences(of: timetable, after: start, count: count)
        change = explanation.nextClockChange(after: start.seconds)
        readings = explanation.readings(after: start.seconds)
    }

    var object: JSONObject {
        [
            "expression": .string(timetable.expression.text),
            "sentence": .string(explanation.sentence),
            "timezone": .string(timetable.zone.name),
            "occurrences": .array(occurrences.map { .string(Self.utc($0)) }),
            "clock_change": change.map(Self.object) ?? .null,
            "readings": .array(
                readings.map {
                    ["scheduler": .string($0.scheduler), "text": .string($0.text)]
                }),
        ]
    }

    private static func object(_ change: ClockChange) -> JSONValue {
        [
            "at": .string(utc(change.instant)), "date": .string(change.date),
            "kind": .string(change.kind.rawValue), "offset": .integer(change.offset),
            "offset_before": .integer(change.offsetBefore), "effect": .string(change.effect),
        ]
    }

    func lines(for terminal: Terminal) -> String {
        let width = ConsoleLimits.columns
        var text = explanation.sentence.wrapped(at: width) + "\n\n" + times(for: terminal)
        if hasTimes {
            let clock = change?.sentence ?? "No change of the clock touches it."
            text += "\n" + clock.wrapped(at: width) + "\n"
        }
        guard !readings.isEmpty else { return text }
        text += "\nOthers read it differently:\n"
        for (schedulers, reading) in grouped {
            text +=
                "  "
                + "\(schedulers.joined(separator: ", ")): \(reading)"
                .wrapped(at: width, indent: 4) + "\n"
        }
        return text
    }

    /// Whether the time makes it due, and not what happens otherwise.
    private var hasTimes: Bool {
        switch timetable.expression.cause {
        case .recurrence, .once: true
        case .end, .boot: false
        }
    }

    private func times(for terminal: Terminal) -> String {
        guard !occurrences.isEmpty else {
            return hasTimes ? "It is never due.\n" : "It has no times of its own.\n"
        }
        let zone = timetable.zone
        let isUTC = occurrences.allSatisfy { zone.offset(at: $0) == 0 }
        var table = Table("NEXT IN \(zone.name)", isUTC ? "" : "UTC")
        for instant in occurrences {
            let utc = Self.utc(instant).map { $0 == "T" ? " " : $0 }.dropLast()
            table.add(
                Table.Cell(explanation.wallTime(at: instant)),
                Table.Cell(isUTC ? "" : String(utc)))
        }
        return table.text(for: terminal)
    }

    /// The schedulers of each reading, in the order in which they were found.
    private var grouped: [(schedulers: [String], text: String)] {
        var groups: [(schedulers: [String], text: String)] = []
        for reading in readings {
            if let index = groups.firstIndex(where: { $0.text == reading.text }) {
                groups[index].schedulers.append(reading.scheduler)
            } else {
                groups.append(([reading.scheduler], reading.text))
            }
        }
        return groups
    }

    private static func utc(_ instant: Int64) -> String { Timestamp(seconds: instant).description }
}
