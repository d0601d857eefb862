extension NIK {
    /// Whose number it is: decides the century of the birth date (domain.md §11.1).
    public enum Bearer: Sendable, Hashable {
        /// Under 18.
        case child
        /// A parent or guardian.
        case adult
    }

    /// What is doubtful about a number as given: its form, and whether sex and birth date agree with what is recorded.
    ///
    /// Doubts are warnings. They never refuse a complaint, and the raw text is kept (domain.md §11.1, rules 1 and 9).
    ///
    /// - Parameters:
    ///   - text: The number as given; nil or blank raises none.
    ///   - pointer: Its place in the message (RFC 6901).
    ///   - sex: The recorded sex, if any; `unknown` and `unborn` agree with every number.
    ///   - birthDate: The recorded birth date, if any.
    ///   - bearer: Whose number it is.
    ///   - today: The date that tells a child from an adult.
    public static func doubts(
        _ text: String?,
        pointer: String,
        sex: Sex?,
        birthDate: LocalDate?,
        bearer: Bearer,
        at today: LocalDate
    ) -> [Doubt] {
        guard let text, !text.isEmpty else { return [] }
        guard let nik = NIK(text) else {
            return [
                Doubt(
                    pointer: pointer,
                    expected: "NIK: 16 digits with a date that exists and a serial other than 0000",
                    found: "malformed, \(text.count) characters"
                )
            ]
        }
        var doubts: [Doubt] = []
        if let sex, sex == .male || sex == .female, sex != nik.sex {
            doubts.append(Doubt(pointer: pointer, expected: "NIK of the recorded sex", found: "mismatch"))
        }
        if let birthDate {
            let told =
                switch bearer {
                case .child: nik.childBirthDate(at: today)
                case .adult: nik.adultBirthDate(at: today)
                }
            if told != birthDate {
                doubts.append(Doubt(pointer: pointer, expected: "NIK of the recorded birth date", found: "mismatch"))
            }
        }
        return doubts
    }
}
