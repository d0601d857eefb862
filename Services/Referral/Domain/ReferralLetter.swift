public import Vocabulary

/// Form 5, the referral letter, member by member as domain.md §7.5 lists it. There is no reporter and no NIK on it, and
/// none may be added (rule 25).
public struct ReferralLetter: Codable, Sendable, Equatable {
    /// Nomor.
    public var number: String
    /// Hal: `service referral`.
    public var subject: String
    /// Kepada: directory id of the addressee.
    public var to: String
    /// Nama.
    public var childName: Confidential<String>
    /// Umur, in years; nil if nobody knows.
    public var childAge: Confidential<Int>?
    /// Alamat.
    public var childAddress: Confidential<String>
    /// Masalah: the minimum the partner needs.
    public var problem: Confidential<String>
    /// Penanganan.
    public var doneSoFar: Confidential<String>
    /// Bantuan yang diharapkan.
    public var helpWanted: Confidential<String>
    /// Lampiran: a short description of what is attached.
    public var attachment: Confidential<String>
    /// Place and date of the signature, `Makassar, 2026-11-21`; nil while a draft.
    public var placeDate: String?
    /// Kepala dinas: the head of the city social agency; nil while a draft.
    public var signer: String?
    /// Tembusan: always the centre's archive.
    public var copy: String

    enum CodingKeys: String, CodingKey {
        case number = "f5_number"
        case subject = "f5_subject"
        case to = "f5_to"
        case childName = "f5_child_name"
        case childAge = "f5_child_age"
        case childAddress = "f5_child_address"
        case problem = "f5_problem"
        case doneSoFar = "f5_done_so_far"
        case helpWanted = "f5_help_wanted"
        case attachment = "f5_attachment"
        case placeDate = "f5_place_date"
        case signer = "f5_signer"
        case copy = "f5_copy"
    }

    /// The fixed `f5_copy`.
    public static let archive = "PKSAI archive"
    /// Whether the agency head signed it.
    public var isSigned: Bool { self.signer != nil }
    /// What `f5_subject` says unless the officer says otherwise.
    public static let defaultSubject = "service referral"
}

/// `f5_signer` and `f5_place_date`: the head of the city social agency signs.
public struct LetterSignature: Codable, Sendable, Equatable {
    /// Who signed.
    public var signer: String
    /// `Makassar, 2026-11-21`.
    public var placeDate: String
    /// When.
    public var at: Instant

    enum CodingKeys: String, CodingKey {
        case signer = "f5_signer"
        case placeDate = "f5_place_date"
        case at
    }
}

/// What the referral officer writes; what is left out comes from the service unit's request.
public struct LetterDraft: Sendable, Equatable {
    /// Nomor.
    public var number: String
    /// Hal; ``ReferralLetter/defaultSubject`` if nil.
    public var subject: String?
    /// The child as the letter shows it: name, age, address, nothing else.
    public var childName: String?
    /// Years.
    public var childAge: Int?
    /// One line.
    public var childAddress: String?
    /// Masalah.
    public var problem: String?
    /// Penanganan.
    public var doneSoFar: String?
    /// Bantuan yang diharapkan.
    public var helpWanted: String?
    /// Lampiran.
    public var attachment: String?

    /// A draft.
    public init(
        number: String,
        subject: String? = nil,
        childName: String? = nil,
        childAge: Int? = nil,
        childAddress: String? = nil,
        problem: String? = nil,
        doneSoFar: String? = nil,
        helpWanted: String? = nil,
        attachment: String? = nil
    ) {
        self.number = number
        self.subject = subject
        self.childName = childName
        self.childAge = childAge
        self.childAddress = childAddress
        self.problem = problem
        self.doneSoFar = doneSoFar
        self.helpWanted = helpWanted
        self.attachment = attachment
    }

    /// Takes over what the letter may show of a child, where the officer wrote nothing. Never the NIK.
    public func completed(with child: ChildIdentity, at today: LocalDate) -> LetterDraft {
        var draft = self
        draft.childName = self.childName ?? child.name
        draft.childAge = self.childAge ?? child.age(at: today)
        draft.childAddress = self.childAddress ?? child.address?.line ?? child.placeFound
        return draft
    }
}
