public import Vocabulary

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
}

/// One at-risk list a child is on: raises attention, never sets a level (domain.md §11.3).
public struct AtRiskEntry: Codable, Sendable, Equatable {
    /// The list's code, `pkh`.
    public var list: String
    /// The date of the data, if known.
    public var date: LocalDate?

    /// An entry.
    public init(list: String, date: LocalDate? = nil) {
        self.list = list
        self.date = date
    }

    var text: String { self.date.map { "\(self.list)@\($0)" } ?? self.list }
}

/// Where a child belongs and why.
public struct ResidencyFinding: Sendable, Equatable {
    /// The decision.
    public var residency: Residency
    /// `population_registry`, a proof, or `none`.
    public var basis: String
    /// The region that has the child, if another.
    public var homeDistrict: String?

    /// What the register's answer means. The prefix of a NIK is that of first registration and proves nothing either way
    /// (rules 7 and 8); without an answer the residency is unknown and service goes on provisionally.
    ///
    /// - Parameters:
    ///   - record: The register's answer; nil if it knows nobody or there is no NIK.
    ///   - city: The first four digits of this city.
    /// - Source: domain.md §11.2. The child decides; where the reporter lives never matters (X10, rule 6).
    public init(_ record: RegistryRecord?, city: String) {
        guard let record, record.status != .deceased else {
            self = ResidencyFinding(residency: .unknown, basis: "none", homeDistrict: nil)
            return
        }
        let basis = "population_registry"
        switch (record.district == city, record.status) {
        case (true, .nonpermanent):
            self = ResidencyFinding(residency: .residentNonpermanent, basis: basis, homeDistrict: nil)
        case (true, .active), (true, .deceased):
            self = ResidencyFinding(residency: .residentRegistered, basis: basis, homeDistrict: nil)
        case (false, .active), (false, .nonpermanent), (false, .deceased):
            self = ResidencyFinding(residency: .nonResident, basis: basis, homeDistrict: record.district)
        }
    }

    init(residency: Residency, basis: String, homeDistrict: String?) {
        self.residency = residency
        self.basis = basis
        self.homeDistrict = homeDistrict
    }
}
