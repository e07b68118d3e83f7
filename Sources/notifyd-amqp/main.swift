// notifyd-amqp, the plugin of the kind amqp: publishes a delivery to an exchange, and waits until the
// broker has confirmed it.
//
// SECURITY. Runs as: the user of notifyd, which starts it for each delivery. Reads: one delivery from its
// standard input, with the password in it, and the file of trusted authorities. Writes: its answer to its
// standard output. Talks to: the broker that the delivery names, by TLS or not. Starts nothing.

import Formats
import Glibc

enum ExitStatus {
    static let usage: Int32 = 64
}

_ = signal(SIGPIPE, SIG_IGN)
switch Array(CommandLine.arguments.dropFirst()) {
case ["--describe"]: print(Description.value.indentedText)
case []: print(Publication.verdict(onDelivery: StandardInput.bytes()).object.text)
default:
    StandardError.write(
        "usage: notifyd-amqp [--describe]; it reads a delivery from standard input\n")
    exit(ExitStatus.usage)
}
