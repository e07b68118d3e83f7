/// The names of Linux's signals (signal(7)).
package enum SignalName {
    /// `SIGKILL` for 9; `signal 40` for those without a name of their own.
    package static func of(_ number: Int32) -> String {
        guard number > 0, Int(number) <= names.count else { return "signal \(number)" }
        return "SIG" + names[Int(number) - 1]
    }

    private static let names = [
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
        "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
        "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
    ]
}
