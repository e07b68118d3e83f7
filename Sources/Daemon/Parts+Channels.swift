import Channels
import Domain

extension Parts {
    /// The kinds of channels that there are for clients.
    var channels: [ChannelDeclaration] { ChannelTable.declarations }
}
