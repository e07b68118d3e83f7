package import Domain
import Formats

extension NotificationReader {
    /// Reads notifications of one line each, such as
    /// `kind=webhook,when=error+aborted,url=https://example.org/hook`.
    package func notifications(inTexts texts: [String]) throws(InvalidDefinition) -> [Notification]
    {
        var reading = Reading()
        var nodes: [Node] = []
        let path = "notifications"
        for (index, text) in texts.enumerated() {
            do {
                nodes.append(try NotificationText(channels: channels).node(text))
            } catch {
                reading.fault(path: "\(path)[\(index)]", at: nil, error.message)
                nodes.append(Node(.null))
            }
        }
        if reading.faults.isEmpty {
            let notifications = list(Place(path: path, node: Node(.list(nodes))), reading: &reading)
            if reading.faults.isEmpty { return notifications }
        }
        throw InvalidDefinition(faults: reading.faults)
    }
}
