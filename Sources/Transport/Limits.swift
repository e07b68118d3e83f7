/// The bounds of the transport, each with its unit; tests make them smaller.
package struct Limits: Sendable {
    /// The longest wait for name, connection and TLS session together.
    package var connectTimeout = Duration.seconds(10)
    /// A transfer slower than `stallRate` bytes a second for this long is ended. Waiting for the
    /// first byte counts, so it is also the longest time a receiver may think. Whole seconds.
    package var stallTime = Duration.seconds(20)
    /// Bytes a second.
    package var stallRate = 16
    /// Bytes of all header lines of one reply; libcurl has its own bound for a single line.
    package var replyHeaders = 64 * 1024
    /// Bytes of a body that are read, kept or not, before the connection is given up: reading a
    /// little more than is kept costs less than a new connection.
    package var replyBody = 1024 * 1024
    /// Connections at once, in use and kept; requests beyond them wait. Never more than the open
    /// files allow.
    package var connections = 4096
    /// File descriptors left for the rest of the process.
    package var reservedFiles = 256
    /// How often one request may be led elsewhere.
    package var redirects = 5
    /// How long a connection without requests stays worth using. Whole seconds.
    package var idleConnectionKept = Duration.seconds(60)
    /// Easy handles kept for the next request.
    package var idleTransfers = 256
    /// How long certificates read from a file are believed to be unchanged. Whole seconds.
    package var trustKept = Duration.seconds(300)
    /// Bytes of the buffer that each transfer reads into.
    package var readBuffer = 4096
    /// Mails sent at once, each with a thread of its own; further ones wait.
    package var mails = 128
    /// The longest wait until a mail server has greeted and let us in: many let strangers wait.
    package var mailConnectTimeout = Duration.seconds(45)
    /// Bytes of a mail server's answer to one command that are kept.
    package var mailAnswer = 4096
    /// Programs at once, each with a thread of its own; further ones wait.
    package var programs = 32
    /// Bytes of a program's output that are kept.
    package var programOutput = 16 * 1024
    /// The longest wait until a server of IRC lets us in: some look for names of ours first.
    package var ircLogin = Duration.seconds(40)
    /// The longest wait until it takes an answer or a farewell.
    package var ircAnswer = Duration.seconds(10)
    /// How long a connection to it is kept without messages.
    package var ircIdle = Duration.seconds(300)
    /// Lines that are said at once, before the pauses that servers ask for.
    package var ircBurst = 5
    /// The pause between further lines.
    package var ircInterval = Duration.seconds(1)
    /// Bytes of a server's line, with its tags (IRCv3).
    package var ircLine = 16 * 1024
    /// Characters of libcurl's own words that enter a message.
    package var reason = 200

    package init() {}
}
