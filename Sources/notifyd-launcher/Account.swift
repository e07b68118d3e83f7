import Glibc

/// A user of this system, as a command needs to know them.
struct Account {
    let name: String
    let uid: uid_t
    let gid: gid_t
    let home: String

    enum Lookup {
        case found(Account)
        case unknown
        case failed(errno: Int32)
    }

    /// getpwnam_r(3).
    static func named(_ name: String) -> Lookup {
        unsafe find { entry, buffer, size, result in
            unsafe getpwnam_r(name, entry, buffer, size, result)
        }
    }

    /// The launcher's own; when it has no name, as in a container, its number is one.
    static func own() -> Account {
        let uid = geteuid()
        let lookup = unsafe find { entry, buffer, size, result in
            unsafe getpwuid_r(uid, entry, buffer, size, result)
        }
        if case .found(let account) = lookup { return account }
        return Account(name: "\(uid)", uid: uid, gid: getegid(), home: "/")
    }

    /// All groups, as initgroups(3) would set them.
    func groups() -> [gid_t] {
        var count: Int32 = 64
        while true {
            var groups = [gid_t](repeating: 0, count: Int(count))
            let given = count
            if unsafe getgrouplist(name, gid, &groups, &count) >= 0 {
                return Array(groups.prefix(Int(count)))
            }
            count = max(count, given * 2)
            if count > Limits.groups { return groups }
        }
    }

    private static func find(
        _ look: (
            UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int,
            UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
        ) -> Int32
    ) -> Lookup {
        var size = 4096
        while size <= Limits.accountBytes {
            var entry = unsafe passwd()
            var result: UnsafeMutablePointer<passwd>?
            let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: size)
            defer { unsafe buffer.deallocate() }
            let error = unsafe look(&entry, buffer, size, &result)
            if let found = unsafe result?.pointee {
                return unsafe .found(
                    Account(
                        name: String(cString: found.pw_name), uid: found.pw_uid,
                        gid: found.pw_gid, home: String(cString: found.pw_dir)))
            }
            switch error {
            case ERANGE: size *= 2
            // What getpwnam_r(3) lists for "not found".
            case 0, ENOENT, ESRCH, EBADF, EPERM: return .unknown
            default: return .failed(errno: error)
            }
        }
        return .failed(errno: ERANGE)
    }
}
