/// One step of reading YAML, as libyaml's parser tells it.
struct YAMLEvent {
    enum Kind {
        case documentStart
        case documentEnd
        case streamEnd
        case alias(String)
        case scalar(String, isPlain: Bool)
        case listStart
        case listEnd
        case mapStart
        case mapEnd
    }

    let kind: Kind
    let position: TextPosition
    var anchor: String?
    var tag: String?
}
