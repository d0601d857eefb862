public import Vocabulary

extension Referral {
    /// Why a step is refused.
    public enum Rejection: DomainRejection {
        /// No such referral here.
        case notFound
        /// Only these roles may.
        case notPermitted([Role])
        /// Nobody who may go with a child.
        case notAWorker(Username)
        /// The focal point belongs to another partner, or to none.
        case notYourInstitution
        /// The referral stands elsewhere.
        case wrongState(State, wanted: [State])
        /// Rule 23: an ordinary referral needs the agency head's signature first.
        case letterNotSigned
        /// Form 5 has no such members yet (all at once).
        case letterIncomplete([String])
        /// Nothing was drafted that could be signed.
        case letterMissing
        /// The signed letter is addressed to another partner.
        case letterForAnother(String)
        /// No such partner in the directory.
        case institutionUnknown
        /// Rule 24: the partner doesn't serve this need or this child.
        case receiverDoesNotFit([Misfit])
        /// A side has not signed the minutes.
        case unsigned(by: [HandoverMinutes.Side])
        /// The minutes name neither child nor documents.
        case nothingHandedOver
        /// The reporting date lies before the handover.
        case reportingDatePassed
        /// Nobody knows the home district, and the message doesn't say it.
        case homeDistrictMissing
        /// Rule 10: a child in danger is protected before its case is sent home.
        case protectionFirst
        /// The case is closed.
        case caseClosed
        /// Sharing stopped (D08).
        case consentWithdrawn
        /// The consent on file doesn't cover sharing with partners (X14).
        case consentDoesNotCover
        /// This kind goes another way.
        case wrongKind(ReferralKind)
        /// The capacity belongs to another kind.
        case receiverCapacity(ReferralKind)
        /// Members of the acceptance that are empty (all at once).
        case acceptanceIncomplete([String])
        /// The entry shelters nobody, or no bed is needed.
        case notAShelter
        /// A stay there lasts so many hours at most.
        case stayTooLong(Int)
        /// No stay runs.
        case noStay
        /// Why is missing.
        case reasonMissing
        /// Nowhere is no plan.
        case placeMissing
        /// Nothing was withdrawn, or this partner has said so already.
        case nothingToAcknowledge
        /// No minutes wait for the other side's signature.
        case nothingToSign
        /// The minutes that wait have another number.
        case otherMinutes(String)
        /// This side has signed; the other must.
        case signedAlready(HandoverMinutes.Side)
    }
}

extension Referral.Rejection {
    /// A stable word.
    public var code: String {
        switch self {
        case .notFound: "not_found"
        case .notPermitted: "not_permitted"
        case .notAWorker: "not_a_worker"
        case .notYourInstitution: "not_your_institution"
        case .wrongState: "wrong_state"
        case .letterNotSigned: "letter_not_signed"
        case .letterIncomplete: "letter_incomplete"
        case .letterMissing: "letter_missing"
        case .letterForAnother: "letter_for_another"
        case .institutionUnknown: "institution_unknown"
        case .receiverDoesNotFit: "receiver_does_not_fit"
        case .unsigned: "unsigned"
        case .nothingHandedOver: "nothing_handed_over"
        case .reportingDatePassed: "reporting_date_passed"
        case .homeDistrictMissing: "home_district_missing"
        case .protectionFirst: "protection_first"
        case .caseClosed: "case_closed"
        case .consentWithdrawn: "consent_withdrawn"
        case .consentDoesNotCover: "no_consent"
        case .wrongKind: "wrong_kind"
        case .receiverCapacity: "receiver_capacity"
        case .acceptanceIncomplete: "acceptance_incomplete"
        case .notAShelter: "not_a_shelter"
        case .stayTooLong: "stay_too_long"
        case .noStay: "no_stay"
        case .reasonMissing: "reason_missing"
        case .placeMissing: "place_missing"
        case .nothingToAcknowledge: "nothing_to_acknowledge"
        case .nothingToSign: "nothing_to_sign"
        case .otherMinutes: "other_minutes"
        case .signedAlready: "signed_already"
        }
    }

    /// What is missing and who or what can mend it.
    public var explanation: String {
        switch self {
        case .notFound: "there is no such referral in this unit"
        case .notPermitted(let roles): "only \(Self.list(roles.map(\.rawValue))) may do this"
        case .notAWorker(let name): "\(name) is no social worker, on-call worker or referral officer known here"
        case .notYourInstitution: "this referral was not sent to the partner you are registered for"
        case .wrongState(let state, let wanted):
            "the referral is \(state.rawValue); this step needs it to be \(Self.list(wanted.map(\.rawValue)))"
        case .letterNotSigned:
            "an ordinary referral goes out with a letter signed by the agency head; only an urgent one goes before it"
        case .letterIncomplete(let members): "Form 5 lacks \(members.joined(separator: ", "))"
        case .letterMissing: "the referral officer has not drafted a letter yet"
        case .letterForAnother(let institution): "the signed letter is addressed to \(institution)"
        case .institutionUnknown: "the directory has no such institution"
        case .receiverDoesNotFit(let misfits): misfits.map(\.explanation).joined(separator: "; ")
        case .unsigned(let sides): "the minutes are not signed by \(Self.list(sides.map(\.rawValue), word: "and"))"
        case .nothingHandedOver: "the minutes must say whether the child, documents or both were handed over"
        case .reportingDatePassed: "the agreed reporting date lies before the handover"
        case .homeDistrictMissing: "the home district is not known; say where the letter goes"
        case .protectionFirst:
            "the child is in danger: a protective action or a handover comes before the case is sent home (rule 10)"
        case .caseClosed: "the case is closed; reopen it first"
        case .consentWithdrawn: "consent was withdrawn: nothing more is shared (D08)"
        case .consentDoesNotCover: "the consent on file does not cover sharing with partners (Form 2)"
        case .wrongKind(let kind): "a referral of kind \(kind.rawValue) does not go this way"
        case .receiverCapacity(let kind): "a referral of kind \(kind.rawValue) is not for a receiver in this capacity"
        case .acceptanceIncomplete(let members): "the acceptance lacks \(members.joined(separator: ", "))"
        case .notAShelter: "the institution gives no bed, or no bed was asked for"
        case .stayTooLong(let hours): "a stay there may last \(hours) hours more at most"
        case .noStay: "no shelter stay runs with this referral"
        case .reasonMissing: "say why"
        case .placeMissing: "say where the child goes; nowhere is recorded with record_stay_place"
        case .nothingToAcknowledge: "no withdrawal waits for this partner's word"
        case .nothingToSign: "no minutes wait for a signature: prepare them first"
        case .otherMinutes(let number): "the minutes that wait have the number \(number)"
        case .signedAlready(let side): "\(side.rawValue) has signed; the other side must"
        }
    }

    /// The member to blame.
    public var pointer: String {
        switch self {
        case .institutionUnknown, .receiverDoesNotFit, .letterForAnother: "/institution"
        case .unsigned: "/signatures"
        case .nothingHandedOver: "/handed_over"
        case .reportingDatePassed: "/reporting_date"
        case .homeDistrictMissing: "/home_district"
        case .notFound: "/referral_id"
        case .notAShelter: "/shelter"
        case .stayTooLong: "/hours"
        case .reasonMissing: "/reason"
        case .placeMissing: "/place"
        case .receiverCapacity: "/capacity"
        case .otherMinutes: "/number"
        case .notAWorker: "/worker"
        case .notPermitted, .notYourInstitution, .wrongState, .letterNotSigned, .letterIncomplete, .letterMissing,
            .protectionFirst, .caseClosed, .consentWithdrawn, .consentDoesNotCover, .wrongKind, .acceptanceIncomplete,
            .noStay, .nothingToAcknowledge, .nothingToSign, .signedAlready:
            ""
        }
    }

    private static func list(_ words: [String], word: String = "or") -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "nobody" }
        return "\(words.dropLast().joined(separator: ", ")) \(word) \(last)"
    }
}

extension Referral {
    /// Refuses whoever holds none of these roles.
    func require(_ actor: Actor, _ roles: Role...) throws(Rejection) {
        guard !actor.roles.isDisjoint(with: roles) else { throw .notPermitted(roles) }
    }

    /// Refuses a referral that stands elsewhere.
    func require(_ wanted: State...) throws(Rejection) -> Subject {
        guard let subject else { throw .notFound }
        guard wanted.contains(self.state) else { throw .wrongState(self.state, wanted: wanted) }
        return subject
    }

    /// Refuses what would start something new once the case is closed, consent withdrawn or never given for it.
    func requireOpen(_ wanted: State...) throws(Rejection) -> Subject {
        guard let subject else { throw .notFound }
        guard self.facts.closedAt == nil else { throw .caseClosed }
        guard self.withdrawal == nil else { throw .consentWithdrawn }
        guard wanted.contains(self.state) else { throw .wrongState(self.state, wanted: wanted) }
        return subject
    }

    /// Refuses to share anything new where the family said that partners must not know; in an emergency consent may
    /// follow (X14).
    func requireSharing() throws(Rejection) {
        guard self.track == .urgent || self.facts.sharing != false else { throw .consentDoesNotCover }
    }

    /// Refuses a focal point of another partner than the one the referral was sent to.
    func requireReceiver(_ actor: Actor) throws(Rejection) {
        guard let institution, actor.institution == institution else { throw .notYourInstitution }
    }
}
