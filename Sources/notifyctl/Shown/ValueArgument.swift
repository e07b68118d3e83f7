import Console
import Formats

/// A value of some name, as it is written on the command line and as it is shown: `epochs=40`.
enum ValueArgument {
    /// What is written before the first `=`, and the value after it.
    static func read(_ text: String, in place: String) throws(Failure) -> (String, JSONValue) {
        guard let sign = text.utf8.firstIndex(of: UInt8(ascii: "=")) else {
            throw .usage("\(place) takes key=value, not \"\(text.printable)\"")
        }
        let value = String(text[text.utf8.index(after: sign)...])
        return (String(text[..<sign]), JSONValue(written: value))
    }

    /// The values of an object, each as it would be written.
    static func lines(_ object: JSONValue?) -> [String] {
        (object?.object?.members ?? []).map { name, value in
            "\(name)=\(value.string ?? value.text)"
        }
    }
}
