/// The parts of `amqp://user:password@host:port/vhost`. Source: RabbitMQ URI specification.
struct BrokerURL: Equatable {
    var isSecure: Bool
    var username = "guest"
    var password = "guest"
    var host: String
    var port: Int
    var virtualHost = "/"

    init(_ text: String) throws(RabbitMQError) {
        guard let scheme = text.firstIndex(of: ":"), text[scheme...].hasPrefix("://") else {
            throw Self.invalid("no scheme")
        }
        switch text[..<scheme].lowercased() {
        case "amqp": self.isSecure = false
        case "amqps": self.isSecure = true
        default: throw Self.invalid("the scheme is neither amqp nor amqps")
        }
        var rest = text[scheme...].dropFirst(3)
        guard !rest.contains("?"), !rest.contains("#") else { throw Self.invalid("a query or fragment") }
        if let slash = rest.firstIndex(of: "/") {
            let path = rest[rest.index(after: slash)...]
            guard !path.contains("/") else { throw Self.invalid("a second / in the path: write %2F") }
            // `amqp://host/` names the virtual host that is empty, which RabbitMQ does not have: taken as `/`.
            self.virtualHost = path.isEmpty ? "/" : try Self.decoded(path)
            rest = rest[..<slash]
        }
        if let at = rest.lastIndex(of: "@") {
            let user = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            self.username = try Self.decoded(user[0])
            self.password = user.count > 1 ? try Self.decoded(user[1]) : ""
            rest = rest[rest.index(after: at)...]
        }
        var port: Substring?
        if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
            self.host = String(rest[rest.index(after: rest.startIndex)..<end])
            let tail = rest[rest.index(after: end)...]
            guard tail.isEmpty || tail.hasPrefix(":") else { throw Self.invalid("text after the address") }
            port = tail.isEmpty ? nil : tail.dropFirst()
        } else if let colon = rest.firstIndex(of: ":") {
            self.host = try Self.decoded(rest[..<colon])
            port = rest[rest.index(after: colon)...]
        } else {
            self.host = try Self.decoded(rest)
        }
        guard !self.host.isEmpty else { throw Self.invalid("no host") }
        self.port = self.isSecure ? 5671 : 5672
        if let port {
            guard let number = Int(port), (1...65_535).contains(number) else { throw Self.invalid("no such port") }
            self.port = number
        }
    }

    /// Undoes percent-encoding; the result is UTF-8 without a zero byte, as C reads it.
    private static func decoded(_ text: Substring) throws(RabbitMQError) -> String {
        var bytes: [UInt8] = []
        var encoded = text.utf8.makeIterator()
        while let byte = encoded.next() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = encoded.next().flatMap(self.hexadecimal),
                let low = encoded.next().flatMap(self.hexadecimal)
            else { throw self.invalid("% without two hexadecimal digits") }
            bytes.append(high << 4 | low)
        }
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
            throw self.invalid("not UTF-8")
        }
        return text
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static func invalid(_ problem: String) -> RabbitMQError {
        RabbitMQError(.invalidConfiguration, replyText: "broker URL: \(problem)")
    }
}
