/// Where a connection stands; read it from any thread, for health and readiness.
public enum ConnectionState: Sendable, Equatable {
    /// Not connected. `attempt` counts from 1 since the last connection; `lastError` says why the last one ended.
    case connecting(attempt: Int, lastError: String?)
    /// Connected and usable.
    case connected
    /// Connected, but the broker takes no messages (memory or disk alarm). Source: RabbitMQ, connection.blocked.
    case blocked(reason: String)
    /// Not running: before `run()`, or after it.
    case closed
}
