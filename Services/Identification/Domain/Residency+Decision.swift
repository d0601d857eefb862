public import Vocabulary

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
