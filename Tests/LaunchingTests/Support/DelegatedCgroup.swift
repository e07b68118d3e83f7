import CLinux
import Confinement
import Glibc
import Platform
import TestKit

/// A cgroup of version 2 that is delegated as systemd does it, removed with all that is in it.
final class DelegatedCgroup {
    /// Where the tree is mounted, where this process may make cgroups in it.
    static let mount: String? = {
        guard geteuid() == 0, let mounts = try? WholeFile.text("/proc/self/mountinfo"),
            let folder = CgroupPlace.folder(membership: "0::/", mounts: mounts),
            unsafe access(folder, W_OK) == 0
        else { return nil }
        return folder
    }()

    static let isPossible = mount != nil

    /// Whether the kernel gives cgroups below the first this controller.
    static func has(_ controller: Controller) -> Bool {
        guard let mount else { return false }
        let list = try? WholeFile.text("\(mount)/cgroup.subtree_control")
        return Controller.named(in: list ?? "").contains(controller)
    }

    private static let count = Locked(0)

    /// Its path within the tree.
    let path: String
    let folder: String

    /// Belongs to another user when one is named.
    init(of user: SystemUser? = nil) throws {
        guard let mount = Self.mount else { throw Unexpected("no tree of cgroups") }
        let number = Self.count.withLock { count in
            count += 1
            return count
        }
        path = "/notifyd-test-\(getpid())-\(number)"
        folder = mount + path
        guard unsafe mkdir(folder, 0o755) == 0 else { throw SystemError("make \(folder)") }
        let mark = "import os, sys; os.setxattr(sys.argv[1], 'user.delegate', b'1')"
        guard try Program(["python3", "-c", mark, folder], output: "/dev/null").end() == 0 else {
            throw Unexpected("\(folder) cannot be marked")
        }
        guard let user else { return }
        for file in ["", "/cgroup.procs", "/cgroup.subtree_control"] {
            guard unsafe chown(folder + file, user.uid, gid_t.max) == 0 else {
                throw SystemError("give away \(folder)\(file)")
            }
        }
    }

    /// Starts a program in it.
    var prefix: [String] {
        ["sh", "-c", "echo 0 > \(folder)/cgroup.procs && exec \"$@\"", "sh"]
    }

    /// Runs a program in it, or in a child of it; its exit code.
    func run(_ arguments: [String], in child: String = "") throws -> Int32 {
        let enter = "echo 0 > \(folder)/\(child)/cgroup.procs && exec \"$@\""
        return try Program(["sh", "-c", enter, "sh"] + arguments, output: "/dev/null").end()
    }

    /// What systemd runs, and where, when the launcher has ended (ExecStopPost=).
    func free() throws {
        let control = "\(folder)/.control"
        guard unsafe mkdir(control, 0o755) == 0 else { throw SystemError("make \(control)") }
        let code = try run([BuiltProgram.launcher, "--free-cgroup"], in: ".control")
        guard code == 0 else { throw Unexpected("--free-cgroup ends with \(code)") }
        guard unsafe rmdir(control) == 0 else { throw SystemError("remove \(control)") }
    }

    /// The cgroups of runs, by their names.
    var runs: [String] { Self.children(of: folder).filter { $0.hasPrefix("run-") } }

    /// Waits until a run's cgroup has been removed.
    func awaitRemoval(of run: String) throws {
        let watcher = try Descriptor(inotify_init1(Int32(IN_CLOEXEC)), "create an inotify")
        guard unsafe inotify_add_watch(watcher.number, folder, UInt32(IN_DELETE)) >= 0 else {
            throw SystemError("watch \(folder)")
        }
        while runs.contains(run) { _ = try watcher.read(upTo: 4096) }
    }

    /// Kills all that is in a cgroup of ours.
    func kill(_ child: String = "") throws {
        try WholeFile.write("1", to: "\(folder)/\(child)/cgroup.kill")
    }

    private static func children(of folder: String) -> [String] {
        guard let directory = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            guard unsafe entry.pointee.d_type == UInt8(DT_DIR) else { continue }
            names.append(unsafe String(cString: linux_entry_name(entry)))
        }
        return names.filter { !$0.hasPrefix(".") }
    }

    /// Waits until nobody is in it: the kernel tells that by POLLPRI.
    private func awaitEmptiness() {
        guard let file = try? Descriptor.open("\(folder)/cgroup.events", O_RDONLY) else { return }
        while true {
            lseek(file.number, 0, SEEK_SET)
            let text = String(decoding: (try? file.read(upTo: 4096)) ?? [], as: UTF8.self)
            if !text.contains("populated 1") { return }
            var poller = pollfd(fd: file.number, events: Int16(POLLPRI), revents: 0)
            _ = unsafe poll(&poller, 1, -1)
        }
    }

    deinit {
        try? kill()
        awaitEmptiness()
        for child in Self.children(of: folder) { unsafe rmdir("\(folder)/\(child)") }
        unsafe rmdir(folder)
    }
}
