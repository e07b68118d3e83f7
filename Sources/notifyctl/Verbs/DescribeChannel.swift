import Console
import Formats

extension Verb {
    static let describeChannel = Verb(
        "describe-channel", operands: "KIND", count: 1...1,
        summary: "show what one kind of channel needs and takes",
        details: "Shows a kind of channel with its parameters: their form, whether they are needed "
            + "or secret, what counts where they are left out, and the variables in the environment "
            + "of notifyd that stand in for them.",
        example: "describe-channel mail"
    ) { invocation in
        let reply = try await invocation.connect().call(
            "DescribeChannel", ["kind": .string(invocation.operands[0])])
        try invocation.answer(reply) {
            ChannelText.text(reply, columns: invocation.output.terminal.columns)
        }
        return .done
    }
}
