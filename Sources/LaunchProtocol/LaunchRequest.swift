/// One command to start: everything the launcher needs to know of a run.
package struct LaunchRequest: Hashable, Sendable {
    /// One variable of the command's environment.
    package struct Variable: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Chosen by notifyd from run, step and attempt; the same id never starts twice while held.
    package var id: String
    /// The program, looked up in the run's own PATH, and its arguments.
    package var arguments: [String]
    /// The whole environment, but for what cron gives where it is not named here, and `mark`.
    package var environment: [Variable]
    /// Where it runs; nil is the user's home, or `/` when there is none.
    package var directory: String?
    /// Whom it runs as; nil is the launcher's own user.
    package var user: String?
    package var limits: LaunchLimits
    /// Microseconds until SIGTERM to its process group; nil is never.
    package var timeout: UInt64?
    /// Microseconds between that SIGTERM and SIGKILL.
    package var grace: UInt64
    /// Whether what the command leaves behind when it ends by itself goes on; otherwise it is killed.
    package var keepsLeftovers: Bool

    package init(
        id: String, arguments: [String], environment: [Variable] = [], directory: String? = nil,
        user: String? = nil, limits: LaunchLimits = LaunchLimits(), timeout: UInt64? = nil,
        grace: UInt64 = 10_000_000, keepsLeftovers: Bool = false
    ) {
        self.id = id
        self.arguments = arguments
        self.environment = environment
        self.directory = directory
        self.user = user
        self.limits = limits
        self.timeout = timeout
        self.grace = grace
        self.keepsLeftovers = keepsLeftovers
    }

    /// The variable that tells the processes of this launch from all others.
    package var mark: Variable { Self.mark(of: id) }

    package static func mark(of id: String) -> Variable { Variable("NOTIFYD_LAUNCH", id) }

    /// Whether a text can be an id: 1 to 64 of letters, digits, `.`, `_` and `-`.
    package static func isValid(id: String) -> Bool {
        let bytes = id.utf8
        return !bytes.isEmpty && bytes.count <= LaunchBounds.idBytes
            && bytes.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
                    UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}

extension LaunchRequest: WireValue {
    package func encode(into encoder: inout WireEncoder) {
        encoder.write(id)
        encoder.write(list: arguments) { $0.write($1) }
        encoder.write(list: environment) {
            $0.write($1.name)
            $0.write($1.value)
        }
        encoder.write(directory)
        encoder.write(user)
        encoder.write(limits)
        encoder.write(timeout)
        encoder.write(grace)
        encoder.write(keepsLeftovers)
    }

    package init(from decoder: inout WireDecoder) throws(WireError) {
        id = try decoder.id()
        arguments = try decoder.list(atMost: LaunchBounds.arguments) {
            (decoder) throws(WireError) in try decoder.string()
        }
        guard !arguments.isEmpty else { throw WireError("a command without a program") }
        environment = try decoder.list(atMost: LaunchBounds.variables) {
            (decoder) throws(WireError) in
            let name = try decoder.string()
            guard !name.isEmpty, !name.utf8.contains(UInt8(ascii: "=")) else {
                throw WireError("a variable's name is empty or has '=' in it")
            }
            return Variable(name, try decoder.string())
        }
        directory = try decoder.optional { (decoder) throws(WireError) in try decoder.string() }
        user = try decoder.optional { (decoder) throws(WireError) in try decoder.string() }
        limits = try LaunchLimits(from: &decoder)
        timeout = try decoder.optional { (decoder) throws(WireError) in
            try decoder.microseconds()
        }
        grace = try decoder.microseconds()
        keepsLeftovers = try decoder.bool()
    }
}
