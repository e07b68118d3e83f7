import Glibc

/// Files of the kernel, which are read in one go.
enum SmallFile {
    /// The whole of it; nil when it is not there, or not for us.
    static func bytes(_ path: String) -> [UInt8]? {
        let number = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { return nil }
        let file = Descriptor(owning: number)
        return try? file.readAll(atMost: Limits.kernelFileBytes)
    }

    static func text(_ path: String) -> String? {
        bytes(path).map { String(decoding: $0, as: UTF8.self) }
    }
}
