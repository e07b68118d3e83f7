import Glibc
import Platform

/// A disk of a few megabytes, which a test can fill; only root can have one (tmpfs(5)).
package final class SmallDisk {
    package let folder: ScratchDirectory
    private var filler: String { folder.file("filler") }

    /// Whether this machine lets us mount one.
    package static let isPossible = geteuid() == 0 && (try? SmallDisk(bytes: 1 << 20)) != nil

    package init(bytes: Int) throws {
        folder = ScratchDirectory()
        let options = "size=\(bytes),mode=0755"
        let result = unsafe options.withCString { options in
            unsafe mount("tmpfs", folder.path, "tmpfs", 0, options)
        }
        guard result == 0 else { throw SystemError("mount a tmpfs") }
    }

    deinit { unsafe umount2(folder.path, CInt(MNT_DETACH)) }

    /// Takes the room that is left, but for some bytes of it.
    package func fill(sparing spared: Int = 0) throws {
        let file = try Descriptor.open(filler, O_WRONLY | O_CREAT | O_APPEND)
        let block = [UInt8](repeating: 1, count: 4096)
        do throws(SystemError) {
            while try room() > spared { _ = try file.write(block[...], isSocket: false) }
        } catch {
            guard error.errno == ENOSPC else { throw error }
        }
    }

    /// Gives it back.
    package func empty() { unsafe unlink(filler) }

    private func room() throws(SystemError) -> Int {
        var space = statvfs()
        guard unsafe statvfs(folder.path, &space) == 0 else { throw SystemError("ask for room") }
        return Int(space.f_bavail) * Int(space.f_frsize)
    }
}
