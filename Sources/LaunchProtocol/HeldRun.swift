/// A run the launcher holds: starting, running, or over and not yet acknowledged.
package enum HeldRun: Hashable, Sendable {
    /// Its process exists, but has not executed the command yet.
    case starting(id: String)
    case running(StartedRun)
    case notStarted(FailedStart)
    case ended(EndedRun)

    package var id: String {
        switch self {
        case .starting(let id): id
        case .running(let run): run.id
        case .notStarted(let failure): failure.id
        case .ended(let run): run.id
        }
    }
}

extension HeldRun: WireValue {
    package func encode(into encoder: inout WireEncoder) {
        switch self {
        case .starting(let id):
            encoder.write(1 as UInt8)
            encoder.write(id)
        case .running(let run):
            encoder.write(2 as UInt8)
            encoder.write(run)
        case .notStarted(let failure):
            encoder.write(3 as UInt8)
            encoder.write(failure)
        case .ended(let run):
            encoder.write(4 as UInt8)
            encoder.write(run)
        }
    }

    package init(from decoder: inout WireDecoder) throws(WireError) {
        switch try decoder.number(UInt8.self) {
        case 1: self = .starting(id: try decoder.id())
        case 2: self = .running(try StartedRun(from: &decoder))
        case 3: self = .notStarted(try FailedStart(from: &decoder))
        case 4: self = .ended(try EndedRun(from: &decoder))
        default: throw WireError("a held run is in no known state")
        }
    }
}
