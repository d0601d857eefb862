#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif
internal import JSON

/// Why a file of secrets was not read or written. It names the file and nothing in it.
public struct PrivateFileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Code: Sendable, Hashable {
        /// It cannot be opened or read; the system's error number.
        case unreadable(Int32)
        /// It cannot be written; the system's error number.
        case unwritable(Int32)
        /// It is no regular file.
        case notRegular
        /// Others than its owner may use it, or it may be executed: its mode, such as 0o644.
        case tooOpen(mode: UInt32)
        /// It belongs to another user.
        case notOurs
        /// Larger than 1 MiB.
        case tooLarge
        /// Not what belongs in such a file.
        case malformed
    }

    /// What is wrong.
    public let code: Code
    /// The file.
    public let path: String

    /// Says what is wrong with which file.
    public init(code: Code, path: String) {
        self.code = code
        self.path = path
    }

    /// What is wrong and with which file.
    public var description: String {
        switch self.code {
        case .unreadable(let number): "\(self.path) cannot be read (error \(number))"
        case .unwritable(let number): "\(self.path) cannot be written (error \(number))"
        case .notRegular: "\(self.path) is no regular file"
        case .tooOpen(let mode): "\(self.path) has mode 0\(String(mode, radix: 8)); it must be 0600 or stricter"
        case .notOurs: "\(self.path) belongs to another user"
        case .tooLarge: "\(self.path) is larger than 1 MiB"
        case .malformed: "\(self.path) is not what belongs there"
        }
    }
}

/// Files that only their owner may read.
public enum PrivateFile {
    /// The file's bytes, after checking that it is ours and ours alone.
    ///
    /// - Throws: ``PrivateFileError``.
    public static func read(_ path: String) throws(PrivateFileError) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw PrivateFileError(code: .unreadable(errno), path: path) }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else {
            throw PrivateFileError(code: .unreadable(errno), path: path)
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw PrivateFileError(code: .notRegular, path: path) }
        guard status.st_mode & 0o7177 == 0 else {
            throw PrivateFileError(code: .tooOpen(mode: UInt32(status.st_mode & 0o7777)), path: path)
        }
        guard status.st_uid == geteuid() else { throw PrivateFileError(code: .notOurs, path: path) }
        guard status.st_size <= 1 << 20 else { throw PrivateFileError(code: .tooLarge, path: path) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = Self.read(descriptor, &chunk)
            guard count >= 0 else { throw PrivateFileError(code: .unreadable(errno), path: path) }
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= 1 << 20 else { throw PrivateFileError(code: .tooLarge, path: path) }
        }
    }

    private static func read(_ descriptor: Int32, _ chunk: inout [UInt8]) -> Int {
        while true {
            #if canImport(Glibc)
                let count = unsafe Glibc.read(descriptor, &chunk, chunk.count)
            #elseif canImport(Musl)
                let count = unsafe Musl.read(descriptor, &chunk, chunk.count)
            #else
                let count = unsafe Darwin.read(descriptor, &chunk, chunk.count)
            #endif
            if count >= 0 || errno != EINTR { return count }
        }
    }

    /// Writes the file with mode 0600, all of it or nothing: beside its place first, then moved there.
    ///
    /// - Throws: ``PrivateFileError/Code/unwritable(_:)``.
    public static func write(_ bytes: [UInt8], to path: String) throws(PrivateFileError) {
        let temporary = "\(path).\(KeyIdentifier.suffix())"
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw PrivateFileError(code: .unwritable(errno), path: path) }
        var number: Int32 = 0
        // The process's umask may have taken rights away from the owner.
        if fchmod(descriptor, 0o600) != 0 { number = errno }
        var rest = bytes[...]
        while number == 0, !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Self.write(descriptor, $0) }
            if count >= 0 { rest = rest.dropFirst(count) } else if errno != EINTR { number = errno }
        }
        if number == 0, fsync(descriptor) != 0 { number = errno }
        if close(descriptor) != 0, number == 0 { number = errno }
        if number == 0, unsafe rename(temporary, path) != 0 { number = errno }
        guard number == 0 else {
            unsafe unlink(temporary)
            throw PrivateFileError(code: .unwritable(number), path: path)
        }
        Self.synchroniseFolder(of: path)
    }

    private static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
            unsafe Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            unsafe Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }

    /// Makes the new name last. Not every file system can; the content is safe in any case.
    private static func synchroniseFolder(of path: String) {
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = unsafe open(folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}

extension Keyring {
    /// Reads a keyring from a file of mode 0600 or stricter that belongs to us.
    ///
    /// - Throws: ``PrivateFileError``, naming the file.
    public static func load(from path: String) throws(PrivateFileError) -> Keyring {
        let decoded = JSONDecoding.decode(KeyringFile.self, from: try PrivateFile.read(path))
        guard decoded.unknownMembers.isEmpty, let file = decoded.value, let keyring = Keyring(file) else {
            throw PrivateFileError(code: .malformed, path: path)
        }
        return keyring
    }

    /// Writes the keyring with mode 0600, all of it or nothing.
    ///
    /// - Throws: ``PrivateFileError``, naming the file.
    public func save(to path: String) throws(PrivateFileError) {
        guard let bytes = try? JSONEncoding.encode(self.file) else {
            throw PrivateFileError(code: .malformed, path: path)
        }
        try PrivateFile.write(bytes, to: path)
    }
}
