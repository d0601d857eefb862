internal import ReferralDomain
internal import UnitRuntime
internal import Vocabulary

/// The directory as it reads now: the city's file with what was amended since.
struct DirectoryDesk: Sendable {
    /// As read from the file.
    let file: Directory
    /// The kind of aggregate that a handler names to read the amendments.
    static let kinds = [DirectoryEntry.streamKind]

    /// For a decision whose handler names ``kinds``.
    func current(_ context: DecisionContext) throws -> Directory {
        try self.file.amended(with: context.all(DirectoryEntry.self).compactMap(\.record))
    }

    /// For a question.
    func current(_ context: QueryContext) async throws -> Directory {
        try self.file.amended(with: await context.list(DirectoryEntry.self, limit: 10_000).compactMap(\.record))
    }
}
