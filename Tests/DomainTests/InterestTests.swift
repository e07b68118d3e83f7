import Domain
import Testing

struct InterestTests {
    @Test(arguments: Interest.allCases)
    func `every word covers its example`(interest: Interest) {
        #expect(interest.covers(interest.example))
    }

    @Test(
        arguments: [
            ("failed", .error), ("task-failed", .error), ("task-completed", .completed),
            ("task-running", .running), ("task-pending", .pending), ("error", .error),
            ("task-exception", .exception), ("task-defined", .defined),
            ("artifact-created", .reported), ("skipped", .skipped),
            ("attempt-error", .attemptError),
            ("Error", nil), ("", nil), ("succeeded", nil),
        ] as [(String, Interest?)])
    func `words of other systems are understood`(word: String, interest: Interest?) {
        #expect(Interest(word: word) == interest)
    }

    @Test func `a notification listens to what it names, and to every end when it names nothing`()
        throws
    {
        let standard = Notification(name: try Name("n"), kind: "console")
        let every = Occasion.allCases.map { Happening($0) }
        #expect(
            every.filter(standard.listens).map(\.occasion) == [.completed, .error, .aborted])
        let errors = Notification(name: try Name("n"), kind: "console", when: [.error])
        #expect(every.filter(errors.listens).map(\.occasion) == [.error])
    }

    @Test(
        arguments: [
            (Happening(.error, reason: .exit), [.error, .exit]),
            (Happening(.error, reason: .timeout), [.error, .timeout, .exception]),
            (Happening(.error, reason: .start), [.error, .start, .exception]),
            (Happening(.error, reason: .signal), [.error, .signal, .exception]),
            (Happening(.error, reason: .lost), [.error, .lost, .exception]),
            (Happening(.error, reason: .exit, change: .broken), [.error, .exit, .broken]),
            (Happening(.completed, change: .fixed), [.completed, .fixed]),
            (Happening(.completed), [.completed]),
            (Happening(.attemptError, reason: .timeout), [.attemptError]),
            (Happening(.defined), [.defined]), (Happening(.reported), [.reported]),
        ] as [(Happening, [Interest])])
    func `each word covers what it says and nothing else`(
        happening: Happening, interests: [Interest]
    ) {
        #expect(Interest.allCases.filter { $0.covers(happening) } == interests)
    }

    @Test func `owners and administrators may manage`() {
        let owner = Owner(uid: 1000)
        #expect(Caller(uid: 1000, isAdministrator: false).mayManage(owner))
        #expect(Caller(uid: 0, isAdministrator: true).mayManage(owner))
        #expect(!Caller(uid: 1001, isAdministrator: false).mayManage(owner))
    }
}
