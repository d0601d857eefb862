internal import Foundation
internal import JSON

/// What a user names on the command line: a file, or `-` for standard input.
enum InputFile {
    /// All bytes.
    static func read(_ path: String) throws -> [UInt8] {
        if path == "-" { return Array(try FileHandle.standardInput.readToEnd() ?? Data()) }
        guard let data = FileManager.default.contents(atPath: path) else { throw Failure("\(path) cannot be read") }
        return Array(data)
    }

    /// One JSON object.
    static func object(_ path: String) throws -> JSONValue {
        let bytes = try self.read(path)
        let value: JSONValue
        do throws(JSONSyntaxError) {
            value = try JSONParser.parse(bytes)
        } catch {
            throw Failure("\(path == "-" ? "standard input" : path) is not JSON: \(error)", status: .refused)
        }
        guard value.object != nil else { throw Failure("\(path) holds no JSON object", status: .refused) }
        return value
    }
}
