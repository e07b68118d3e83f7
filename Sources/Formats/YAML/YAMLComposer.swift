/// Builds nodes from events, within the bounds of `YAMLLimits`.
struct YAMLComposer: ~Copyable {
    private var events: YAMLEventReader
    private var anchors: [String: Anchored] = [:]
    private var spent = Cost()

    /// What aliases repeat has to be paid for each time.
    private struct Cost {
        var nodes = 0
        var bytes = 0

        static func - (left: Cost, right: Cost) -> Cost {
            Cost(nodes: left.nodes - right.nodes, bytes: left.bytes - right.bytes)
        }
    }

    private struct Anchored {
        let node: Node
        let cost: Cost
        /// Levels of lists and maps within the node and with it.
        let height: Int
    }

    init(bytes: some Collection<UInt8>) { events = YAMLEventReader(bytes: bytes) }

    mutating func documents() throws(YAMLError) -> [Node] {
        var documents: [Node] = []
        while true {
            let event = try events.next()
            switch event.kind {
            case .streamEnd: return documents
            case .documentStart:
                guard documents.count < YAMLLimits.documents else {
                    throw YAMLError(
                        message: "more than \(YAMLLimits.documents) documents in one text",
                        position: event.position)
                }
                anchors = [:]
                documents.append(try node(from: try events.next(), depth: 0).node)
            default: continue
            }
        }
    }

    private typealias Built = (node: Node, height: Int)

    private mutating func node(from event: YAMLEvent, depth: Int) throws(YAMLError) -> Built {
        let before = spent
        let built: Built
        switch event.kind {
        case .alias(let name): return try alias(name, at: event.position, depth: depth)
        case .scalar(let text, let isPlain):
            try spend(nodes: 1, bytes: text.utf8.count, at: event.position)
            built = (try scalar(text, isPlain: isPlain, event), 0)
        case .listStart: built = try list(event, depth: depth)
        case .mapStart: built = try map(event, depth: depth)
        default:
            throw YAMLError(message: "a value is missing here", position: event.position)
        }
        if let anchor = event.anchor {
            anchors[anchor] = Anchored(
                node: built.node, cost: spent - before, height: built.height)
        }
        return built
    }

    private mutating func alias(
        _ name: String, at position: TextPosition, depth: Int
    ) throws(YAMLError) -> Built {
        guard let anchored = anchors[name] else {
            throw YAMLError(
                message: "*\(name) repeats an anchor, but no complete value before it has &\(name)",
                position: position)
        }
        try spend(nodes: anchored.cost.nodes, bytes: anchored.cost.bytes, at: position)
        try check(depth: depth + anchored.height, at: position)
        return (anchored.node, anchored.height)
    }

    private mutating func list(_ event: YAMLEvent, depth: Int) throws(YAMLError) -> Built {
        try enter(event, tag: "seq", depth: depth)
        var elements: [Node] = []
        var height = 0
        while true {
            let next = try events.next()
            if case .listEnd = next.kind { break }
            let element = try node(from: next, depth: depth + 1)
            elements.append(element.node)
            height = max(height, element.height)
        }
        return (Node(.list(elements), position: event.position), height + 1)
    }

    private mutating func map(_ event: YAMLEvent, depth: Int) throws(YAMLError) -> Built {
        try enter(event, tag: "map", depth: depth)
        var members: [Node.Member] = []
        var seen: [String: TextPosition] = [:]
        var height = 0
        while true {
            let next = try events.next()
            if case .mapEnd = next.kind { break }
            let key = try key(from: next)
            if let first = seen.updateValue(next.position, forKey: key) {
                throw YAMLError(
                    message:
                        "the key \"\(key.shown)\" comes twice in one object, first at \(first)",
                    position: next.position)
            }
            let value = try node(from: try events.next(), depth: depth + 1)
            members.append(Node.Member(key: key, keyPosition: next.position, value: value.node))
            height = max(height, value.height)
        }
        return (Node(.map(members), position: event.position), height + 1)
    }

    /// A key is a text as it is written, though its plain scalar may look like a number.
    private mutating func key(from event: YAMLEvent) throws(YAMLError) -> String {
        switch event.kind {
        case .scalar, .alias:
            let node = try node(from: event, depth: 0).node
            if case .text(let text) = node.content { return text }
            if let source = node.source { return source }
        default: break
        }
        throw YAMLError(
            message: "a key must be a text, not a list or an object", position: event.position)
    }

    private func scalar(
        _ text: String, isPlain: Bool, _ event: YAMLEvent
    ) throws(YAMLError) -> Node {
        let content: Node.Content
        switch event.tag {
        case nil: content = isPlain ? CoreSchema.content(ofPlain: text) : .text(text)
        case "!"?, Self.core + "str": content = .text(text)
        case let tag?:
            let plain = CoreSchema.content(ofPlain: text)
            switch (tag, plain) {
            case (Self.core + "null", .null), (Self.core + "bool", .bool),
                (Self.core + "int", .integer), (Self.core + "float", .number):
                content = plain
            case (Self.core + "float", .integer(let value)): content = .number(Double(value))
            default:
                throw YAMLError(
                    message: "the tag \(tag.shown) cannot be used here: leave it out",
                    position: event.position)
            }
        }
        if case .number(let value) = content, !value.isFinite {
            throw YAMLError(
                message:
                    "\(text.shown) is no number that can be used: put it in quotes if a text is "
                    + "meant",
                position: event.position)
        }
        if case .text = content { return Node(content, position: event.position) }
        return Node(content, position: event.position, source: text)
    }

    private static let core = "tag:yaml.org,2002:"

    private mutating func enter(
        _ event: YAMLEvent, tag: String, depth: Int
    ) throws(YAMLError) {
        if let given = event.tag, given != "!", given != Self.core + tag {
            throw YAMLError(
                message: "the tag \(given.shown) cannot be used here: leave it out",
                position: event.position)
        }
        try spend(nodes: 1, bytes: 0, at: event.position)
        try check(depth: depth + 1, at: event.position)
    }

    private func check(depth: Int, at position: TextPosition) throws(YAMLError) {
        guard depth <= YAMLLimits.depth else {
            throw YAMLError(
                message: "lists and objects are nested deeper than \(YAMLLimits.depth) levels",
                position: position)
        }
    }

    private mutating func spend(nodes: Int, bytes: Int, at position: TextPosition) throws(YAMLError)
    {
        spent.nodes += nodes
        spent.bytes += bytes
        guard spent.nodes <= YAMLLimits.nodes, spent.bytes <= YAMLLimits.expandedBytes else {
            throw YAMLError(
                message: "the text holds more than \(YAMLLimits.nodes) values or "
                    + "\(YAMLLimits.expandedBytes / 1024 / 1024) MiB, counted as often as aliases "
                    + "repeat them",
                position: position)
        }
    }
}
