import Domain
import Formats

/// A value bound to a `?` of a statement.
enum Parameter {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])

    static func integer(_ value: Int64?) -> Parameter { value.map { .integer($0) } ?? .null }
    static func integer(_ value: Int32?) -> Parameter { value.map { .integer(Int64($0)) } ?? .null }
    static func text(_ value: String?) -> Parameter { value.map { .text($0) } ?? .null }
    static func flag(_ value: Bool) -> Parameter { .integer(value ? 1 : 0) }
    static func time(_ value: Timestamp?) -> Parameter { .integer(value?.microseconds) }
    static func duration(_ value: Duration?) -> Parameter { .integer(value?.microseconds) }
    static func uid(_ value: UID?) -> Parameter { .text(value?.description) }
    static func name(_ value: Name) -> Parameter { .text(value.text) }
    static func owner(_ value: Owner) -> Parameter { .integer(Int64(value.uid)) }
    static func json(_ value: JSONValue?) -> Parameter { .text(value?.text) }
    static func word(_ value: some RawRepresentable<String>) -> Parameter { .text(value.rawValue) }
    static func word(_ value: (some RawRepresentable<String>)?) -> Parameter {
        .text(value?.rawValue)
    }
}
