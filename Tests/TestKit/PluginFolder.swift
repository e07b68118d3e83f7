import Platform

/// A folder of plugins that a test writes.
package final class PluginFolder: Sendable {
    private let scratch = ScratchDirectory(mode: 0o755)

    package init() {}

    package var path: String { scratch.path }

    package func file(_ name: String) -> String { scratch.file(name) }
    package func text(_ name: String) throws -> String { try scratch.text(name) }

    /// Writes a plugin of the shell that describes itself so, and otherwise runs the script, within the
    /// folder.
    package func write(
        _ name: String, describing description: String = #"{"summary": "Tells nobody."}"#,
        _ script: String = ""
    ) throws {
        try writeProgram(
            name,
            """
            #!/bin/sh
            if [ "$1" = --describe ]; then
            cat <<'END'
            \(description)
            END
            exit
            fi
            cd '\(path)'
            \(script)
            """)
    }

    package func writeProgram(_ name: String, _ text: String) throws {
        try scratch.writeProgram(text + "\n", to: name)
    }
}
