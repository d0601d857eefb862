public import Foundation

/// A typed key, written as a lower-case UUID or a word.
public protocol Identifier: Codable, Sendable, Hashable, CustomStringConvertible {
    /// From its written form; nil if it isn't one.
    init?(_ text: String)
    /// The written form, part of stream names and routing.
    var text: String { get }
}

extension Identifier {
    /// The written form.
    public var description: String { self.text }

    /// Reads the written form from a single string.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Self(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "identifier")
        }
        self = value
    }

    /// Writes the written form as a single string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(self.text)
    }
}

/// An identifier that is a UUID.
public protocol UUIDIdentifier: Identifier {
    /// The value.
    var uuid: UUID { get }
    /// From the value.
    init(_ uuid: UUID)
}

extension UUIDIdentifier {
    /// From 36 characters, hexadecimal with hyphens.
    public init?(_ text: String) {
        guard let uuid = UUID(hexadecimal: text) else { return nil }
        self.init(uuid)
    }
    /// Lower-case, with hyphens.
    public var text: String { self.uuid.hexadecimal }
}

/// A complaint (intake).
public struct ComplaintID: UUIDIdentifier {
    /// The value.
    public let uuid: UUID
    /// From the value.
    public init(_ uuid: UUID) { self.uuid = uuid }
}

/// A case (service-unit); minted by intake with the complaint.
public struct CaseID: UUIDIdentifier {
    /// The value.
    public let uuid: UUID
    /// From the value.
    public init(_ uuid: UUID) { self.uuid = uuid }
}

/// A child in the data bank (identification).
public struct ChildID: UUIDIdentifier {
    /// The value.
    public let uuid: UUID
    /// From the value.
    public init(_ uuid: UUID) { self.uuid = uuid }
}

/// A child on lists of secondary data whom the centre may visit (identification).
///
/// Its version is 8, unlike every complaint's: what is known of it is sealed under keys that identification makes.
public struct CandidateID: UUIDIdentifier {
    /// The value.
    public let uuid: UUID
    /// From the value.
    public init(_ uuid: UUID) { self.uuid = uuid }

    /// A new one from a fresh identifier.
    public init(fresh uuid: UUID) {
        var bytes = uuid.uuid
        bytes.6 = (bytes.6 & 0x0F) | 0x80
        self.uuid = UUID(uuid: bytes)
    }

    /// What its confidential values are sealed under, until it has a complaint.
    public var origin: ComplaintID { ComplaintID(self.uuid) }
    /// Whether values of this origin belong to a candidate.
    public static func owns(_ origin: ComplaintID) -> Bool { origin.uuid.uuid.6 & 0xF0 == 0x80 }
}

/// Who keeps lists of children at risk, `social_agency`: 1 to 40 of a–z, 0–9 and `_`, a letter first.
public struct DataSource: Identifier {
    /// The written form.
    public let text: String
    /// From its written form; nil if it breaks the pattern.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard (1...40).contains(bytes.count), let first = bytes.first, (97...122).contains(first) else { return nil }
        guard bytes.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }) else { return nil }
        self.text = text
    }
}

/// A referral (referral).
public struct ReferralID: UUIDIdentifier {
    /// The value.
    public let uuid: UUID
    /// From the value.
    public init(_ uuid: UUID) { self.uuid = uuid }
}

/// A case management meeting (service-unit).
public struct MeetingID: UUIDIdentifier {
    /// The value.
    public let uuid: UUID
    /// From the value.
    public init(_ uuid: UUID) { self.uuid = uuid }
}

/// A case conference (service-unit).
public struct ConferenceID: UUIDIdentifier {
    /// The value.
    public let uuid: UUID
    /// From the value.
    public init(_ uuid: UUID) { self.uuid = uuid }
}

/// A request for data (data-request).
public struct DataRequestID: UUIDIdentifier {
    /// The value.
    public let uuid: UUID
    /// From the value.
    public init(_ uuid: UUID) { self.uuid = uuid }
}

/// A broker user name: `[a-z][a-z0-9-]{1,40}`.
public struct Username: Identifier {
    /// The written form.
    public let text: String
    /// From its written form; nil if it breaks the pattern.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard (2...41).contains(bytes.count), let first = bytes.first, (97...122).contains(first) else { return nil }
        guard bytes.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }) else { return nil }
        self.text = text
    }
}

/// A number in one of the centre's registers: prefix, year of the city, running number of six or more digits.
public protocol RegisterNumber: Identifier {
    /// The register, `ADU`.
    static var prefix: String { get }
    /// The year in the city.
    var year: Int { get }
    /// The running number within the year, from 1.
    var serial: Int64 { get }
    /// The number with these parts.
    init(year: Int, serial: Int64)
}

extension RegisterNumber {
    /// From `PREFIX-2026-000123`; no year is before 1000, nor written otherwise than it is read.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == Self.prefix, parts[1].utf8.count == 4, let year = Int(parts[1]),
            year >= 1_000,
            parts[1...].allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }), parts[2].utf8.count >= 6,
            let serial = Int64(parts[2]), serial > 0
        else { return nil }
        self.init(year: year, serial: serial)
    }
    /// `PREFIX-2026-000123`.
    public var text: String {
        let digits = String(self.serial)
        return "\(Self.prefix)-\(self.year)-\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits)"
    }
}

/// A complaint's number, `ADU-2026-000001` (intake).
public struct ComplaintNumber: RegisterNumber {
    /// The register.
    public static var prefix: String { "ADU" }
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

/// A case's number, `PKSAI-2026-000001` (identification).
public struct CaseNumber: RegisterNumber {
    /// The register.
    public static var prefix: String { "PKSAI" }
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
