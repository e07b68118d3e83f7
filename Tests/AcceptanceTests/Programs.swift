import Glibc

/// The built programs, which lie beside the test bundle that is running.
enum Programs {
    static let folder: String = {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
        let path = String(decoding: buffer.prefix(max(0, count)).map(UInt8.init), as: UTF8.self)
        return path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/")
    }()

    static var notifyd: String { "\(folder)/notifyd" }
    static var notifyctl: String { "\(folder)/notifyctl" }

    /// Python with the packages of Tests/requirements.txt; nil where Tests/run did not prepare it.
    static let python: String? = unsafe getenv("NOTIFYD_TEST_PYTHON").map {
        unsafe String(cString: $0)
    }
}
