/// What pulse-notifier calls kinds of channels that have another name here.
package enum PluginNames {
    package static let kinds = ["smtp": "mail", "repulse": "amqp"]
}
