import Glibc

/// Names the start of the machine (random(4), proc(5)).
package enum Boot {
    /// The same until the machine is started again, and not before.
    ///
    /// A container has the kernel of its host, and a start of its own: that of its first process.
    package static let identity: String = {
        let kernel = text("/proc/sys/kernel/random/boot_id").map(trimmed) ?? "unknown"
        let start = text("/proc/1/stat").flatMap(startOfProcess) ?? "unknown"
        return "\(kernel) \(start)"
    }()

    /// When a process was started, in ticks since the kernel was, from its line of proc(5)'s `stat`.
    package static func startOfProcess(in line: String) -> String? {
        // The name, in parentheses, may hold blanks and parentheses itself; the start is the 22nd.
        guard let end = line.lastIndex(of: ")") else { return nil }
        let fields = line[line.index(after: end)...].split(separator: " ")
        return fields.count > 19 ? String(fields[19]) : nil
    }

    private static func trimmed(_ text: String) -> String {
        String(text.split(whereSeparator: \.isWhitespace).first ?? "unknown")
    }

    private static func text(_ path: String) -> String? {
        guard let file = try? Descriptor.open(path, O_RDONLY),
            let bytes = try? file.read(upTo: 4096), !bytes.isEmpty
        else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
