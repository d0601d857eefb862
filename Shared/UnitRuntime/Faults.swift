/// Moments between two steps at which a test lets an instance die; nothing in production, where there is no hook.
///
/// What happens between a statement and the database, or a message and its confirm, is no step of the program: tests die
/// there by what the network lets through (`Tests/README.md` lists all moments).
package struct Faults: Sendable {
    /// A moment: what is before it has happened, what is after it has not.
    package enum Point: String, Sendable, CaseIterable, Codable {
        /// The next batch may lie there; none of it was taken.
        case beforeReceive
        /// A batch was taken from the broker.
        case afterReceive
        /// The inbox was asked, and everything is loaded and locked.
        case afterLoad
        /// Everything is decided; nothing is written. What is written travels with its COMMIT.
        case beforeInsert
        /// The database has committed and said so; the broker doesn't know.
        case afterCommitAnswered
        /// Urgent messages were handed on; the broker doesn't know that theirs was handled.
        case beforeAck
        /// The broker was told; nothing but urgent messages was handed on.
        case afterAck
        /// Messages were taken to be published.
        case beforePublish
        /// Confirms have come and are not noted.
        case beforeConfirm
        /// Confirms are noted; the rows are still there.
        case afterConfirm
        /// Just before the rows are deleted.
        case beforeOutboxDelete
        /// The rows are deleted.
        case afterOutboxDelete
    }

    /// Called at each point with the lane it is on, `urgent`, `routine` and so on: for points of a message the last word
    /// of its queue, for points of publishing the kind of what is published; empty for what all share. Does not return if
    /// the instance is to die there.
    package typealias Hook = @Sendable (Point, _ lane: String) async throws -> Void

    private let hook: Hook?

    /// Nothing happens at any point, unless told so.
    package init(hook: Hook? = nil) { self.hook = hook }

    /// Only a comparison where there is no hook: what the lane is called is not even asked.
    @inline(__always)
    func reached(_ point: Point, _ lane: @autoclosure () -> String = "") async throws {
        guard let hook = self.hook else { return }
        try await hook(point, lane())
    }
}
