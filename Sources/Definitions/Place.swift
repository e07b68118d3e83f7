import Domain
import Formats

/// A node and where it is.
struct Place {
    /// `notifications[0].params.url`; empty for the whole.
    let path: String
    let node: Node
    /// The place of the key that it belongs to, where it has one.
    let keyPosition: TextPosition?

    init(path: String, node: Node, keyPosition: TextPosition? = nil) {
        self.path = path
        self.node = node
        self.keyPosition = keyPosition
    }

    func element(_ index: Int, _ node: Node) -> Place {
        Place(path: "\(path)[\(index)]", node: node)
    }

    func member(_ member: Node.Member) -> Place {
        Place(path: path(of: member.key), node: member.value, keyPosition: member.keyPosition)
    }

    func path(of key: String) -> String {
        let isPlain =
            !key.isEmpty
            && key.utf8.allSatisfy {
                switch $0 {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
        guard isPlain, key.utf8.count <= DefinitionLimits.comparedLength else {
            return "\(path)[\"\(key.shown)\"]"
        }
        return path.isEmpty ? key : "\(path).\(key)"
    }
}

extension Fault.Position {
    init(_ position: TextPosition) { self.init(line: position.line, column: position.column) }
}
