import CLinux

/// What this process may become.
package enum Privileges {
    /// Whether programs that it executes may have more rights than itself, by the user or group of their files
    /// (PR_SET_NO_NEW_PRIVS, prctl(2)).
    package static var mayBeGained: Bool { linux_may_gain_privileges() }
}
