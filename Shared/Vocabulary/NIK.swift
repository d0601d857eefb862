/// An Indonesian population number: 16 digits of region, birth date (day + 40 for females) and serial
/// (domain.md §11.1). The region is that of first registration: a hint, never proof of residency.
public struct NIK: Sendable, Hashable {
    /// The 16 digits.
    public let digits: String
    /// The first four digits: province and regency or city; 7371 is Makassar.
    public let region: String
    /// As the day digits say.
    public let sex: Sex
    private let day: Int
    private let month: Int
    private let yearOfCentury: Int

    /// From 16 digits with a possible date and a serial that isn't 0000; nil if malformed.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 16, bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        func number(_ start: Int, _ count: Int) -> Int {
            bytes[start..<start + count].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        let printedDay = number(6, 2)
        let female = printedDay > 40
        self.day = female ? printedDay - 40 : printedDay
        self.month = number(8, 2)
        self.yearOfCentury = number(10, 2)
        guard number(12, 4) != 0 else { return nil }
        let (day, month, year) = (self.day, self.month, self.yearOfCentury)
        guard [1900, 2000].contains(where: { LocalDate(year: $0 + year, month: month, day: day) != nil }) else {
            return nil
        }
        self.digits = text
        self.region = String(text.prefix(4))
        self.sex = female ? .female : .male
    }

    /// The birth date of a child: the century that makes the person under 18 at this date, else the latest possible.
    public func childBirthDate(at today: LocalDate) -> LocalDate? {
        let candidates = self.candidates.filter { $0 <= today }
        return candidates.first { $0.age(at: today) < 18 } ?? candidates.max()
    }

    /// The birth date of an adult: the latest century that makes the person 15 or more at this date.
    public func adultBirthDate(at today: LocalDate) -> LocalDate? {
        self.candidates.filter { $0.age(at: today) >= 15 }.max()
    }

    private var candidates: [LocalDate] {
        [2000, 1900].compactMap { LocalDate(year: $0 + self.yearOfCentury, month: self.month, day: self.day) }
    }
}
