internal import Foundation
internal import JSON
internal import ReferralDomain

extension Directory {
    /// The directory of a city's file, or the built-in one of SOP table L.14.
    ///
    /// - Throws: ``DirectoryProblems``, also if the file can't be read or isn't JSON.
    static func load(file: String?) throws -> Directory {
        let bytes: [UInt8]
        if let file {
            guard let data = FileManager.default.contents(atPath: file) else {
                throw DirectoryProblems(problems: ["the file \(file) can't be read"])
            }
            bytes = [UInt8](data)
        } else {
            bytes = PackageResources.directory_json
        }
        let decoded = JSONDecoding.decode([DirectoryRecord].self, from: bytes)
        guard let records = decoded.value else {
            throw DirectoryProblems(problems: decoded.problems.map { "\($0.pointer): \($0.expected)" })
        }
        return try Directory(records: records)
    }
}
