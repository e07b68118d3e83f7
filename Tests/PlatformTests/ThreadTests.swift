import Glibc
import Platform
import Testing

struct ThreadTests {
    private static func isBlocked(_ signal: CInt) -> Bool {
        var set = sigset_t()
        unsafe pthread_sigmask(SIG_BLOCK, nil, &set)
        return unsafe sigismember(&set, signal) == 1
    }

    @Test(arguments: ["one", "a name that is too long for the kernel"])
    func `a body runs once on a thread of its own, with all signals blocked`(
        name: String
    ) async throws {
        let caller = pthread_self()
        let thread = await withCheckedContinuation { continuation in
            do throws(SystemError) {
                try Thread.start(name: name) {
                    continuation.resume(
                        returning: (
                            pthread_self(),
                            [SIGTERM, SIGINT, SIGCHLD, SIGUSR1].allSatisfy(Self.isBlocked)
                        ))
                }
            } catch {
                continuation.resume(returning: (caller, false))
            }
        }
        #expect(thread.0 != caller)
        #expect(thread.1)
    }

    @Test func `the caller's signals stay as they were`() throws {
        var before = sigset_t()
        unsafe pthread_sigmask(SIG_BLOCK, nil, &before)
        let blocked = (1..<32).map { Self.isBlocked($0) }
        try Thread.start(name: "short") {}
        #expect((1..<32).map { Self.isBlocked($0) } == blocked)
    }

    @Test func `a name is known to the kernel`() async throws {
        let name = await withCheckedContinuation { continuation in
            do throws(SystemError) {
                try Thread.start(name: "courier") {
                    let file = try? Descriptor.open("/proc/thread-self/comm", O_RDONLY).read(
                        upTo: 20)
                    continuation.resume(returning: String(decoding: file ?? [], as: UTF8.self))
                }
            } catch {
                continuation.resume(returning: "")
            }
        }
        #expect(name == "courier\n")
    }
}
