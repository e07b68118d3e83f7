/// How a command ended, by its own exit or by a signal.
package enum LaunchExit: Hashable, Sendable {
    case exited(code: Int32)
    /// `core` says whether a core file was written.
    case signalled(signal: Int32, core: Bool)
}

extension LaunchExit: WireValue {
    package func encode(into encoder: inout WireEncoder) {
        switch self {
        case .exited(let code):
            encoder.write(1 as UInt8)
            encoder.write(code)
        case .signalled(let signal, let core):
            encoder.write(2 as UInt8)
            encoder.write(signal)
            encoder.write(core)
        }
    }

    package init(from decoder: inout WireDecoder) throws(WireError) {
        switch try decoder.number(UInt8.self) {
        case 1: self = .exited(code: try decoder.number())
        case 2: self = .signalled(signal: try decoder.number(), core: try decoder.bool())
        default: throw WireError("an exit is neither a code nor a signal")
        }
    }
}
