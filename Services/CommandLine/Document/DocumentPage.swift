internal import JSON
internal import Mustache
internal import Vocabulary

/// A document as it is printed: a template filled with exactly what its content names, in Indonesian. No content has a
/// place for who reported (rule 25).
struct DocumentPage: Sendable {
    /// Who signs.
    struct Signature: Sendable, Equatable {
        /// In what capacity.
        var role: String
        /// Who; nil leaves a line to be written on.
        var name: String?
        /// A place and a day, `…, 22 November 2026`, over the first signature.
        var placeDate: String?
        /// Under the name.
        var below: String?
    }

    /// What kind.
    var kind: DocumentKind
    /// Its number.
    var no: String
    /// Its title.
    var title: String
    /// The template.
    var template: Template
    /// What the template asks for.
    var content: JSONObject
    /// Who signs, in order.
    var signatures: [Signature]
    /// What stands under the signatures.
    var below: String?
    /// The city whose centre it is.
    var city: String
    /// How its people are written.
    var people: People

    /// The templates, each a file.
    enum Template: String, Sendable, CaseIterable {
        case form
        case consentSheet = "consent_sheet"
        case assignmentLetter = "assignment_letter"
        case referralLetter = "referral_letter"
        case handoverMinutes = "handover_minutes"
        case meetingMinutes = "meeting_minutes"
        case approvalSheet = "approval_sheet"

        /// The file's text.
        var text: String {
            let bytes =
                switch self {
                case .form: PackageResources.form_mustache
                case .consentSheet: PackageResources.consent_sheet_mustache
                case .assignmentLetter: PackageResources.assignment_letter_mustache
                case .referralLetter: PackageResources.referral_letter_mustache
                case .handoverMinutes: PackageResources.handover_minutes_mustache
                case .meetingMinutes: PackageResources.meeting_minutes_mustache
                case .approvalSheet: PackageResources.approval_sheet_mustache
                }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// The page as HTML.
    ///
    /// - Throws: If a template can't be read.
    func html() throws -> String {
        var content = self.content
        content["no"] = .string(self.no)
        content["title"] = .string(self.title)
        content["city"] = .string(self.city)
        let inner = try MustacheTemplate(string: self.template.text).render(Self.plain(.object(content)))
        let signatures = self.signatures.enumerated().map { index, signature -> JSONValue in
            .object(
                JSONObject(
                    members: [
                        ("role", .string(signature.role)),
                        ("name", Self.value(signature.name.map(self.people.callAsFunction))),
                        ("place_date", Self.value(signature.placeDate)), ("below", Self.value(signature.below)),
                        ("right", .bool(self.signatures.count == 1)),
                    ]
                )
            )
        }
        let page: JSONObject = [
            "no": .string(self.no), "title": .string(self.title), "city": .string(self.city),
            "city_upper": .string(self.city.uppercased()), "content": .string(inner),
            "has_signatures": .bool(!signatures.isEmpty), "signatures": .array(signatures),
            "below_signatures": Self.value(self.below),
        ]
        let text = String(decoding: PackageResources.page_mustache, as: UTF8.self)
        return try MustacheTemplate(string: text).render(Self.plain(.object(page)))
    }

    private static func value(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

    /// What the template engine reads: an empty text or list is nothing there.
    private static func plain(_ value: JSONValue) -> Any {
        switch value {
        case .null: false
        case .bool(let bool): bool
        case .integer(let integer): String(integer)
        case .number(let number): String(number)
        case .string(let string): string
        case .array(let elements): elements.map { self.plain($0) }
        case .object(let object):
            // A missing name must not be looked for further out, so what is null stays, as a no.
            Dictionary(object.members.map { ($0.key, self.plain($0.value)) }, uniquingKeysWith: { $1 })
        }
    }
}
