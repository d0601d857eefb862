/// A zone without summer time: its offset from UTC. Indonesia has three. Written by the name people use, `WIB`.
public struct CityZone: Sendable, Hashable, Codable {
    /// Minutes ahead of UTC.
    let minutes: Int

    /// So many minutes ahead of UTC.
    init(minutes: Int) { self.minutes = minutes }

    /// Western Indonesia, UTC+7: Semarang.
    public static let wib = CityZone(minutes: 7 * 60)
    /// Central Indonesia, UTC+8: Makassar. What is told without a zone is meant here.
    public static let wita = CityZone(minutes: 8 * 60)
    /// Eastern Indonesia, UTC+9.
    public static let wit = CityZone(minutes: 9 * 60)

    private static let named: [(name: String, zone: CityZone)] = [("WIB", wib), ("WITA", wita), ("WIT", wit)]

    /// By the name people use, `WIB`; nil for another.
    public init?(name: String) {
        guard let known = Self.named.first(where: { $0.name == name })?.zone else { return nil }
        self = known
    }

    /// The name people use; nil for none of Indonesia's.
    public var name: String? { Self.named.first { $0.zone == self }?.name }

    var microseconds: Int64 { Int64(self.minutes) * 60_000_000 }

    /// Seconds ahead of UTC, for a database to add.
    public var seconds: Int64 { Int64(self.minutes) * 60 }

    /// Reads `WIB`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let zone = CityZone(name: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "one of WIB, WITA, WIT")
        }
        self = zone
    }

    /// Writes `WIB`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(self.name)
    }
}
