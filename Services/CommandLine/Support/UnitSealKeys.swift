internal import Contracts
internal import Foundation
internal import JSON
internal import Sealing

/// The units' public keys: what users seal their messages to.
struct UnitSealKeys: Codable, Sendable, Equatable {
    private var keys: [String: PublicSealKey]

    init(from decoder: any Decoder) throws { self.keys = try [String: PublicSealKey](from: decoder) }
    func encode(to encoder: any Encoder) throws { try self.keys.encode(to: encoder) }

    init(keys: [UnitName: PublicSealKey]) {
        self.keys = Dictionary(uniqueKeysWithValues: keys.map { ($0.key.rawValue, $0.value) })
    }

    /// From the keyrings, newest key each.
    init(keyringsIn folder: String) throws {
        var keys: [UnitName: PublicSealKey] = [:]
        for unit in UnitName.allCases {
            let keyring = try Keyring.load(from: "\(folder)/\(unit.rawValue).json")
            guard let key = keyring.publicSealKey else { throw Failure("\(unit.rawValue)'s keyring has no seal key") }
            keys[unit] = key
        }
        self.init(keys: keys)
    }

    static func path(in dataFolder: String) -> String { "\(dataFolder)/seal-keys.json" }

    /// As left by `pksai keyring generate`.
    static func load(dataFolder: String) throws -> UnitSealKeys {
        let path = Self.path(in: dataFolder)
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure("\(path) is missing", hint: "pksai keyring generate --data-dir \(dataFolder)")
        }
        guard let keys = JSONDecoding.decode(UnitSealKeys.self, from: Array(data)).value else {
            throw Failure("\(path) is not a list of public keys")
        }
        return keys
    }

    func write(to path: String) throws { try PrivateFile.write(try JSONEncoding.encode(self), to: path) }

    subscript(unit: UnitName) -> PublicSealKey? { self.keys[unit.rawValue] }
}
