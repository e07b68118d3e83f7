/// Tests of what a value is.
extension Test {
    private static func kind(
        _ fits: @escaping @Sendable (Value) -> Bool
    ) -> Operation<Bool> {
        Operation { (value, _, _) throws(Fault) in fits(value) }
    }

    static let kinds: [String: Operation<Bool>] = [
        "defined": kind { if case .undefined = $0 { false } else { true } },
        "undefined": kind { if case .undefined = $0 { true } else { false } },
        "none": kind { if case .none = $0 { true } else { false } },
        "boolean": kind { if case .boolean = $0 { true } else { false } },
        "true": kind { if case .boolean(true) = $0 { true } else { false } },
        "false": kind { if case .boolean(false) = $0 { true } else { false } },
        "integer": kind { if case .integer = $0 { true } else { false } },
        "float": kind { if case .float = $0 { true } else { false } },
        "number": kind { Numbers.number($0) != nil },
        "string": kind { if case .text = $0 { true } else { false } },
        "mapping": kind { if case .dictionary = $0 { true } else { false } },
        "sequence": kind { value in
            switch value {
            case .text, .list, .tuple, .dictionary, .undefined: true
            case .object(let object): object.isSequence
            default: false
            }
        },
        "iterable": Operation { (value, _, rendering) throws(Fault) in
            try rendering.isIterable(value)
        },
        "callable": kind { value in
            switch value {
            case .object(let object): object.isCallable
            // It has a way to be called, which is to fail.
            case .undefined: true
            default: false
            }
        },
        "escaped": kind { $0.isSafe },
    ]
}
