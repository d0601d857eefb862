/// Parts of a case's file that may be given to somebody outside under the head's permission. The household, what the
/// reporter wrote and who reported are never among them (domain.md §10.2: reporter and third parties removed).
public enum FilePart: String, Codable, Sendable, Hashable, CaseIterable {
    /// Who the child is.
    case child
    /// Form 3.
    case assessment
    /// The plan's actions.
    case plan
    /// Why the case was closed.
    case closure
}

/// What somebody who asks for a file is to the child.
public enum FileReader: String, Codable, Sendable, Hashable, CaseIterable {
    case child
    case parent
    case guardian
    /// Defends the child before a court.
    case counsel
}
