import Control
import Domain
import Formats
import Persistence
import Platform
import Recurrence
import Scheduling

extension ControlMethod {
    static let why = ControlMethod("Why") { request in
        let question = WhyQuestion(parts: request.parts, caller: request.caller)
        let answer: WhyAnswer
        if request.text("run") != nil {
            guard request.text("schedule") == nil, request.text("at") == nil else {
                throw CallError.invalidParameter("run")
            }
            answer = try await question.answer(run: try request.uid("run", of: "run"))
        } else {
            let schedule = try await request.parts.store.schedule(
                request.scheduleKey(), by: request.caller
            ).schedule
            answer = try await explain(schedule, at: request.text("at"), question)
        }
        var reply: JSONObject = [
            "answer": .string(answer.answer), "findings": .array(answer.findings.map(\.wire)),
        ]
        reply["occurrence"] = answer.occurrence?.wire
        if let run = answer.run {
            var names = OwnerNames()
            reply["run"] = run.wire(owner: names.name(of: run.owner))
        }
        return reply
    }

    /// The time is an instant, or else one on the clock of the schedule's zone.
    private static func explain(
        _ schedule: Schedule, at text: String?, _ question: WhyQuestion
    ) async throws -> WhyAnswer {
        guard let text else { return try await question.answer(schedule: schedule, at: nil) }
        if let instant = Timestamp(text) {
            return try await question.answer(schedule: schedule, at: instant)
        }
        guard let local = LocalInstant(text) else {
            throw CallError.invalid([
                Fault(
                    path: "at",
                    message: "\"\(text)\" is no time: write it as 2026-01-31T18:30, or with a zone "
                        + "as 2026-01-31T18:30:00Z")
            ])
        }
        guard let zone = await question.parts.scheduler.zone(of: schedule.id) else {
            return try await question.answer(schedule: schedule, at: local.asUTC)
        }
        let instants = zone.instants(showing: local.asUTC.seconds)
        guard let first = instants.first else {
            let end = zone.endOfGap(over: local.asUTC.seconds) ?? local.asUTC.seconds
            return try await question.answer(schedule: schedule, at: Timestamp(seconds: end)).with(
                before: [
                    Finding(
                        from: Timestamp(seconds: end),
                        "\(text) did not exist: the clock of \(zone.name) jumped over it until then"
                    )
                ])
        }
        let answer = try await question.answer(schedule: schedule, at: Timestamp(seconds: first))
        guard instants.count > 1 else { return answer }
        return answer.with(before: [
            Finding(
                from: Timestamp(seconds: first),
                "\(text) came twice on the clock of \(zone.name); this is the first")
        ])
    }
}

/// A time on some wall, as people write it: `2026-01-31T18:30`.
private struct LocalInstant {
    /// As if that wall were in UTC.
    let asUTC: Timestamp

    init?(_ text: String) {
        guard let instant = Timestamp(text.replacing(" ", with: "T") + "Z") else { return nil }
        asUTC = instant
    }
}
