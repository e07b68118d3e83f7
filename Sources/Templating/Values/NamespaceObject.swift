/// What `namespace()` gives: attributes that can be set from within loops.
final class NamespaceObject: Object, Disposable {
    let attributes: DictionaryObject

    init(_ attributes: DictionaryObject) { self.attributes = attributes }

    override var kindName: String { "a namespace" }

    func set(_ name: String, _ value: Value, _ rendering: Rendering) throws(Fault) {
        try attributes.set(.text(name), value, rendering)
    }

    override func attribute(_ name: String, _ rendering: Rendering) throws(Fault) -> Value? {
        attributes.value(.text(Key.Bytes(string: name)))
    }

    override func representation(_ rendering: Rendering, depth: Int) throws(Fault) -> String {
        "<Namespace \(try rendering.representation(.dictionary(attributes), depth: depth))>"
    }

    func dispose() { attributes.dispose() }
}
