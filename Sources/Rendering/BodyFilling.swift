import Domain
import Formats
import Templating

/// One rendering of a body's texts, which share the bounds of a single template.
struct BodyFilling {
    private let variables: JSONObject
    private var settings: RenderSettings
    private var templates = 0
    private(set) var remarks: [String] = []

    init(_ message: Message, now: Timestamp, sharing count: Int) {
        variables = message.variables
        let runs = JSONValue.array(message.runs).text
        var limits = TemplateLimits.standard
        limits.steps =
            max(limits.steps / count, RenderingLimits.leastBodySteps)
            + runs.utf8.count / RenderingLimits.runBytesPerStep
        limits.outputBytes = RenderingLimits.bodyBytes
        settings = RenderSettings(now: now, limits: limits, printed: ["runs": runs])
    }

    mutating func filled(_ value: JSONValue, _ path: String) -> JSONValue {
        switch value {
        case .string(let text): return .string(filled(text, path))
        case .array(let elements):
            var result: [JSONValue] = []
            for (index, element) in elements.enumerated() {
                result.append(filled(element, "\(path)[\(index)]"))
            }
            return .array(result)
        case .object(let object):
            var result = JSONObject()
            for (name, value) in object.members {
                result.append(name, filled(value, "\(path).\(name.shown)"))
            }
            return .object(result)
        case .null, .bool, .integer, .number: return value
        }
    }

    private mutating func filled(_ text: String, _ path: String) -> String {
        guard Template.hasMarkup(text) else { return text }
        templates += 1
        guard templates <= RenderingLimits.bodyTemplates else {
            if templates == RenderingLimits.bodyTemplates + 1 {
                remarks.append(
                    "\(path) and what follows it stays as it is written, for a body may have "
                        + "\(RenderingLimits.bodyTemplates) templates")
            }
            return text
        }
        do throws(TemplateError) {
            let result = try Template(text).render(variables, settings)
            settings.limits.outputBytes -= result.utf8.count
            return result
        } catch {
            remarks.append("the template \(path) failed at \(error)")
            return text
        }
    }
}
