import Channels
import Definitions
import Domain
import Formats
import Recurrence
import TestKit
import Testing

struct SchemaTests {
    private static let objects = [
        "schedule", "limits", "retry", "notification", "section", "plugin",
    ]

    @Test func `the schema has the keys that the reader knows, and no others`() {
        #expect(
            Set(SchemaFile.properties("schedule").names)
                == Set(ScheduleField.allCases.map(\.rawValue)))
        #expect(
            Set(SchemaFile.properties("limits").names) == Set(LimitField.allCases.map(\.rawValue)))
        #expect(
            Set(SchemaFile.properties("retry").names) == Set(RetryField.allCases.map(\.rawValue)))
        #expect(
            Set(SchemaFile.properties("notification").names)
                == Set(NotificationField.allCases.map(\.rawValue)))
        #expect(
            Set(SchemaFile.properties("section").names)
                == Set(SectionField.allCases.map(\.rawValue)))
        #expect(
            Set(SchemaFile.properties("plugin").names) == Set(PluginField.allCases.map(\.rawValue)))
        for definition in Self.objects {
            #expect(SchemaFile["$defs", definition, "additionalProperties"] == false)
        }
    }

    @Test func `the schema requires what the reader requires`() {
        func required(_ definition: String) -> [String] {
            (SchemaFile["$defs", definition, "required"]?.array ?? []).compactMap(\.string)
        }
        #expect(required("schedule") == ScheduleField.required.map(\.rawValue))
        #expect(required("notification") == [])
        #expect(
            SchemaFile["$defs", "notification", "oneOf"]
                == [["required": ["kind"]], ["required": ["notifier"]]])
        #expect(required("limits") == [])
        #expect(required("section") == SectionField.required.map(\.rawValue))
        #expect(required("plugin") == [])
        #expect(required("retry") == RetryField.required.map(\.rawValue))
    }

    @Test func `the words are the reader's`() {
        let occasions = SchemaFile["$defs", "occasion", "anyOf"]?.array ?? []
        #expect(occasions.count == 2)
        #expect(
            occasions.first?["enum"] == .array(Interest.allCases.map { .string($0.rawValue) }))
        for word in occasions.last?["enum"]?.array ?? [] {
            #expect(Interest(word: word.string ?? "") != nil)
        }
        func words<Word: RawRepresentable<String> & CaseIterable>(_: Word.Type) -> JSONValue {
            .array(Word.allCases.map { .string($0.rawValue) })
        }
        let schedule = SchemaFile.properties("schedule")
        #expect(schedule["overlap"]?["enum"] == words(OverlapPolicy.self))
        #expect(schedule["catch_up"]?["enum"] == words(CatchUpPolicy.self))
        #expect(schedule["leftovers"]?["enum"] == words(LeftoversPolicy.self))
        #expect(schedule["dst_gap"]?["enum"] == words(GapRule.self))
        #expect(schedule["dst_fold"]?["enum"] == words(FoldRule.self))
        let reasons = SchemaFile.properties("retry")["reasons"]
        #expect(reasons?["items"]?["enum"] == words(ErrorReason.self))
        let notification = SchemaFile.properties("notification")
        #expect(
            notification["severity"]?["enum"]
                == .array(Severity.allCases.map { .string($0.rawValue) }))
        #expect(notification["severity"]?["default"]?.string == Severity.info.rawValue)
        #expect(
            notification["when"]?["default"]
                == .array(Interest.standard.map { .string($0.rawValue) }))
    }

    @Test func `the channels are those that are declared`() {
        let channels = ChannelTable.declarations
        #expect(
            SchemaFile.properties("notification")["kind"]?["enum"]
                == .array(channels.map { .string($0.kind) }))
        let expected = JSONValue.array(channels.map(SchemaFile.condition))
        #expect(
            SchemaFile["$defs", "notification", "allOf"] == expected,
            "\"allOf\" must be \(expected.indentedText)")
    }

    @Test func `plugins are the channels by their own and by pulse-notifier's names`() {
        let kinds = ChannelTable.declarations.map(\.kind)
        let others = PluginNames.kinds.filter { kinds.contains($0.value) }.keys.sorted()
        #expect(
            SchemaFile["$defs", "plugin_name", "enum"]
                == .array((kinds + others).map(JSONValue.string)))
    }

    static let bounds: [(String, String, String, Int64)] = [
        ("schedule", "name", "maxLength", Int64(Limits.nameLength)),
        ("schedule", "project", "maxLength", Int64(Limits.nameLength)),
        ("notification", "name", "maxLength", Int64(Limits.nameLength)),
        ("notification", "notifier", "maxLength", Int64(Limits.nameLength)),
        ("notification", "message", "maxLength", Int64(Limits.messageLength)),
        ("notification", "subject", "maxLength", Int64(Limits.subjectLength)),
        ("notification", "condition", "maxLength", Int64(Limits.conditionLength)),
        ("schedule", "notifications", "maxItems", Int64(Limits.notifications)),
        ("section", "subject", "maxLength", Int64(Limits.subjectLength)),
        ("section", "message", "maxLength", Int64(Limits.messageLength)),
        ("plugin", "subject", "maxLength", Int64(Limits.subjectLength)),
        ("plugin", "message", "maxLength", Int64(Limits.messageLength)),
        ("schedule", "labels", "maxProperties", Int64(Limits.labels)),
        ("schedule", "parameters", "maxProperties", Int64(Limits.runParameters)),
        ("schedule", "description", "maxLength", Int64(DefinitionLimits.descriptionLength)),
        ("schedule", "when", "maxLength", Int64(DefinitionLimits.whenLength)),
        ("schedule", "timezone", "maxLength", Int64(DefinitionLimits.wordLength)),
        ("schedule", "user", "maxLength", Int64(DefinitionLimits.wordLength)),
        ("schedule", "max_active", "minimum", DefinitionLimits.maxActive.lowerBound),
        ("schedule", "max_active", "maximum", DefinitionLimits.maxActive.upperBound),
        ("schedule", "catch_up_limit", "minimum", DefinitionLimits.catchUp.lowerBound),
        ("schedule", "catch_up_limit", "maximum", DefinitionLimits.catchUp.upperBound),
        ("retry", "limit", "minimum", DefinitionLimits.retries.lowerBound),
        ("retry", "limit", "maximum", DefinitionLimits.retries.upperBound),
        ("limits", "cpu", "maximum", DefinitionLimits.cpu.upperBound / 1000),
        ("limits", "processes", "minimum", DefinitionLimits.processes.lowerBound),
        ("limits", "processes", "maximum", DefinitionLimits.processes.upperBound),
        ("limits", "open_files", "minimum", DefinitionLimits.openFiles.lowerBound),
        ("limits", "open_files", "maximum", DefinitionLimits.openFiles.upperBound),
        ("limits", "nice", "minimum", DefinitionLimits.nice.lowerBound),
        ("limits", "nice", "maximum", DefinitionLimits.nice.upperBound),
    ]

    @Test(arguments: bounds)
    func `the bounds are the reader's`(object: String, key: String, bound: String, value: Int64) {
        #expect(SchemaFile.properties(object)[key]?[bound] == .integer(value))
    }

    @Test func `the defaults are the reader's`() {
        let schedule = SchemaFile.properties("schedule")
        #expect(schedule["project"]?["default"]?.string == Name.defaultProject.text)
        #expect(schedule["grace"]?["default"]?.string == Limits.grace.text)
        #expect(schedule["success_exit_codes"]?["default"] == [0])
        let standard = Policies()
        #expect(schedule["overlap"]?["default"]?.string == standard.overlap.rawValue)
        #expect(schedule["max_active"]?["default"]?.integer == standard.maxActive)
        #expect(schedule["catch_up"]?["default"]?.string == standard.catchUp.rawValue)
        #expect(schedule["catch_up_limit"]?["default"]?.integer == standard.catchUpLimit)
        #expect(schedule["spread"]?["default"]?.string == standard.spread.text)
        #expect(schedule["start_on_boot"]?["default"] == .bool(standard.startOnBoot))
        let retry = SchemaFile.properties("retry")
        #expect(retry["delay"]?["default"]?.string == standard.retry.delay.text)
        #expect(retry["max_delay"]?["default"]?.string == standard.retry.longestDelay.text)
        #expect(retry["exit_codes"]?["default"] == [75])
        let retried = retry["exit_codes"]?["items"]
        #expect(retried?["minimum"]?.integer == DefinitionLimits.retriedExitCodes.lowerBound)
        #expect(retried?["maximum"]?.integer == DefinitionLimits.retriedExitCodes.upperBound)
        let codes = schedule["success_exit_codes"]?["items"]
        #expect(codes?["minimum"]?.integer == DefinitionLimits.exitCodes.lowerBound)
        #expect(codes?["maximum"]?.integer == DefinitionLimits.exitCodes.upperBound)
        let output = SchemaFile.properties("limits")["output"]
        #expect(output?["default"]?.string == SizeText.text(Limits.outputBytes))
        #expect(
            SchemaFile["$defs", "schedules", "maxItems"]?.integer
                == Int64(Limits.schedulesPerRequest))
    }

    @Test func `every key is described`() {
        for definition in Self.objects {
            for (name, property) in SchemaFile.properties(definition).members {
                let described = property["$ref"] != nil || property["description"]?.string != nil
                #expect(described, "\(definition).\(name)")
            }
        }
    }

    @Test(.enabled(if: !PythonChild.isMissing, "NOTIFYD_TEST_PYTHON names no interpreter"))
    func `jsonschema accepts the valid samples, and refuses the invalid ones`() throws {
        let script = """
            import json, sys
            from jsonschema import Draft202012Validator
            schema = json.loads(sys.stdin.readline())
            Draft202012Validator.check_schema(schema)
            validator = Draft202012Validator(schema)
            for line in sys.stdin:
                print(sum(1 for _ in validator.iter_errors(json.loads(line))))
            """
        let valid = try SampleFiles.valid.flatMap { try YAMLDocument.nodes(in: $0).map(\.json) }
        let invalid = try SampleFiles.invalid.flatMap { try YAMLDocument.nodes(in: $0).map(\.json) }
        let lines = ([SchemaFile.value] + valid + invalid).map(\.text)
        let answers = try PythonChild.lines(script, over: lines)
        try #require(answers.count == valid.count + invalid.count)
        for (document, answer) in zip(valid + invalid, answers) {
            #expect((answer == "0") == valid.contains(document), "\(document.text): \(answer)")
        }
    }
}
