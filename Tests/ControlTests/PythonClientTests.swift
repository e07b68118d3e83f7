import Control
import Formats
import TestKit
import Testing

/// Answers every method of the control interface with the parameters it got, to be looked at.
private struct RecordingService: Service {
    let interface: InterfaceDescription
    let signals = Signals()

    func handle(_ call: Call, replies: ReplyWriter) async throws(CallError) -> JSONObject {
        signals.send(call.method + JSONValue.object(call.parameters).text)
        if call.method == "ShowSchedule" {
            throw CallError(
                name: "io.notifyd.NotFound",
                parameters: ["kind": "schedule", "name": "x", "message": "no such schedule"])
        }
        return [:]
    }
}

@Suite(.timeLimit(.minutes(Patience.minutes)), .enabled(if: !PythonChild.isMissing))
struct PythonClientTests {
    @Test func `the Python client reads the interface and sets notifications`() async throws {
        let service = RecordingService(interface: try notifydInterface())
        let server = try TestServer(with: [service])
        let script = """
            import sys, varlink
            client = varlink.Client(address="unix:" + sys.argv[1])
            info = client.get_service().GetInfo() if hasattr(client, "get_service") else None
            with client.open("io.notifyd") as notifyd:
                notifyd.SetScheduleNotifications("default", "nightly", [
                    {"name": "hook", "kind": "webhook", "when": ["error"],
                     "params": {"url": "http://127.0.0.1:9/"}}])
                try:
                    notifyd.ShowSchedule(None, "x")
                except varlink.VarlinkError as error:
                    print(error.error(), error.parameters())
            interface = client.get_interface("io.notifyd")
            print(len([name for name in interface.members
                       if interface.members[name].__class__.__name__ == "_Method"]))
            with client.open("org.example.test") as example:
                print(example.Echo("hi", None, None)["text"])
                print([reply["number"] for reply in example.Count(3, _more=True)])
            """
        let (status, output) = try await PythonChild.run(script, [server.path])
        #expect(status == 0, "\(output)")
        #expect(
            await service.signals.next()
                == #"SetScheduleNotifications{"project":"default","schedule":"nightly","notifications":"#
                + #"[{"name":"hook","kind":"webhook","when":["error"],"params":{"url":"http://127.0.0.1:9/"}}]}"#
        )
        #expect(output.contains("io.notifyd.NotFound"), "\(output)")
        #expect(output.contains("\n\(service.interface.methods.count)\n"), "\(output)")
        #expect(output.contains("hi\n[0, 1, 2, 3]"), "\(output)")
    }
}
