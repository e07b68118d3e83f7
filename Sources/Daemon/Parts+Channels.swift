import Channels
import Domain
import Plugins

extension Parts {
    /// The kinds of channels that there are for clients.
    var channels: [ChannelDeclaration] { plugins.kinds.declarations }
}
