import CRabbitMQ

/// What came of a publication.
struct Answer {
    enum Ending {
        case confirmed, returned, refused
        /// The broker's own code (AMQP 0-9-1, section 1.2).
        case closed(Int)
        case failed
    }

    let ending: Ending
    private let step: String
    private let words: String

    init(_ outcome: crabbit_outcome) {
        ending =
            switch unsafe outcome.ending {
            case CRABBIT_CONFIRMED: .confirmed
            case CRABBIT_RETURNED: .returned
            case CRABBIT_REFUSED: .refused
            case CRABBIT_CLOSED: .closed(Int(unsafe outcome.code))
            default: .failed
            }
        step = unsafe outcome.step.map { unsafe String(cString: $0) } ?? ""
        words = unsafe withUnsafeBytes(of: outcome.text) { bytes in
            unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }

    /// Reply codes that the same message meets again: no such exchange, host or right, another form.
    private static let lasting: Set = [311, 402, 403, 404, 406, 530]

    func verdict(from place: String, exchange: String) -> Verdict {
        switch ending {
        case .confirmed: .delivered
        case .returned:
            .retry("\(place) has no queue that takes messages of this routing key from \(exchange)")
        case .refused: .retry("\(place) could not take the message")
        case .closed(let code) where Self.lasting.contains(code):
            .rejected("\(place) refused \(step) with \(code): \(words)")
        case .closed(let code): .retry("\(place) refused \(step) with \(code): \(words)")
        case .failed: .retry("\(place) did not answer the wish \(step): \(words)")
        }
    }
}
