public import Foundation

/// A complaint about the centre itself (intake).
public struct ServiceComplaintID: UUIDIdentifier {
    /// The value.
    public let uuid: UUID
    /// From the value.
    public init(_ uuid: UUID) { self.uuid = uuid }
    /// What its confidential values are sealed under.
    public var origin: ComplaintID { ComplaintID(self.uuid) }
}

/// The number of a complaint about the centre, `LYN-2026-000001` (intake).
public struct ServiceComplaintNumber: RegisterNumber {
    /// The register.
    public static var prefix: String { "LYN" }
    /// The year in the city.
    public let year: Int
    /// The running number within the year, from 1.
    public let serial: Int64
    /// The number with these parts.
    public init(year: Int, serial: Int64) {
        self.year = year
        self.serial = serial
    }
}

/// One year's satisfaction survey, `2026`.
public struct SurveyYear: Identifier {
    /// The year in the city.
    public let year: Int
    /// From a year of four digits.
    public init?(_ text: String) {
        guard text.utf8.count == 4, let year = Int(text), (2000...9999).contains(year) else { return nil }
        self.year = year
    }
    /// The year of a moment.
    public init(_ moment: Instant) { self.year = moment.localDate.year }
    /// Four digits.
    public var text: String { String(self.year) }
}
