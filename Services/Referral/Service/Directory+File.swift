internal import Foundation
internal import JSON
internal import ReferralDomain

extension Directory {
    /// The directory of a city's file, or the built-in one of SOP table L.14.
    ///
    /// - Throws: ``DirectoryProblems``, also if the file can't be read or isn't JSON.
    static func load(file: String?) throws -> Directory {
        guard let file else { return try self.read(PackageResources.directory_json) }
        guard let data = FileManager.default.contents(atPath: file) else {
            throw DirectoryProblems(problems: ["the file \(file) can't be read"])
        }
        return try self.read([UInt8](data))
    }

    /// The directory in these bytes.
    ///
    /// - Throws: ``DirectoryProblems`` with everything that is wrong, unknown members included.
    static func read(_ bytes: [UInt8]) throws -> Directory {
        let decoded = JSONDecoding.decode(DirectoryFile.self, from: bytes)
        let unknown = decoded.unknownMembers.map { "\($0): no such member" }
        guard let file = decoded.value else {
            throw DirectoryProblems(problems: decoded.problems.map { "\($0.pointer): \($0.expected)" } + unknown)
        }
        do {
            let directory = try Directory(file: file)
            guard unknown.isEmpty else { throw DirectoryProblems(problems: unknown) }
            return directory
        } catch let error as DirectoryProblems {
            throw DirectoryProblems(problems: error.problems + unknown.filter { !error.problems.contains($0) })
        }
    }

    /// What can be read of a file that is wrong.
    static func decoded(_ bytes: [UInt8]) -> DirectoryFile? {
        JSONDecoding.decode(DirectoryFile.self, from: bytes).value
    }
}
