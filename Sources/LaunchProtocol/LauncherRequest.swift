/// What notifyd may ask of the launcher: this table, and nothing else.
package enum LauncherRequest: Hashable, Sendable {
    /// First on every connection; the connection that says it last is the one reported to.
    case hello(version: UInt16)
    /// Start a command, or tell again how the one with this id stands. Its log comes open with the frame,
    /// and after it the file of its results, if it has one.
    case launch(LaunchRequest)
    /// Tell of everything held.
    case list
    /// SIGTERM to the run's process group, and SIGKILL after the grace in microseconds.
    case end(id: String, grace: UInt64)
    /// These ends are committed: forget them.
    case acknowledge([String])
    /// Nobody will come back: exit once nothing is held.
    case release
    /// Replace yourself by your program as it is on disk now.
    case reload
}

extension LauncherRequest: WireValue {
    package func encode(into encoder: inout WireEncoder) {
        switch self {
        case .hello(let version):
            encoder.write(1 as UInt8)
            encoder.write(version)
        case .launch(let request):
            encoder.write(2 as UInt8)
            encoder.write(request)
        case .list:
            encoder.write(3 as UInt8)
        case .end(let id, let grace):
            encoder.write(4 as UInt8)
            encoder.write(id)
            encoder.write(grace)
        case .acknowledge(let ids):
            encoder.write(5 as UInt8)
            encoder.write(list: ids) { $0.write($1) }
        case .release:
            encoder.write(6 as UInt8)
        case .reload:
            encoder.write(7 as UInt8)
        }
    }

    package init(from decoder: inout WireDecoder) throws(WireError) {
        switch try decoder.number(UInt8.self) {
        case 1: self = .hello(version: try decoder.number())
        case 2: self = .launch(try LaunchRequest(from: &decoder))
        case 3: self = .list
        case 4: self = .end(id: try decoder.id(), grace: try decoder.microseconds())
        case 5:
            self = .acknowledge(
                try decoder.list(atMost: LaunchBounds.acknowledgedIDs) {
                    (decoder) throws(WireError) in try decoder.id()
                })
        case 6: self = .release
        case 7: self = .reload
        case let tag: throw WireError("request \(tag) is unknown")
        }
    }
}
