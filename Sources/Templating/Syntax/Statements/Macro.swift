/// `{% macro a(b, c=d) %} {% endmacro %}`.
struct Macro: Statement {
    let name: String
    let definition: MacroDefinition

    func run(_ rendering: Rendering) throws(Fault) {
        let macro = MacroObject(definition, rendering.scope, escapes: rendering.escapes)
        try rendering.keep(macro)
        rendering.scope.set(name, .object(macro))
    }
}
