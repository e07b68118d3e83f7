/// What the launcher tells notifyd: this table, and nothing else.
package enum LauncherReport: Hashable, Sendable {
    /// The answer to hello; the instance names this launcher's life and survives a reload.
    case welcome(version: UInt16, instance: String)
    /// One of the runs asked for by list.
    case held(HeldRun)
    /// The last of them has been told.
    case heldEnd
    case started(StartedRun)
    case notStarted(FailedStart)
    case ended(EndedRun)
}

extension LauncherReport: WireValue {
    package func encode(into encoder: inout WireEncoder) {
        switch self {
        case .welcome(let version, let instance):
            encoder.write(1 as UInt8)
            encoder.write(version)
            encoder.write(instance)
        case .held(let run):
            encoder.write(2 as UInt8)
            encoder.write(run)
        case .heldEnd:
            encoder.write(3 as UInt8)
        case .started(let run):
            encoder.write(4 as UInt8)
            encoder.write(run)
        case .notStarted(let failure):
            encoder.write(5 as UInt8)
            encoder.write(failure)
        case .ended(let run):
            encoder.write(6 as UInt8)
            encoder.write(run)
        }
    }

    package init(from decoder: inout WireDecoder) throws(WireError) {
        switch try decoder.number(UInt8.self) {
        case 1:
            self = .welcome(version: try decoder.number(), instance: try decoder.id())
        case 2: self = .held(try HeldRun(from: &decoder))
        case 3: self = .heldEnd
        case 4: self = .started(try StartedRun(from: &decoder))
        case 5: self = .notStarted(try FailedStart(from: &decoder))
        case 6: self = .ended(try EndedRun(from: &decoder))
        case let tag: throw WireError("report \(tag) is unknown")
        }
    }
}
