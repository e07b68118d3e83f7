import Formats
import Rendering
import Templating

extension Reading {
    /// Reports a text that is no template; of one that is secret without any of its words.
    mutating func checkTemplate(_ text: String, at place: Place, isSecret: Bool = false) {
        guard Template.hasMarkup(text) else { return }
        do throws(TemplateError) {
            _ = try Template(text)
        } catch {
            let why = isSecret ? "line \(error.line), column \(error.column)" : "\(error)"
            fault(place, "is no valid template, \(why)")
        }
    }

    /// Reports the texts within a value that are no templates, and a value with too many of them.
    mutating func checkTemplates(in place: Place, isSecret: Bool) {
        let count = BodyTemplate.templates(in: place.node.json)
        guard count <= RenderingLimits.bodyTemplates else {
            return fault(
                place,
                "must have at most \(RenderingLimits.bodyTemplates) texts that are templates, "
                    + "not \(count)")
        }
        if count > 0 { checkEachTemplate(in: place, isSecret) }
    }

    private mutating func checkEachTemplate(in place: Place, _ isSecret: Bool) {
        switch place.node.content {
        case .text(let text): checkTemplate(text, at: place, isSecret: isSecret)
        case .list(let nodes):
            for (index, node) in nodes.enumerated() {
                checkEachTemplate(in: place.element(index, node), isSecret)
            }
        case .map(let members):
            for member in members { checkEachTemplate(in: place.member(member), isSecret) }
        default: break
        }
    }
}
