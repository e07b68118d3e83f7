/// Why a message cannot be put into the channel's form; trying again would change nothing.
package struct UnsendableMessage: Error, Sendable, CustomStringConvertible {
    package let reason: String

    package init(_ reason: String) {
        self.reason = reason
    }

    package var description: String { reason }
}
