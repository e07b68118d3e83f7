import Console
import Definitions

extension Verb {
    static let manual = Verb(
        "manual", operands: "FILE", count: 1...1,
        summary: "fill in a page of the manual",
        details: "Prints a page of the manual, and in place of its marks what this program knows: "
            + "its verbs, the kinds of channels, the control interface. See Packaging/make-manual.",
        isHidden: true, example: "manual Packaging/man/notifyctl.1.in"
    ) { invocation in
        let frame = try Files.read(invocation.operands[0])
        let page = ManualPage(program: invocation.program, verbs: invocation.verbs)
        try invocation.output.write(page.text(frame: String(decoding: frame.bytes, as: UTF8.self)))
        return .done
    }
}
