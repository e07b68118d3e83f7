/// What a loopback server does with a request.
package enum LoopbackAnswer: Sendable {
    /// A complete answer; the connection stays open.
    case reply(status: Int, headers: [String: String] = [:], body: [UInt8] = [])
    /// Closes with a reset before any byte of an answer.
    case reset
    /// Closes in the ordinary way before any byte of an answer.
    case close
    /// Nothing, until the server is told to release.
    case hang
    /// The status line and headers of 200, then a byte now and then, never done.
    case trickle
    /// Status 200 (or another) and a body without an end, as fast as it is read.
    case endless(status: Int = 200)
    /// Promises a thousand bytes, sends ten, and resets.
    case resetInTheMiddle
    /// Promises a thousand bytes, sends ten, and closes.
    case closeInTheMiddle
    /// Header lines without an end.
    case endlessHeaders
    /// These bytes, then the end of the connection.
    case raw([UInt8])

    /// A complete answer with a text.
    package static func status(_ status: Int, _ text: String = "") -> LoopbackAnswer {
        .reply(status: status, body: Array(text.utf8))
    }
}
