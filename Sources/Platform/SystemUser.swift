import Glibc

/// An account of this system (passwd(5)).
package struct SystemUser: Hashable, Sendable {
    package let name: String
    package let uid: UInt32
    package let gid: UInt32
    package let home: String

    /// Bytes of the longest entry that is read: a group with all its members is one.
    private static let maximumEntryBytes = 1 << 20

    /// The account of that name, nil when there is none (getpwnam_r(3)).
    package init?(named name: String) {
        guard !name.utf8.contains(0) else { return nil }
        unsafe self.init { entry, buffer, size, result in
            unsafe name.withCString { unsafe getpwnam_r($0, entry, buffer, size, result) }
        }
    }

    /// The account with that number, nil when there is none (getpwuid_r(3)).
    package init?(uid: UInt32) {
        unsafe self.init { entry, buffer, size, result in
            unsafe getpwuid_r(uid, entry, buffer, size, result)
        }
    }

    private init?(
        _ find: (
            UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int,
            UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
        ) -> CInt
    ) {
        var size = 1024
        while size <= Self.maximumEntryBytes {
            var entry = unsafe passwd()
            var result: UnsafeMutablePointer<passwd>?
            let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: size)
            defer { unsafe buffer.deallocate() }
            let error = unsafe find(&entry, buffer, size, &result)
            if error == ERANGE {
                size *= 2
                continue
            }
            guard let found = unsafe result?.pointee else { return nil }
            name = unsafe String(cString: found.pw_name)
            home = unsafe String(cString: found.pw_dir)
            uid = unsafe found.pw_uid
            gid = unsafe found.pw_gid
            return
        }
        return nil
    }

    /// Whether the account is in a group of that name, as its first group or one of the others.
    package func isMember(ofGroup group: String) -> Bool {
        guard let wanted = Self.number(ofGroup: group) else { return false }
        var groups = [gid_t](repeating: 0, count: 64)
        var count = CInt(groups.count)
        // It says how many there are when there is no room for them (getgrouplist(3)).
        while unsafe name.withCString({ unsafe getgrouplist($0, gid, &groups, &count) }) < 0 {
            guard Int(count) > groups.count, Int(count) <= Self.maximumGroups else { return false }
            groups = [gid_t](repeating: 0, count: Int(count))
        }
        return groups.prefix(Int(count)).contains(wanted)
    }

    /// Groups that one account can be in, by the kernel's bound.
    private static let maximumGroups = 65_536

    private static func number(ofGroup name: String) -> gid_t? {
        guard !name.utf8.contains(0) else { return nil }
        var size = 1024
        while size <= maximumEntryBytes {
            var entry = unsafe group()
            var result: UnsafeMutablePointer<group>?
            let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: size)
            defer { unsafe buffer.deallocate() }
            let error = unsafe name.withCString {
                unsafe getgrnam_r($0, &entry, buffer, size, &result)
            }
            guard error == ERANGE else { return unsafe result?.pointee.gr_gid }
            size *= 2
        }
        return nil
    }
}
