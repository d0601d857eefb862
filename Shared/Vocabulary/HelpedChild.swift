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
        let address = child.address
        let lane = [address?.rt.map { "RT \($0)" }, address?.rw.map { "RW \($0)" }]
        let parts = [address?.street] + lane + [address?.village, address?.subdistrict]
        let line = parts.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ", ")
        self.init(name: child.name ?? child.nickname, place: line.isEmpty ? child.placeFound : line)
    }
}
