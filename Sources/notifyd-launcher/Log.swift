import CLinux
import Glibc

/// The log on standard error, one line for each thing worth it.
enum Log {
    static func line(_ text: String) {
        let bytes =
            Array("notifyd-launcher: ".utf8)
            // What others wrote makes no lines of its own.
            + text.utf8.map { $0 < 0x20 || $0 == 0x7F ? UInt8(ascii: "?") : $0 }
            + [UInt8(ascii: "\n")]
        _ = unsafe bytes.withUnsafeBytes { unsafe write(2, $0.baseAddress, $0.count) }
    }

    /// The kernel's words for an error number (strerror(3)).
    static func words(_ error: Int32) -> String {
        var buffer = [CChar](repeating: 0, count: 128)
        unsafe linux_error_text(error, &buffer, buffer.count)
        return String(
            decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
