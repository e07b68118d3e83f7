/// How a command ended: by its own exit, by a signal, or for want of memory.
package enum LaunchExit: Hashable, Sendable {
    case exited(code: Int32)
    /// `core` says whether a core file was written.
    case signalled(signal: Int32, core: Bool)
    /// By SIGKILL of the kernel, because memory was used up: what its own limit allows, or else that of
    /// the machine or of the launcher.
    case outOfMemory(ownLimit: Bool)
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
        case .outOfMemory(let ownLimit):
            encoder.write(3 as UInt8)
            encoder.write(ownLimit)
        }
    }

    package init(from decoder: inout WireDecoder) throws(WireError) {
        switch try decoder.number(UInt8.self) {
        case 1: self = .exited(code: try decoder.number())
        case 2: self = .signalled(signal: try decoder.number(), core: try decoder.bool())
        case 3: self = .outOfMemory(ownLimit: try decoder.bool())
        default: throw WireError("an exit is neither a code nor a signal")
        }
    }
}
