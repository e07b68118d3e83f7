/// Under what a channel remembers something of its messages, so that later ones go on from them.
package struct MemoryKey: Hashable, Sendable {
    /// What the memory belongs to, and is deleted with.
    package enum Subject: Hashable, Sendable {
        case run(UID)
        case schedule(ScheduleKey)
    }

    package let subject: Subject
    /// Tells apart what is remembered of one subject; a digest, so that nothing can be read from it.
    package let place: String

    package init(_ subject: Subject, place: String) {
        self.subject = subject
        self.place = place
    }
}
