import Glibc

/// The programs of this package as they were built, which lie beside the tests' own executable.
package enum BuiltProgram {
    package static let notifyd = "\(folder)/notifyd"
    package static let notifyctl = "\(folder)/notifyctl"
    package static let launcher = "\(folder)/notifyd-launcher"
    package static let amqp = "\(folder)/notifyd-amqp"

    private static let folder: String = {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
        let own = String(
            decoding: buffer.prefix(max(0, count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
        return own.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/")
    }()
}
