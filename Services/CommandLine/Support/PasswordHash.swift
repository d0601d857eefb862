internal import Crypto
internal import Foundation

/// A broker user's password, as RabbitMQ keeps it.
enum PasswordHash {
    /// Base64 of four bytes of salt and SHA-256 of salt and password (`rabbit_password_hashing_sha256`).
    static func make(_ password: String, salt: [UInt8] = (0..<4).map { _ in UInt8.random(in: .min ... .max) }) -> String
    {
        let digest = SHA256.hash(data: salt + Array(password.utf8))
        return Data(salt + Array(digest)).base64EncodedString()
    }

    /// A password of 192 random bits, safe in a URL.
    static func newPassword() -> String {
        (0..<24).map { _ in
            let byte = String(UInt8.random(in: .min ... .max), radix: 16)
            return byte.count == 1 ? "0\(byte)" : byte
        }.joined()
    }
}
