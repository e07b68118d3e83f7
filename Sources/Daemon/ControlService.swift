import Control
import Definitions
import Delivery
import Domain
import Formats
import Persistence

/// One method of the interface `io.notifyd`, and the code that answers it.
package struct ControlMethod: Sendable {
    package let name: String
    let answer: @Sendable (ControlRequest) async throws -> JSONObject

    init(_ name: String, _ answer: @escaping @Sendable (ControlRequest) async throws -> JSONObject)
    {
        self.name = name
        self.answer = answer
    }

    /// Every method of the interface.
    package static let all: [ControlMethod] = [
        abortRun, addDenial, addNotifier, applySchedules, backfillSchedule, cancelDelivery,
        deleteSchedule, describeChannel, disableNotifier, enableNotifier, getStatus, listChannels,
        listDeliveries, listDenials, listNotifications, listNotifiers, listRuns, listSchedules,
        nextOccurrences, pauseSchedule, readLog, reload, removeDenial, removeNotifier,
        renderNotifications, resendNotifications, resumeSchedule,
        retryDelivery,
        setProjectNotifications, setResults, setRunNotifications, setScheduleNotifications,
        showDelivery, showNotifier, showRun, showSchedule, startSchedule, waitForRun, watch, why,
    ]
}

/// Answers the calls of the interface `io.notifyd`.
struct ControlService: Service {
    let interface: InterfaceDescription
    private let parts: Parts
    private let configuration: Configuration
    private let methods: [String: ControlMethod]

    init(interface: InterfaceDescription, parts: Parts, configuration: Configuration) {
        self.interface = interface
        self.parts = parts
        self.configuration = configuration
        methods = Dictionary(uniqueKeysWithValues: ControlMethod.all.map { ($0.name, $0) })
    }

    func handle(_ call: Call, replies: ReplyWriter) async throws(CallError) -> JSONObject {
        guard let method = methods[call.method] else { throw .methodNotImplemented(call.method) }
        let request = ControlRequest(
            call: call, caller: parts.identify(call.peer), parts: parts,
            configuration: configuration,
            replies: replies)
        do throws(CallError) {
            return try await answer(request, by: method)
        } catch {
            throw CallError(name: error.name, parameters: parts.secrets.redacted(error.parameters))
        }
    }

    private func answer(
        _ request: ControlRequest, by method: ControlMethod
    ) async throws(CallError) -> JSONObject {
        do {
            return try await method.answer(request)
        } catch let error as CallError {
            throw error
        } catch let error as StoreError {
            throw CallError(error)
        } catch let error as InvalidFiles {
            throw .invalid(error)
        } catch is CancellationError {
            throw .abandoned
        } catch {
            throw .unavailable("\(error)")
        }
    }
}
