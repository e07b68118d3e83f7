import CLinux
import Confinement
import Glibc

/// The cgroup that is delegated to the launcher: a leaf for itself, and one for each run.
///
/// In a cgroup with controllers for its children no process may stand, so the launcher moves too.
final class CgroupTree {
    private static let leaf = "launcher"
    private static let runPrefix = "run-"
    /// Where systemd puts what it runs for a unit beside its main process.
    private static let control = ".control"

    let root: Cgroup
    /// Those that hold for runs.
    private(set) var controllers: Set<Controller> = []
    /// Tells when processes leave a cgroup that is to be removed (inotify(7)).
    let events: Descriptor
    private var leaving: [Int32: Cgroup] = [:]
    private var toldOfControllers = false

    /// Moves the launcher into its leaf; nil where no cgroup is delegated to it.
    static func settle() throws(StartError) -> CgroupTree? {
        guard let root = find(besides: leaf) else { return nil }
        let own = root.child(leaf)
        let made = own.make()
        let error = made == 0 || made == EEXIST ? own.write("0", to: "cgroup.procs") : made
        guard error == 0 else {
            Log.line(
                "cannot use the cgroup \(root.folder), which is delegated: \(Log.words(error)); runs "
                    + "are held together as process groups instead")
            return nil
        }
        return try CgroupTree(root)
    }

    private init(_ root: Cgroup) throws(StartError) {
        self.root = root
        events = try Descriptor(
            inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK)), "create an inotify")
        enableControllers()
    }

    /// The delegated cgroup that this process stands in, or in whose child of that name.
    private static func find(besides child: String) -> Cgroup? {
        guard let membership = SmallFile.text("/proc/self/cgroup"),
            let mounts = SmallFile.text("/proc/self/mountinfo"),
            let folder = CgroupPlace.folder(membership: membership, mounts: mounts)
        else { return nil }
        let own = Cgroup(folder: folder)
        if own.isDelegated { return own }
        return own.name == child && own.parent.isDelegated ? own.parent : nil
    }

    /// Gives runs every controller that is here and that they do not have yet.
    ///
    /// While another process stands beside the cgroups that is refused, and tried again.
    private func enableControllers() {
        let here = Controller.named(in: root.read("cgroup.controllers") ?? "")
        var failure: Int32 = 0
        for controller in here.subtracting(controllers).sorted() {
            let error = root.write("+\(controller.rawValue)", to: "cgroup.subtree_control")
            if error != 0 { failure = error }
        }
        controllers = Controller.named(in: root.read("cgroup.subtree_control") ?? "")
        guard failure != 0, !toldOfControllers else { return }
        toldOfControllers = true
        Log.line(
            "cannot give runs all controllers of the cgroup \(root.folder): \(Log.words(failure)); "
                + "tries again with each run")
    }

    /// Makes a cgroup for a run; nil when the kernel does not let us, and then it is in the log.
    func make(for id: String) -> Cgroup? {
        if controllers.count < Controller.allCases.count { enableControllers() }
        var error: Int32 = EEXIST
        for number in 0..<Limits.cgroupNames where error == EEXIST {
            // One of that name is left while what an earlier launch left behind is not gone yet.
            let cgroup = root.child("\(Self.runPrefix)\(id)" + (number == 0 ? "" : "~\(number)"))
            error = cgroup.make()
            if error == EEXIST, cgroup.remove() == 0 { error = cgroup.make() }
            if error == 0 { return cgroup }
        }
        Log.line(
            "cannot make a cgroup for run \(id): \(Log.words(error)); it gets a process group only")
        return nil
    }

    /// Removes a run's cgroup, now or when the last process has left it.
    func remove(_ cgroup: Cgroup) {
        guard cgroup.remove() != 0 else { return }
        let watch = unsafe inotify_add_watch(
            events.number, "\(cgroup.folder)/cgroup.events", UInt32(IN_MODIFY))
        guard watch >= 0 else { return }
        leaving[watch] = cgroup
        // The last process may have left before the watch was there.
        if cgroup.remove() == 0 { forget(watch) }
    }

    private func forget(_ watch: Int32) {
        leaving[watch] = nil
        // With the file its watch has gone, as a rule.
        _ = inotify_rm_watch(events.number, watch)
    }

    /// Some of the cgroups that are to be removed have changed.
    func removeEmptied() {
        for watch in Set(FileWatcher.watches(in: events)) {
            if let cgroup = leaving[watch], cgroup.remove() == 0 { forget(watch) }
        }
    }

    /// Removes what an earlier launcher left, once nobody is in it.
    func clear(except used: [Cgroup]) {
        for cgroup in root.children
        where cgroup.name.hasPrefix(Self.runPrefix) && !used.contains(cgroup) {
            remove(cgroup)
        }
    }

    /// Makes the delegated cgroup one that a process may enter, although runs go on below it.
    ///
    /// The next launcher is put there first, and with controllers for its children the kernel refuses.
    static func free() {
        find(besides: control)?.giveUpControllers()
    }

    /// The same, when this launcher ends by itself.
    func leave() { root.giveUpControllers() }
}

extension Cgroup {
    fileprivate func giveUpControllers() {
        let enabled = Controller.named(in: read("cgroup.subtree_control") ?? "")
        guard !enabled.isEmpty else { return }
        let list = enabled.sorted().map { "-\($0.rawValue)" }.joined(separator: " ")
        let error = write(list, to: "cgroup.subtree_control")
        if error != 0 { Log.line("cannot free the cgroup \(folder): \(Log.words(error))") }
    }
}
