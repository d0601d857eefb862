/// Whom a helper visits, and where: no more than that (domain.md §10.4).
public struct HelpedChild: Codable, Sendable, Hashable {
    /// The name the child goes by.
    public var name: String?
    /// Where the child lives or was found.
    public var place: String?

    /// As known.
    public init(name: String? = nil, place: String? = nil) {
        self.name = name
        self.place = place
    }

    /// The part of an identity that leads to the door.
    public init(_ child: ChildIdentity) {
        self.init(name: child.name ?? child.nickname, place: child.address?.line ?? child.placeFound)
    }
}
