internal import Foundation
internal import JSON

/// What a user names on the command line: a file, or `-` for standard input.
enum InputFile {
    /// All bytes, at most so many: what has no end is not waited for.
    static func read(_ path: String, most: Int = 256 << 20) throws -> [UInt8] {
        let handle = path == "-" ? FileHandle.standardInput : try self.open(path)
        var bytes: [UInt8] = []
        while true {
            let more = try self.piece(of: handle, 1 << 20, path)
            guard !more.isEmpty else { return bytes }
            guard bytes.count + more.count <= most else {
                throw Failure("\(self.name(path)) holds more than \(most >> 20) MiB", status: .refused)
            }
            bytes += more
        }
    }

    /// A file to be read; not a folder.
    static func open(_ path: String) throws -> FileHandle {
        let kind = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
        guard kind != .typeDirectory else { throw Failure("\(path) is a folder") }
        guard let handle = FileHandle(forReadingAtPath: path) else { throw Failure("\(path) cannot be read") }
        return handle
    }

    /// The next bytes; none at the end.
    static func piece(of handle: FileHandle, _ count: Int, _ path: String) throws -> Data {
        do { return try handle.read(upToCount: count) ?? Data() } catch {
            throw Failure("\(self.name(path)) cannot be read")
        }
    }

    /// One JSON object.
    static func object(_ path: String) throws -> JSONValue {
        let bytes = try self.read(path, most: 4 << 20)
        let value: JSONValue
        do throws(JSONSyntaxError) {
            value = try JSONParser.parse(bytes)
        } catch {
            let line = bytes.prefix(error.offset).count { $0 == UInt8(ascii: "\n") } + 1
            throw Failure("\(self.name(path)):\(line): this is not JSON: \(error)", status: .refused)
        }
        guard value.object != nil else {
            throw Failure("\(self.name(path)):1: expected a JSON object", status: .refused)
        }
        return value
    }

    private static func name(_ path: String) -> String { path == "-" ? "standard input" : path }
}
