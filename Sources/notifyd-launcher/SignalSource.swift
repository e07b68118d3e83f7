import CLinux
import Glibc

/// The launcher's signals as a descriptor (signalfd(2)): they interrupt nothing.
struct SignalSource: ~Copyable {
    let descriptor: Descriptor

    /// Blocks them, which execve keeps: what comes during a reload is found after it.
    init() throws(StartError) {
        signal(SIGPIPE, SIG_IGN)
        var set = sigset_t()
        unsafe sigemptyset(&set)
        for number in [SIGCHLD, SIGTERM, SIGINT, SIGHUP] { unsafe sigaddset(&set, number) }
        unsafe sigprocmask(SIG_SETMASK, &set, nil)
        descriptor = try Descriptor(
            unsafe signalfd(-1, &set, Int32(SFD_CLOEXEC | SFD_NONBLOCK)), "create a signalfd")
    }

    /// The next signal that came, nil for none.
    func next() -> Int32? {
        var info = signalfd_siginfo()
        let size = MemoryLayout<signalfd_siginfo>.size
        guard unsafe read(descriptor.number, &info, size) == size else { return nil }
        return Int32(info.ssi_signo)
    }
}
