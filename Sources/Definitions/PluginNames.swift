/// What pulse-notifier calls kinds of channels that have another name here.
package enum PluginNames {
    package static let kinds = ["smtp": "mail", "repulse": "amqp"]
    /// What the lists of a section are called by kinds that have no parameter of their name.
    static let parameters = ["emails": "to"]
}
