import Domain
import Formats
import Testing

/// What the environment says of channels, and who may have its secrets.
struct ChannelEnvironmentTests {
    private static let channel = ChannelDeclaration(
        kind: "pigeon", summary: "Carries it.",
        parameters: [
            .init("to", .texts, isRequired: true, environment: ["PIGEON_TO"], meaning: "Who."),
            .init(
                "loft", .text, isRoute: true, environment: ["PIGEON_LOFT", "LOFT"],
                meaning: "Where."),
            .init("safely", .boolean, isRoute: true, meaning: "How."),
            .init("height", .integer, environment: ["PIGEON_HEIGHT"], meaning: "How high."),
            .init("fast", .boolean, environment: ["PIGEON_FAST"], meaning: "How fast."),
            .init(
                "name", .text, isRoute: true, environment: ["PIGEON_NAME"],
                environmentNeeds: "seed", meaning: "Who sends it."),
            .init("seed", .text, isSecret: true, environment: ["PIGEON_SEED"], meaning: "The key."),
            .init("colour", .text, meaning: "What it looks like."),
        ])

    private static let everything = [
        "PIGEON_TO": "a, b", "LOFT": "roof", "PIGEON_HEIGHT": "7", "PIGEON_FAST": "Yes",
        "PIGEON_NAME": "me", "PIGEON_SEED": "corn-3f9", "OTHER": "x",
    ]

    private func environment(_ variables: [String: String]) -> ChannelEnvironment {
        ChannelEnvironment { variables[$0] }
    }

    private func completed(
        _ open: JSONObject = [:], secret: JSONObject = [:],
        _ variables: [String: String] = everything
    ) -> ChannelConfiguration {
        environment(variables).completing(
            ChannelConfiguration(kind: "pigeon", parameters: open, secretParameters: secret),
            of: Self.channel)
    }

    @Test func `what is left out comes from the first variable that is set`() {
        let completed = completed(["colour": "grey"])
        #expect(
            completed.parameters == [
                "colour": "grey", "to": "a, b", "loft": "roof", "height": 7, "fast": true,
                "name": "me",
            ])
        #expect(completed.secretParameters == ["seed": "corn-3f9"])
        let both = Self.everything.merging(["PIGEON_LOFT": "tower"]) { $1 }
        #expect(self.completed([:], both).parameters["loft"] == "tower")
        let blank = Self.everything.merging(["PIGEON_LOFT": ""]) { $1 }
        #expect(self.completed([:], blank).parameters["loft"] == "roof")
    }

    @Test func `what is given stays, and null is as left out`() {
        let completed = completed(
            ["to": ["c"], "height": 9, "fast": false, "loft": .null], secret: ["seed": .null])
        #expect(completed.parameters["to"] == ["c"])
        #expect(completed.parameters["height"] == 9)
        #expect(completed.parameters["fast"] == false)
        #expect(completed.parameters["loft"] == "roof")
        #expect(completed.secretParameters["seed"] == "corn-3f9")
    }

    @Test(
        arguments: [
            (["loft": "thief's"], [:]), (["safely": false], [:]), (["name": "thief"], [:]),
            ([:], ["seed": "own"]), ([:], ["loft": "thief's"]),
        ] as [(JSONObject, JSONObject)])
    func `who gives a part of the route gets no secret of the environment, and no other part`(
        open: JSONObject, secret: JSONObject
    ) {
        let completed = completed(open, secret: secret)
        #expect(!"\(completed)".contains("corn-3f9"))
        let all = completed.allParameters
        for name in ["loft", "safely", "name", "seed"] {
            #expect(all[name] == open[name] ?? secret[name], "\(name)")
        }
        #expect(all["height"] == 7)
    }

    @Test func `what needs another one counts only beside it`() {
        var variables = Self.everything
        variables["PIGEON_SEED"] = nil
        #expect(completed([:], variables).parameters["name"] == nil)
        #expect(completed([:], variables).parameters["loft"] == "roof")
    }

    @Test func `what is not of its form is handed on, and its fault says where it is from`() {
        let variables = ["PIGEON_HEIGHT": "high", "PIGEON_FAST": "maybe"]
        let completed = completed([:], variables)
        #expect(completed.parameters == ["height": "high", "fast": "maybe"])
        let faults = environment(variables).explained(
            [
                Fault(path: "height", message: "must be a whole number"),
                Fault(path: "colour", message: "must be a text"),
            ], of: Self.channel, beside: ["colour"])
        #expect(
            faults.map(\.message) == [
                "must be a whole number; it comes from PIGEON_HEIGHT in the environment",
                "must be a text",
            ])
    }

    @Test func `an environment that is elsewhere may have everything, and supplies nothing`() {
        let elsewhere = ChannelEnvironment.elsewhere
        let names = elsewhere.supplies(to: Self.channel, beside: []).map(\.parameter.name)
        #expect(names == ["to", "loft", "height", "fast", "name", "seed"])
        #expect(
            elsewhere.supplies(to: Self.channel, beside: ["loft"]).map(\.parameter.name)
                == ["to", "height", "fast"])
        let given = ChannelConfiguration(kind: "pigeon", parameters: ["colour": "grey"])
        #expect(elsewhere.completing(given, of: Self.channel) == given)
        #expect(
            elsewhere.explained(
                [Fault(path: "to", message: "is missing")], of: Self.channel, beside: []) == [])
    }

    @Test func `all kinds may be used, or those that are named`() {
        #expect(ChannelEnvironment.empty.refusal(of: "irc") == nil)
        #expect(environment(["PN_SERVICES": " : "]).refusal(of: "irc") == nil)
        let some = ChannelEnvironment(synonyms: ["smtp": "mail"]) {
            ["PN_SERVICES": "smtp:irc: ses"][$0]
        }
        #expect(some.kinds == ["mail", "irc", "ses"])
        #expect(some.refusal(of: "mail") == nil)
        #expect(
            some.refusal(of: "slack")
                == "the kind slack is not enabled: PN_SERVICES in the environment has mail, irc, ses"
        )
    }
}
