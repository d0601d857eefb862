internal import Vocabulary

/// Dates and words as they are written in Indonesian.
enum Indonesian {
    /// Indonesian by English, a line each: `English = Indonesian`; `{}` stands for a value.
    static let words: [String: String] = {
        let text = String(decoding: PackageResources.indonesian_txt, as: UTF8.self)
        let pairs = text.split(separator: "\n").compactMap { line -> (String, String)? in
            guard let sign = line.firstRange(of: " = ") else { return nil }
            return (String(line[..<sign.lowerBound]), String(line[sign.upperBound...]))
        }
        return Dictionary(pairs) { first, _ in first }
    }()

    private static let months = [
        "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
        "Desember",
    ]
    private static let days = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]

    /// `22 November 2026`; other text as it is.
    static func date(_ text: String) -> String { LocalDate(text).map(self.date) ?? text }

    /// `22 November 2026`.
    static func date(_ date: LocalDate) -> String {
        let parts = date.parts
        return "\(parts.day) \(self.months[(parts.month - 1) % 12]) \(parts.year)"
    }

    /// `Minggu, 22 November 2026`.
    static func dayAndDate(_ date: LocalDate) -> String { "\(self.days[(date.weekday - 1) % 7]), \(self.date(date))" }

    /// `Minggu, 22 November 2026, pukul 14.05`, in the time's own zone.
    static func dayAndTime(_ at: Instant) -> String {
        // RFC 3339: the time of day begins after the T.
        let clock = at.description.dropFirst(11).prefix(5).replacing(":", with: ".")
        return "\(self.dayAndDate(at.localDate)), pukul \(clock)"
    }

    /// Who signs or takes part: `focal-bkb` as `Focal Bkb`; a name that somebody wrote stays as it is.
    static func person(_ text: String) -> String {
        guard Username(text) != nil else { return text }
        return text.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
    }

    /// `2026-11` as `Nov 2026`, `2026-W47` as `mg 47/2026`; other text as it is.
    static func span(_ text: String) -> String {
        let parts = text.split(separator: "-")
        guard parts.count == 2 else { return text }
        if parts[1].hasPrefix("W") { return "mg \(parts[1].dropFirst())/\(parts[0])" }
        guard let month = Int(parts[1]), self.months.indices.contains(month - 1) else { return text }
        return "\(self.months[month - 1].prefix(3)) \(parts[0])"
    }

    /// A time as a date, in the centre's time zone; other text as it is.
    static func day(of instant: String?) -> String? {
        guard let instant else { return nil }
        return Instant(rfc3339: instant).map { self.date($0.localDate) } ?? instant
    }
}
