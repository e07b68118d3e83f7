import CLinux
import Glibc

/// A thread of our own for what must block: epoll, SQLite, libcurl.
package enum Thread {
    private final class Body: Sendable {
        let name: String
        let run: @Sendable () -> Void

        init(name: String, run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }

    /// Starts a detached thread with all signals blocked, so that signals go where they are awaited.
    package static func start(
        name: String, _ body: @escaping @Sendable () -> Void
    ) throws(SystemError) {
        var all = sigset_t()
        var before = sigset_t()
        unsafe sigfillset(&all)
        unsafe pthread_sigmask(SIG_BLOCK, &all, &before)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
        var thread = pthread_t()
        let context = unsafe Unmanaged.passRetained(Body(name: name, run: body))
        let result = unsafe pthread_create(
            &thread, nil,
            { context in
                guard let context = unsafe context else { return nil }
                let body = unsafe Unmanaged<Body>.fromOpaque(context).takeRetainedValue()
                unsafe linux_name_thread(body.name)
                body.run()
                return nil
            }, context.toOpaque())
        guard result == 0 else {
            unsafe context.release()
            throw SystemError("start the thread \(name)", errno: result)
        }
        pthread_detach(thread)
    }
}
