internal import Contracts
internal import Foundation
internal import JSON
internal import RabbitMQ
internal import Sealing
internal import Vocabulary

/// Makes complaints about invented children, each about another child: NIK of region 7371, serial 9xxx.
struct Complaints {
    let agency: Copy.Profile
    /// Seals as `pksai` does; otherwise bodies are plain, as an agency's own program may send them.
    let isSealed: Bool
    /// Which children: another seed, other children.
    let seed: UInt64
    private(set) var count: UInt64 = 0

    init(agency: Copy.Profile, isSealed: Bool, seed: UInt64) {
        self.agency = agency
        self.isSealed = isSealed
        self.seed = seed
    }

    /// The next ones.
    mutating func next(_ number: Int, lane: Lane) throws -> [OutgoingMessage] {
        var messages: [OutgoingMessage] = []
        messages.reserveCapacity(number)
        for _ in 0..<number { messages.append(try self.next(lane)) }
        return messages
    }

    mutating func next(_ lane: Lane) throws -> OutgoingMessage {
        self.count += 1
        let body = try JSONEncoding.encode(self.complaint(self.count, lane))
        let id = "bench-\(self.seed)-\(self.count)"
        guard let username = Username(self.agency.username) else {
            throw BenchmarkFailure("'\(self.agency.username)' is no user name")
        }
        let route = Routing.complaint(from: username, lane: lane)
        var bytes = body
        if self.isSealed {
            guard let key = self.agency.units[UnitName.intake.rawValue] else {
                throw BenchmarkFailure("the profile has no key of intake")
            }
            bytes = try HPKESealing.seal(body, to: key, userID: username.text, messageID: id)
        }
        return OutgoingMessage(
            exchange: route.exchange.rawValue,
            routingKey: route.key,
            properties: MessageProperties(
                messageID: id,
                type: ComplaintSubmitted.type,
                contentType: self.isSealed ? "application/pksai-sealed" : "application/json",
                correlationID: id,
                appID: "benchmark",
                userID: username.text,
                timestamp: UInt64(Date().timeIntervalSince1970),
                deliveryMode: 2,
                headers: ["schema_version": .integer(1)]
            ),
            body: bytes
        )
    }

    private func complaint(_ index: UInt64, _ lane: Lane) -> ComplaintSubmitted {
        // A thousand serials a birth date, then another date: no two seeds meet within a run's length.
        let place = (self.seed &* 7_919 &+ index / 1_000) % (14 * 9 * 12 * 28)
        let district = Int(place % 14) + 1
        let (year, month, day) = (2_010 + Int(place / 14 % 9), Int(place / 126 % 12) + 1, Int(place / 1_512 % 28) + 1)
        let serial = 9_000 + Int(index % 1_000)
        let nik =
            "7371" + Self.digits(district, 2) + Self.digits(day, 2) + Self.digits(month, 2)
            + Self.digits(year % 100, 2) + String(serial)
        let name = Self.word(self.seed &* 1_000_003 &+ index)
        return ComplaintSubmitted(
            reference: "BM/\(self.seed)/\(index)",
            channel: .institutionReferral,
            emergency: lane == .urgent,
            reporter: Reporter(
                name: "Petugas Contoh",
                relation: .officer,
                institution: "Polsek Contoh",
                position: "petugas",
                phone: "0800000000"
            ),
            child: ChildIdentity(
                name: name,
                sex: .male,
                nik: nik,
                birthPlace: "Makassar",
                birthDate: LocalDate(year: year, month: month, day: day),
                address: Address(street: "Jalan Contoh \(index)", subdistrict: "Panakkukang", city: "Makassar"),
                carerName: "Ibu \(name)"
            ),
            family: Family(
                father: Parent(name: "Ayah \(name)", age: 40, relation: .biological),
                mother: Parent(name: "Ibu \(name)", age: 38, relation: .biological),
                caredBy: .bothBiological,
                childrenCount: 2
            ),
            situation: Self.situation,
            categories: [lane == .urgent ? .violenceVictim : .educationProblem],
            initialAssessment: InitialAssessment(
                vulnerable: true,
                vulnerabilityTypes: [.social],
                riskTypes: [lane == .urgent ? .physical : .neglect],
                riskLevel: lane == .urgent ? .high : .medium,
                immediateNeeds: lane == .urgent ? [.shelter] : [],
                recommendation: "a visit at home"
            )
        )
    }

    private static let situation = """
        The child has not been to school for three weeks. The class teacher went to the house twice and found nobody \
        there; neighbours say that the mother works in another town and that the child sleeps at a friend's.
        """

    private static func digits(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }

    /// A name of its own for each number, of syllables.
    private static func word(_ number: UInt64) -> String {
        let syllables = [
            "ba", "du", "fi", "ga", "ko", "la", "mi", "nu", "pa", "re", "si", "ta", "wu", "ya", "zo", "he",
        ]
        var (rest, text) = (number, "")
        repeat {
            text += syllables[Int(rest % 16)]
            rest /= 16
        } while rest > 0
        return text.prefix(1).uppercased() + text.dropFirst()
    }
}
