/// Where a process stands in the tree of version 2 cgroups (cgroups(7)).
package enum CgroupPlace {
    /// The folder of its cgroup; nil where there is no such tree, or none that shows its place.
    ///
    /// - Parameters:
    ///   - membership: `/proc/self/cgroup`.
    ///   - mounts: `/proc/self/mountinfo`.
    package static func folder(membership: String, mounts: String) -> String? {
        let line = membership.split(separator: "\n").first { $0.hasPrefix("0::/") }
        guard let path = line?.dropFirst("0::".count) else { return nil }
        for mount in mounts.split(separator: "\n") {
            guard let (root, point) = cgroupMount(mount), let rest = path.below(root) else {
                continue
            }
            return rest == "/" ? point : point + rest
        }
        return nil
    }

    /// What is mounted and where, of a line of proc(5)'s mountinfo; nil when it is no such tree.
    private static func cgroupMount(_ line: Substring) -> (root: String, point: String)? {
        let fields = line.split(separator: " ")
        // Before the dash there may be fields that no version of proc(5) knows yet.
        guard let dash = fields.firstIndex(of: "-"), dash + 1 < fields.count, dash > 4,
            fields[dash + 1] == "cgroup2"
        else { return nil }
        return (plain(fields[3]), plain(fields[4]))
    }

    /// Blanks and backslashes stand there as three octal digits.
    private static func plain(_ field: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = field.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\\"),
                let code = UInt8(Substring(rest.prefix(3)), radix: 8)
            {
                bytes.append(code)
                rest = rest.dropFirst(3)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Substring {
    /// The path as it is seen from a root; nil when it is not below it.
    fileprivate func below(_ root: String) -> String? {
        if root == "/" { return String(self) }
        if self == root { return "/" }
        return hasPrefix(root + "/") ? String(dropFirst(root.count)) : nil
    }
}
