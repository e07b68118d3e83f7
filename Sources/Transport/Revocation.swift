internal import Synchronization

/// The caller's word that it no longer wants the reply, and the identity of the call.
final class Revocation: Sendable {
    let isCancelled = Atomic(false)
}
