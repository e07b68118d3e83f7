import CLinux
import Confinement
import Glibc
import LaunchProtocol

/// A cgroup of version 2, by its folder (cgroups(7)); what can fail returns the kernel's error number, or 0.
struct Cgroup: Equatable {
    let folder: String

    /// Whether whoever manages the tree has left this part of it to us: systemd marks it so.
    var isDelegated: Bool { unsafe linux_is_delegated(folder) }

    var name: Substring { folder.split(separator: "/").last ?? "" }

    var parent: Cgroup { Cgroup(folder: String(folder.dropLast(name.count + 1))) }

    func child(_ name: String) -> Cgroup { Cgroup(folder: "\(folder)/\(name)") }

    func make() -> Int32 { unsafe mkdir(folder, 0o755) == 0 ? 0 : errno }

    func write(_ text: String, to file: String) -> Int32 {
        let number = unsafe open("\(folder)/\(file)", O_WRONLY | O_CLOEXEC)
        guard number >= 0 else { return errno }
        return Descriptor(owning: number).write(Array(text.utf8)) ? 0 : errno
    }

    /// The whole of a file; nil where it is not there.
    func read(_ file: String) -> String? { SmallFile.text("\(folder)/\(file)") }

    /// Opens what a process writes itself to in order to enter; negative when that fails.
    func openMembers() -> Int32 {
        unsafe open("\(folder)/cgroup.procs", O_WRONLY | O_CLOEXEC)
    }

    /// Kills every process in it and below, also those that are just being forked.
    func kill() -> Int32 { write("1", to: "cgroup.kill") }

    /// A usage with what is counted here of all its processes.
    func completing(_ usage: LaunchUsage) -> LaunchUsage {
        CgroupUsage(cpuStat: read("cpu.stat"), memoryPeak: read("memory.peak")).completing(usage)
    }

    /// Removes it with the cgroups that its processes made below; fails while one of them lives.
    func remove(depth: Int = Limits.cgroupDepth) -> Int32 {
        if unsafe rmdir(folder) == 0 || errno == ENOENT { return 0 }
        let error = errno
        guard error == EBUSY || error == ENOTEMPTY, depth > 0 else { return error }
        for child in children { _ = child.remove(depth: depth - 1) }
        return unsafe rmdir(folder) == 0 || errno == ENOENT ? 0 : errno
    }

    var children: [Cgroup] {
        guard let directory = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            guard unsafe entry.pointee.d_type == UInt8(DT_DIR) else { continue }
            names.append(unsafe String(cString: linux_entry_name(entry)))
        }
        return names.filter { $0 != "." && $0 != ".." }.map(child)
    }
}
