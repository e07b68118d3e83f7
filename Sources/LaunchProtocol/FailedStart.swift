/// A run whose command could not be started; it is held until acknowledged, as an end is.
package struct FailedStart: Hashable, Sendable {
    package let id: String
    package let stage: LaunchStage
    /// The kernel's word on it; 0 when it was not asked.
    package let errno: Int32
    /// One sentence for the schedule's owner.
    package let text: String

    package init(id: String, stage: LaunchStage, errno: Int32, text: String) {
        self.id = id
        self.stage = stage
        self.errno = errno
        var text = text
        while text.utf8.count > LaunchBounds.textBytes { text.removeLast() }
        self.text = text
    }
}

extension FailedStart: WireValue {
    package func encode(into encoder: inout WireEncoder) {
        encoder.write(id)
        encoder.write(stage.rawValue)
        encoder.write(errno)
        encoder.write(text)
    }

    package init(from decoder: inout WireDecoder) throws(WireError) {
        id = try decoder.id()
        guard let stage = LaunchStage(rawValue: try decoder.number()) else {
            throw WireError("a stage is unknown")
        }
        self.stage = stage
        errno = try decoder.number()
        text = try decoder.string(atMost: LaunchBounds.textBytes)
    }
}
