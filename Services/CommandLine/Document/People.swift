internal import Contracts
internal import Vocabulary

/// How people are written on paper: by the name the administrator gave them, `pksai user add --full-name`, else by their
/// username; a name that somebody wrote stays as it is.
struct People: Sendable, Equatable {
    /// By username.
    private let names: [String: String]

    init(_ signers: [ListSigners.Row] = []) {
        self.names = Dictionary(signers.map { ($0.username.text, $0.fullName) }, uniquingKeysWith: { $1 })
    }

    func callAsFunction(_ text: String) -> String { self.names[text] ?? Indonesian.person(text) }
}

extension DocumentKind {
    /// The unit that holds what it says, and numbers it.
    var unit: UnitName {
        switch self {
        case .form1: .intake
        case .visitLetter: .identification
        case .form5, .escortLetter, .referralLetter, .handoverMinutes: .referral
        case .approvalSheet: .dataRequest
        case .form2, .form3, .form4, .form6, .form7, .form8, .consentSheet, .assignmentLetter, .meetingMinutes:
            .serviceUnit
        }
    }
}
