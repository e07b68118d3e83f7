import Confinement
import Testing

/// Where a process stands in the tree of cgroups, by what proc(5) says.
struct CgroupPlaceTests {
    static let unified =
        "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate"
    static let hybrid = """
        31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
        32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu
        41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
        """

    static let places: [(String, String, String?)] = [
        (
            "0::/system.slice/notifyd-launcher.service\n", unified,
            "/sys/fs/cgroup/system.slice/notifyd-launcher.service"
        ),
        ("0::/\n", unified, "/sys/fs/cgroup"),
        ("4:memory:/x\n1:name=systemd:/y\n0::/z\n", hybrid, "/sys/fs/cgroup/unified/z"),
        // Only version 1.
        ("4:memory:/x\n", hybrid, nil),
        ("0::/x\n", "32 31 0:29 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu", nil),
        // Only a part of the tree is mounted.
        ("0::/a/b/c\n", "30 23 0:26 /a/b /mnt rw - cgroup2 none rw", "/mnt/c"),
        ("0::/a/b\n", "30 23 0:26 /a/b /mnt rw - cgroup2 none rw", "/mnt"),
        ("0::/a/bc\n", "30 23 0:26 /a/b /mnt rw - cgroup2 none rw", nil),
        // Outside of our cgroup namespace.
        ("0::/../x\n", "30 23 0:26 /a /mnt rw - cgroup2 none rw", nil),
        ("0::/x\n", #"30 23 0:26 / /my\040\134tree rw a:1 b:2 - cgroup2 none rw"#, #"/my \tree/x"#),
        ("", unified, nil), ("0::/x\n", "", nil), ("0::/x\n", "30 23\n- cgroup2\n", nil),
    ]

    @Test(arguments: places)
    func `the folder is found where the tree is mounted`(
        membership: String, mounts: String, folder: String?
    ) {
        #expect(CgroupPlace.folder(membership: membership, mounts: mounts) == folder)
    }
}
