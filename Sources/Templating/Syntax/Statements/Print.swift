/// `{{ a }}`.
struct Print: Statement {
    let value: any Expression
    let offset: Int

    func run(_ rendering: Rendering) throws(Fault) {
        if let variable = value as? Variable, let text = rendering.settings.printed[variable.name] {
            return try rendering.write(text)
        }
        let value = try rendering.value(of: value)
        rendering.place = offset
        try rendering.print(value)
    }
}
