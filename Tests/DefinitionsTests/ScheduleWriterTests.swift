import Definitions
import Domain
import Formats
import TestKit
import Testing

struct ScheduleWriterTests {
    private let writer = ScheduleWriter(channels: Sample.channels, masksSecrets: false)
    private let masking = ScheduleWriter(channels: Sample.channels, masksSecrets: true)

    @Test func `what is written is read again as the same, from the wire and from a file`() throws {
        var random = RandomDefinition(generator: SeededGenerator(seed: 1))
        for index in 0..<400 {
            let definition = try random.next(name: "s\(index)")
            let value = writer.value(definition)
            #expect(try Sample.reader.schedules(onWire: [value]) == [definition])
            #expect(try Sample.schedules(value.indentedText) == [definition])
        }
    }

    @Test func `what is as if left out is left out`() throws {
        let definition = ScheduleDefinition(
            key: ScheduleKey(name: try Name("a")), when: "@daily",
            command: CommandLine(arguments: ["ls"]),
            notifications: [Notification(name: try Name("n"), kind: "console")])
        #expect(
            writer.value(definition) == [
                "name": "a", "when": "@daily", "command": ["ls"],
                "notifications": [["name": "n", "kind": "console"]],
            ])
    }

    @Test func `a schedule has the wire's form`() throws {
        let definition = try Sample.schedules(SampleFiles.valid[1])[0]
        let value = writer.value(definition)
        #expect(value["timeout"] == "1h30m")
        #expect(value["grace"] == "30s")
        #expect(value["limits"]?["memory"] == .integer(512 << 20))
        #expect(value["success_exit_codes"] == [0, 3])
        #expect(value["command"]?.array?.count == 3)
        #expect(value["labels"]?.object?.names == ["team", "tier"])
    }

    @Test func `secrets are masked, all else is shown`() throws {
        let open: JSONObject = ["text": "t", "flag": true, "body": "b"]
        let secrets: JSONObject = [
            "token": "hunter2", "headers": ["A": "hunter2", "B": ["hunter2", 5, nil]], "count": 5,
        ]
        let notification = Notification(
            name: try Name("n"), kind: "everything", parameters: open, secretParameters: secrets)
        #expect(
            masking.value(notification)["params"] == [
                "text": "t", "flag": true, "body": "b", "token": "********",
                "headers": ["A": "********", "B": ["********", "********", nil]],
            ])
        #expect(masking.value(notification)["secret_params"] == ["count": "********"])
        #expect(
            writer.value(notification)["params"] == [
                "text": "t", "flag": true, "body": "b", "token": "hunter2",
                "headers": ["A": "hunter2", "B": ["hunter2", 5, nil]],
            ])
        #expect(writer.value(notification)["secret_params"] == ["count": 5])
    }

    @Test func `everything is masked of a channel or parameter that nobody knows`() throws {
        let unknown = Notification(
            name: try Name("n"), kind: "pigeon", parameters: ["coop": "hunter2", "ring": 5])
        #expect(masking.value(unknown)["params"] == ["coop": "********", "ring": "********"])
        let odd = Notification(name: try Name("n"), kind: "console", parameters: ["x": "hunter2"])
        #expect(masking.value(odd)["params"] == ["x": "********"])
    }

    @Test func `what was masked is refused when it is sent back`() throws {
        var random = RandomDefinition(generator: SeededGenerator(seed: 2))
        for index in 0..<200 {
            let definition = try random.next(name: "s\(index)")
            let value = masking.value(definition)
            let hidesSomething = definition.notifications.contains {
                guard case .channel(let configuration) = $0.target else { return false }
                return !configuration.secretParameters.isEmpty
            }
            if hidesSomething {
                let error = #expect(throws: InvalidDefinition.self) {
                    try Sample.reader.schedules(onWire: [value])
                }
                #expect(error?.description.contains(SecretMask.text) == true)
            } else {
                #expect(try Sample.reader.schedules(onWire: [value]) == [definition])
            }
        }
    }
}
