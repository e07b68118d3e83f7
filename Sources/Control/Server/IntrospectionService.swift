import Formats

/// `org.varlink.service`: tells clients who the server is and what it offers.
struct IntrospectionService: Service {
    let interface: InterfaceDescription
    private let identity: ServiceIdentity
    private let descriptions: [String: String]

    init(_ identity: ServiceIdentity, describing interfaces: [InterfaceDescription]) {
        self.identity = identity
        interface = Self.description
        descriptions = Dictionary(
            (interfaces + [Self.description]).map { ($0.name, $0.text) }
        ) { first, _ in first }
    }

    func handle(_ call: Call, replies: ReplyWriter) async throws(CallError) -> JSONObject {
        switch call.method {
        case "GetInfo":
            return [
                "vendor": .string(identity.vendor), "product": .string(identity.product),
                "version": .string(identity.version), "url": .string(identity.url),
                "interfaces": .array(descriptions.keys.sorted().map(JSONValue.string)),
            ]
        case "GetInterfaceDescription":
            let name = call.parameters["interface"]?.string ?? ""
            guard let text = descriptions[name] else { throw .interfaceNotFound(name) }
            return ["description": .string(text)]
        default: throw .methodNotFound("\(interface.name).\(call.method)")
        }
    }

    /// The interface that varlink.org gives every service.
    private static let description: InterfaceDescription = {
        do {
            return try InterfaceDescription(
                parsing: """
                    # The Varlink Service Interface is provided by every varlink service. It
                    # describes the service and the interfaces it implements.
                    interface org.varlink.service

                    # Get a list of all the interfaces a service provides and information
                    # about the implementation.
                    method GetInfo() -> (
                      vendor: string,
                      product: string,
                      version: string,
                      url: string,
                      interfaces: []string
                    )

                    # Get the description of an interface that is implemented by this service.
                    method GetInterfaceDescription(interface: string) -> (description: string)

                    # The requested interface was not found.
                    error InterfaceNotFound (interface: string)

                    # The requested method was not found
                    error MethodNotFound (method: string)

                    # The interface defines the requested method, but the service does not
                    # implement it.
                    error MethodNotImplemented (method: string)

                    # One of the passed parameters is invalid.
                    error InvalidParameter (parameter: string)

                    # Client is denied access
                    error PermissionDenied ()

                    # Method is expected to be called with 'more' set to true, but wasn't
                    error ExpectedMore ()

                    """)
        } catch {
            preconditionFailure("the service interface does not read: \(error)")
        }
    }()
}
