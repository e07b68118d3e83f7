import Glibc
import Platform

extension Descriptor {
    /// How many bytes a file has; 0 for what is no regular file, whatever could be read from it.
    func fileSize() throws(SystemError) -> Int64 {
        var status = stat()
        guard unsafe fstat(number, &status) == 0 else { throw SystemError("look at a file") }
        return status.st_mode & S_IFMT == S_IFREG ? Int64(status.st_size) : 0
    }
}
