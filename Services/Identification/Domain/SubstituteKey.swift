public import Vocabulary

/// What stands for a NIK when there is none: name, year of birth and mother (domain.md §11.5). Equal keys make two
/// children candidates for being one; a person decides.
///
/// The texts identify somebody: they are only ever turned into blind indexes.
public enum SubstituteKey {
    /// What a key is made of; how strongly an equal one speaks for the same child (inferred).
    public enum Kind: String, Codable, Sendable, CaseIterable {
        case nameMotherNIK = "name_mother_nik"
        case nameFamilyCard = "name_family_card"
        case unbornMotherNIK = "unborn_mother_nik"
        case nameYearMother = "name_year_mother"
        case nameYearCarer = "name_year_carer"
        case nameYearPlace = "name_year_place"
        /// A first name that sounds alike, the year and the village: see ``Spelling``.
        case similarNameYearPlace = "similar_name_year_place"
        /// The same with the mother, where no place is known.
        case similarNameYearMother = "similar_name_year_mother"
        /// The same with the carer, where neither is known.
        case similarNameYearCarer = "similar_name_year_carer"

        /// In points of a hundred.
        public var strength: Int {
            switch self {
            case .nameMotherNIK: 80
            case .nameFamilyCard, .unbornMotherNIK: 75
            case .nameYearMother: 60
            case .nameYearCarer: 50
            case .nameYearPlace: 40
            case .similarNameYearMother: 35
            case .similarNameYearCarer: 30
            case .similarNameYearPlace: 25
            }
        }

        /// Whether names that are only alike make it equal.
        public var isSimilar: Bool {
            switch self {
            case .similarNameYearPlace, .similarNameYearMother, .similarNameYearCarer: true
            case .nameMotherNIK, .nameFamilyCard, .unbornMotherNIK, .nameYearMother, .nameYearCarer, .nameYearPlace:
                false
            }
        }

        /// So many records under one key tell nobody apart: fewer where names are only alike.
        public var most: Int { self.isSimilar ? 10 : KnownUnderKey.most }
    }

    /// One key.
    public struct Key: Sendable, Hashable {
        /// What it is made of.
        public let kind: Kind
        /// The text, identifying: only ever turned into a blind index.
        public let text: String
    }

    /// The keys of a child. An estimated age is a year more or less, so it has three; too little known has none.
    ///
    /// - Parameters:
    ///   - child: The child.
    ///   - family: Its household; without a mother's name the carer stands in, then the village or the place found.
    ///   - today: The date an estimated age counts from.
    public static func keys(_ child: ChildIdentity, family: Family?, at today: LocalDate) -> [Key] {
        let mother = family?.mother?.nik.flatMap { NIK($0) }
        if child.sex == .unborn {
            guard let mother, let month = child.birthDate?.month else { return [] }
            return [Key(kind: .unbornMotherNIK, text: "\(mother.digits)|\(month)")]
        }
        guard let name = self.normalised(child.name) ?? self.normalised(child.nickname) else { return [] }
        var keys: [Key] = []
        if let mother { keys.append(Key(kind: .nameMotherNIK, text: "\(name)|\(mother.digits)")) }
        if let card = child.familyCardNumber.map({ $0.filter(\.isNumber) }), card.utf8.count == 16 {
            keys.append(Key(kind: .nameFamilyCard, text: "\(name)|\(card)"))
        }
        let ties: [(Kind, String?)] = [
            (.nameYearMother, self.normalised(family?.mother?.name)),
            (.nameYearCarer, self.normalised(child.carerName)),
            (.nameYearPlace, self.normalised(child.address?.village) ?? self.normalised(child.placeFound)),
        ]
        let years = self.years(child, at: today)
        if let (kind, tie) = ties.first(where: { $0.1 != nil }), let tie {
            keys += years.map { Key(kind: kind, text: "\(name)|\($0)|\(tie)") }
        }
        // A place first: of one family the same people may be named in one report and not in the next.
        let similar: [(Kind, String?)] = [
            (.similarNameYearPlace, ties[2].1.map(Spelling.folded)),
            (.similarNameYearMother, ties[0].1.map(Spelling.firstName)),
            (.similarNameYearCarer, ties[1].1.map(Spelling.firstName)),
        ]
        guard let (kind, tie) = similar.first(where: { $0.1 != nil }), let tie else { return keys }
        return keys + years.map { Key(kind: kind, text: "\(Spelling.firstName(name))|\($0)|\(tie)") }
    }

    /// The words of a child's names, to see whether two records can mean one person.
    public static func nameWords(_ child: ChildIdentity) -> Set<String> {
        Set(
            [child.name, child.nickname].compactMap { self.normalised($0) }.flatMap { $0.split(separator: " ") }.map(
                String.init
            )
        )
    }

    private static func years(_ child: ChildIdentity, at today: LocalDate) -> [Int] {
        if let birthDate = child.birthDate { return [birthDate.year] }
        guard let age = child.estimatedAge, (0...130).contains(age) else { return [] }
        let year = today.year - age
        return [year - 1, year, year + 1]
    }

    /// Lower case, letters only, one space between words; nil if nothing is left.
    static func normalised(_ text: String?) -> String? {
        guard let text else { return nil }
        if let plain = self.normalisedPlain(text) { return plain.isEmpty ? nil : plain }
        let words = text.lowercased().split { !$0.isLetter && $0 != "'" && $0 != "’" && $0 != "." }
            .map { $0.filter(\.isLetter) }.filter { !$0.isEmpty }
        return words.isEmpty ? nil : words.joined(separator: " ")
    }

    /// The same without a look at Unicode's tables, for texts in ASCII, as nearly all are; nil for others.
    private static func normalisedPlain(_ text: String) -> String? {
        var words: [UInt8] = []
        words.reserveCapacity(text.utf8.count)
        var isBetween = false
        for byte in text.utf8 {
            switch byte {
            case 0x80...: return nil
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
                if isBetween, !words.isEmpty { words.append(UInt8(ascii: " ")) }
                isBetween = false
                words.append(byte | 0x20)
            case UInt8(ascii: "'"), UInt8(ascii: "."): continue
            default: isBetween = true
            }
        }
        return String(decoding: words, as: UTF8.self)
    }
}

/// The number a child without a NIK goes under, `TMP-2026-00001`; stays as an alias (domain.md §11.5).
public struct TemporaryNumber: Codable, Sendable, Hashable, CustomStringConvertible {
    /// The year in the city.
    public let year: Int
    /// The running number within the year, from 1.
    public let serial: Int64

    /// The number with these parts.
    public init(year: Int, serial: Int64) {
        self.year = year
        self.serial = serial
    }

    /// `TMP-2026-00001`.
    public var description: String {
        let digits = String(self.serial)
        return "TMP-\(self.year)-\(String(repeating: "0", count: max(0, 5 - digits.count)))\(digits)"
    }
}
