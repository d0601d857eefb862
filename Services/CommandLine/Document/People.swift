internal import Contracts
internal import Vocabulary

/// How people are written on paper: by the name the administrator gave them, `pksai user add --full-name`, else by their
/// username; a name that somebody wrote stays as it is.
struct People: Sendable, Equatable {
    /// By username.
    private let names: [String: String]
    private let roles: [String: [Role]]

    init(_ signers: [ListSigners.Row] = []) {
        self.names = Dictionary(
            signers.compactMap { row in row.fullName.map { (row.username.text, $0) } },
            uniquingKeysWith: { $1 }
        )
        self.roles = Dictionary(signers.map { ($0.username.text, $0.roles) }, uniquingKeysWith: { $1 })
    }

    func callAsFunction(_ text: String) -> String { self.names[text] ?? Indonesian.person(text) }

    /// The post of whoever goes under a letter, as it is now; of several the first of these. Nobody's is guessed.
    func post(of username: String) -> String {
        let held = self.roles[username] ?? []
        return Self.posts.first { held.contains($0.role) }?.post ?? "Petugas PKSAI"
    }

    /// Those who may go to a child (L.5 step 1, L.9 step 2).
    private static let posts: [(role: Role, post: String)] = [
        (.coordinatorSw, "Koordinator Pekerja Sosial PKSAI"), (.socialWorker, "Pekerja Sosial PKSAI"),
        (.onCallWorker, "Pekerja Sosial PKSAI"), (.referralOfficer, "Petugas Rujukan PKSAI"),
    ]
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
