/// The sub-districts of a city. Only these names are loose codes: a free text in their place could tell who somebody is.
public struct Subdistricts: Codable, Sendable, Equatable {
    private let names: [String]

    /// These names, as they are to be written.
    public init(_ names: [String]) { self.names = names }

    /// The fifteen sub-districts (kecamatan) of Makassar (public).
    public static let makassar = Subdistricts([
        "Biringkanaya", "Bontoala", "Kepulauan Sangkarrang", "Makassar", "Mamajang", "Manggala", "Mariso",
        "Panakkukang", "Rappocini", "Tallo", "Tamalanrea", "Tamalate", "Ujung Pandang", "Ujung Tanah", "Wajo",
    ])

    /// All names, as they are to be written.
    public var all: [String] { self.names }

    /// The name as it is to be written; nil if the city has no such sub-district. Case, spaces and hyphens don't matter.
    public func known(_ text: String?) -> String? {
        guard let key = text.map(Self.key), !key.isEmpty else { return nil }
        return self.names.first { Self.key($0) == key }
    }

    private static func key(_ text: String) -> String { text.lowercased().filter(\.isLetter) }
}
