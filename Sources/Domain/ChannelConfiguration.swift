package import Formats

/// A kind of channel with what it needs, as its declaration says.
package struct ChannelConfiguration: Hashable, Sendable {
    /// `slack`, `webhook`, ….
    package let kind: String
    /// What may be seen.
    package let parameters: JSONObject
    /// What is encrypted at rest and never shown: the parameters that the channel declares as secret,
    /// and those that their author gave as such.
    package let secretParameters: JSONObject

    package init(kind: String, parameters: JSONObject = [:], secretParameters: JSONObject = [:]) {
        self.kind = kind
        self.parameters = parameters
        self.secretParameters = secretParameters
    }

    /// Both kinds of parameters, for the channel.
    package var allParameters: JSONObject {
        var all = parameters
        for (name, value) in secretParameters.members { all[name] = value }
        return all
    }
}
