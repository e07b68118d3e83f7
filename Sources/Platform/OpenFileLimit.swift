import Glibc

/// How many descriptors this process may have open (RLIMIT_NOFILE, getrlimit(2)).
package enum OpenFileLimit {
    /// Raises the limit as far as the system lets us, and returns what it was before.
    ///
    /// The low limit that processes start with protects programs that use select(2); we do not.
    package static func raise() -> UInt64 {
        var limit = rlimit()
        unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        var most = rlimit(rlim_cur: limit.rlim_max, rlim_max: limit.rlim_max)
        unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &most)
        return UInt64(limit.rlim_cur)
    }
}
