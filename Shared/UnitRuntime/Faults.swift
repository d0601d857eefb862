/// Moments between two steps at which a test lets an instance die; nothing in production.
package struct Faults: Sendable {
    /// A moment: what is before it has happened, what is after it has not.
    package enum Point: String, Sendable, CaseIterable {
        /// A batch was taken from the broker.
        case afterReceive
        /// The inbox was asked, and everything is loaded and locked.
        case afterLoad
        /// Everything is decided; nothing is written. What is written travels with its COMMIT.
        case beforeWrite
        /// The database has committed; the broker doesn't know.
        case afterCommit
        /// The broker was told; nothing is published.
        case afterAck
        /// Messages are with the broker, its confirms unseen.
        case afterPublish
        /// Confirms have come; the rows are still there.
        case afterConfirm
        /// Just before the rows are deleted.
        case beforeOutboxDelete
    }

    /// Called at each point; does not return if the instance is to die there.
    package var reached: @Sendable (Point) async throws -> Void

    /// Nothing happens at any point, unless told so.
    package init(reached: @escaping @Sendable (Point) async throws -> Void = { _ in }) { self.reached = reached }
}
