/// What the population register knows under a NIK (SIAK; domain.md §11.1).
public struct RegistryRecord: Codable, Sendable, Equatable {
    /// Where the register has the person.
    public enum Status: String, Codable, Sendable, CaseIterable {
        case active
        /// Holds a certificate for non-permanent residents (SKSKPNP) of `district`.
        case nonpermanent
        case deceased
    }

    /// The person's status.
    public var status: Status
    /// The first four digits of the region that has the person now; 7371 is Makassar.
    public var district: String

    /// A record.
    public init(status: Status, district: String) {
        self.status = status
        self.district = district
    }

    /// Whether a text is a region's first four digits.
    public static func isDistrict(_ text: String) -> Bool {
        text.utf8.count == 4 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
