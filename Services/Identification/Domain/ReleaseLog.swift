public import Vocabulary

/// What the data bank keeps of a request for data: that something left, under which hash, and where it is filed
/// (domain.md §6.14). What left is not in it.
public struct ReleaseLog: Aggregate {
    /// The first part of its stream's name.
    public static let streamKind = "release-log"
    /// The request.
    public let id: DataRequestID
    /// What left.
    public private(set) var released: DataReleased?
    /// Why nothing did.
    public private(set) var unavailable: DataUnavailable?
    /// Where it is filed.
    public private(set) var documented: DataRequestDocumented?

    /// Before anything is known.
    public init(id: DataRequestID) { self.id = id }

    /// What can happen to it.
    public enum Event: Codable, Sendable, Equatable {
        case dataReleased(DataReleased)
        case dataUnavailable(DataUnavailable)
        case dataRequestDocumented(DataRequestDocumented)
    }

    /// Notes what was told; what is known already isn't noted again.
    public func note(_ event: Event) -> [Event] { self.applying([event]) == self ? [] : [event] }

    /// Folds one event into the state.
    public mutating func apply(_ event: Event) {
        switch event {
        case .dataReleased(let told): self.released = told
        case .dataUnavailable(let told): self.unavailable = told
        case .dataRequestDocumented(let told): self.documented = told
        }
    }
}
