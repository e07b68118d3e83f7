// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "notifyd",
    targets: [
        // Programs: arguments, wiring, exit codes.
        program("notifyd", ["Daemon", "Plugins", "Systemd"]),
        program(
            "notifyctl",
            [
                "Console", "Foreground", "Control", "Plugins", "Platform", "Channels",
                "Definitions",
                "Rendering", "Domain", "Templating", "Recurrence", "Formats",
            ]),
        program("notifyd-amqp", ["Formats", "CRabbitMQ"]),
        program("notifyd-launcher", ["Confinement", "LaunchProtocol", "CLinux"]),

        // Composition: the daemon's parts built and owned; the client's verbs and tables.
        library(
            "Daemon",
            [
                "Scheduling", "Supervision", "Delivery", "Control", "Persistence", "Transport",
                "Launching", "Systemd", "Plugins", "Platform", "Channels", "Definitions",
                "Rendering",
                "Domain",
                "Templating", "Recurrence", "Formats", "CSchema",
            ]),
        library(
            "Console",
            [
                "Control", "Platform", "Channels", "Definitions", "Domain", "Recurrence",
                "Formats", "CSchema",
            ]),

        // Behaviour: what is due, what runs, what is told.
        library(
            "Scheduling", ["Persistence", "Platform", "Domain", "Recurrence", "Formats"]),
        library(
            "Supervision",
            ["Persistence", "Launching", "LaunchProtocol", "Platform", "Domain", "Formats"]),
        library(
            "Delivery",
            [
                "Persistence", "Transport", "Platform", "Channels", "Rendering", "Domain",
                "Templating", "Formats", "CZlib",
            ]),
        library(
            "Foreground",
            ["Transport", "Platform", "Channels", "Rendering", "Domain", "Templating", "Formats"]),

        // Outside: one per outside world.
        library("Control", ["Platform", "Domain", "Formats"]),
        library(
            "Persistence",
            ["Platform", "Domain", "Recurrence", "Formats", "CSQLite", "CSchema", "CSodium"]),
        library("Transport", ["Platform", "Channels", "Domain", "Formats", "CCurl"]),
        library("Plugins", ["Platform", "Channels", "Domain", "Formats"]),
        library("Launching", ["LaunchProtocol", "Platform", "Domain", "CLinux"]),

        library("Systemd", ["Platform", "CSystemd"]),

        // Boundary: system calls, clocks, entropy, log.
        library("Platform", ["Domain", "Recurrence", "Formats", "CLinux"]),

        // Pure: values and rules; no clock, no input or output.
        library("Definitions", ["Rendering", "Domain", "Templating", "Recurrence", "Formats"]),
        library("Channels", ["Rendering", "Domain", "Formats", "CSodium"]),
        library("Rendering", ["Domain", "Templating", "Formats"]),
        library("Domain", ["Recurrence", "Formats"]),
        library("Recurrence", []),
        library("Templating", ["Formats"]),
        library("Confinement", ["LaunchProtocol"]),
        library("LaunchProtocol", []),
        library("Formats", ["CYAML"]),

        // C: the system's libraries, and what Swift cannot say.
        .target(name: "CSchema", path: "Schema", cSettings: [.unsafeFlags(["-std=c23"])]),
        .target(name: "CLinux"),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3"),
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
        .target(name: "CRabbitMQ", linkerSettings: [.linkedLibrary("rabbitmq")]),
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1"),
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium"),
        .systemLibrary(name: "CSystemd", pkgConfig: "libsystemd"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib"),

        // Tests mirror the sources.
        .target(
            name: "TestKit",
            dependencies: [
                "Persistence", "Platform", "Channels", "Rendering", "Domain", "Formats", "CLinux",
            ],
            path: "Tests/TestKit", swiftSettings: houseSettings()),
        tests("Formats", ["Formats", "TestKit"]),
        tests("Domain", ["Domain", "Formats", "TestKit"]),
        tests("Recurrence", ["Recurrence", "TestKit"], exclude: ["vectors", "oracle"]),
        tests("Templating", ["Templating", "Formats", "TestKit"], exclude: ["vectors", "oracle"]),
        tests("Rendering", ["Rendering", "Domain", "Templating", "Formats", "TestKit"]),
        tests(
            "Definitions",
            [
                "Definitions", "Channels", "Platform", "Domain", "Recurrence", "Formats", "TestKit",
                "CSchema",
            ], exclude: ["oracle"]),
        tests("Channels", ["Channels", "Domain", "Formats", "TestKit"]),
        tests("Confinement", ["Confinement", "LaunchProtocol"]),
        tests("Platform", ["Platform", "TestKit", "CLinux"]),
        tests(
            "Launching",
            [
                "Launching", "LaunchProtocol", "Confinement", "Platform", "TestKit", "CLinux",
                "notifyd-launcher",
            ]),
        tests(
            "Persistence",
            [
                "Persistence", "Platform", "Domain", "Recurrence", "Formats", "TestKit", "CSQLite",
            ]),
        tests(
            "Transport",
            ["Transport", "Platform", "Channels", "Domain", "Formats", "TestKit"]),
        tests(
            "Plugins",
            ["Plugins", "Transport", "Platform", "Channels", "Domain", "Formats", "TestKit"]),
        tests(
            "AMQP",
            ["Plugins", "Platform", "Channels", "Domain", "Formats", "TestKit", "notifyd-amqp"]),
        tests("Control", ["Control", "Platform", "Domain", "Formats", "TestKit", "CSchema"]),
        tests(
            "Scheduling",
            [
                "Scheduling", "Persistence", "Platform", "Domain", "Recurrence", "Formats",
                "TestKit",
            ],
            exclude: ["oracle"]),
        tests(
            "Supervision",
            [
                "Supervision", "Persistence", "Launching", "LaunchProtocol", "Platform", "Domain",
                "Formats", "TestKit", "CLinux", "notifyd-launcher",
            ]),
        tests(
            "Delivery",
            [
                "Delivery", "Persistence", "Transport", "Systemd", "Platform", "Channels", "Domain",
                "Formats", "TestKit",
            ]),
        tests(
            "Foreground",
            ["Foreground", "Platform", "Channels", "Domain", "Formats", "TestKit"]),
        tests(
            "Console",
            [
                "Console", "Control", "Platform", "Channels", "Domain", "Recurrence", "Formats",
                "TestKit", "CSchema", "notifyctl",
            ]),
        tests(
            "Acceptance",
            [
                "notifyd", "notifyctl", "notifyd-launcher", "Platform", "Formats", "Control",
                "TestKit",
            ]),
        tests(
            "Daemon",
            [
                "Daemon", "Supervision", "Control", "Persistence", "Platform", "Definitions",
                "Domain", "Formats",
                "TestKit",
                "CSchema", "notifyd", "notifyd-launcher",
            ]),
        tests("Tidy", []),
    ]
)

func houseSettings() -> [SwiftSetting] {
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .enableUpcomingFeature("InferIsolatedConformances"),
        .strictMemorySafety(),
        .treatAllWarnings(as: .error),
    ]
}

func library(_ name: String, _ dependencies: [String]) -> Target {
    .target(
        name: name, dependencies: dependencies.map { .init(stringLiteral: $0) },
        swiftSettings: houseSettings())
}

func program(_ name: String, _ dependencies: [String]) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies.map { .init(stringLiteral: $0) },
        swiftSettings: houseSettings())
}

func tests(_ subject: String, _ dependencies: [String], exclude: [String] = []) -> Target {
    .testTarget(
        name: "\(subject)Tests", dependencies: dependencies.map { .init(stringLiteral: $0) },
        path: "Tests/\(subject)Tests",
        exclude: exclude, swiftSettings: houseSettings())
}
