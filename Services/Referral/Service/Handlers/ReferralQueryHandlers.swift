internal import Contracts
internal import PostgreSQL
internal import ReferralDomain
internal import UnitRuntime
internal import Vocabulary

/// Answers `list_referrals`: codes only; a focal point sees those sent to its partner.
struct ListReferralsHandler: QueryHandler {
    func answer(_ query: ListReferrals, _ context: QueryContext) async throws -> ListReferrals.Answer {
        // A focal point without a partner matches none.
        let partner: String? = context.isPartnerOnly ? context.institution ?? "" : nil
        let referrals = try await context.list(
            Referral.self,
            where: """
                (\(query.state as String?)::text IS NULL OR state->>'state' = \(query.state as String?)::text)
                AND (\(query.caseID?.text as String?)::text IS NULL OR state->'subject'->>'case_id' = \(query.caseID?.text as String?)::text)
                AND (\(partner as String?)::text IS NULL OR state->>'institution' = \(partner as String?)::text)
                """,
            limit: min(max(query.limit ?? 100, 1), 1_000)
        )
        return ListReferrals.Answer(referrals: referrals.compactMap { ListReferrals.Row($0) })
    }
}

/// Answers `show_referral`: opened by those who may see the child (domain.md §10.4).
struct ShowReferralHandler: QueryHandler {
    func answer(_ query: ShowReferral, _ context: QueryContext) async throws -> ShowReferral.Answer {
        guard let referral = try await context.load(Referral.self, query.referralID),
            let row = ListReferrals.Row(referral), let subject = referral.subject
        else { throw Referral.Rejection.notFound }
        if context.isPartnerOnly {
            guard let partner = context.institution, partner == referral.institution else {
                throw Referral.Rejection.notYourInstitution
            }
            guard referral.withdrawal == nil else { throw Referral.Rejection.consentWithdrawn }
        } else if !context.actor.holds(.referralOfficer, .coordinatorPksai, .headPksai, .agencyHead, .coordinatorSw) {
            let manages = subject.caseManager?.text == context.actor.username
            let sendsHome = context.actor.holds(.secretary) && referral.track == .outOfCity
            guard manages || sendsHome || referral.isEscorted(by: context.actor.username) else {
                throw ShowRejection.notYours
            }
        }
        if let ground = context.ground(to: referral) { context.opens(on: ground) }
        let file = context.isPartnerOnly ? nil : try await context.load(CaseFile.self, subject.caseID)
        return ShowReferral.Answer(
            referral: row,
            problem: referral.asked?.problem,
            letter: referral.letter.map { ShowReferral.Letter($0) },
            assignment: referral.assignment.map {
                ShowReferral.Assignment(
                    number: $0.number,
                    worker: $0.worker,
                    childName: context.isPartnerOnly ? nil : $0.childName,
                    issuedBy: $0.issuedBy,
                    at: $0.at,
                    void: referral.vacancy?.letter == true
                )
            },
            declinedBy: context.isPartnerOnly ? [] : referral.declinedBy,
            minutes: referral.minutes.map { ShowReferral.Minutes($0) },
            outcome: referral.result?.outcome,
            result: referral.result?.result,
            stay: ShowReferral.Stay(
                shelter: referral.bed?.shelter,
                expectedStayHours: referral.bed?.expectedStayHours,
                heldUntil: referral.bed?.heldUntil,
                extendedHours: referral.extendedHours,
                nextPlace: referral.nextPlace?.place,
                stayPlace: referral.stayPlace
            ),
            acceptedAs: referral.acceptance?.capacity,
            receiver: referral.acceptance.flatMap { acceptance in
                // As loaded it is sealed already.
                guard case .sealed(let sealed) = acceptance.receiver else { return nil }
                return .sealed(sealed)
            },
            withdrawnAt: referral.withdrawal?.at,
            notAcknowledged: context.isPartnerOnly ? [] : referral.withdrawal?.outstanding ?? [],
            clocks: referral.clocks.all.map {
                ShowReferral.Clock(
                    clock: $0.name,
                    dueAt: $0.clock.dueAt,
                    phase: $0.clock.phase.rawValue,
                    rule: $0.clock.rule
                )
            },
            residency: context.isPartnerOnly ? nil : referral.facts.residency,
            serviceLevel: context.isPartnerOnly ? nil : referral.facts.serviceLevel,
            course: (file?.course ?? [:]).map { ShowReferral.CourseStep(what: $0.key, at: $0.value) }
                .sorted { ($1.at, $0.what) < ($0.at, $1.what) }
        )
    }
}

/// Why a referral is not shown.
enum ShowRejection: DomainRejection {
    case notYours

    var code: String { "not_yours" }
    var explanation: String {
        "only the referral unit, leadership, the case's manager and who goes with the child open it"
    }
}

extension QueryContext {
    /// The work of the reader's that states why they open a referral; a supervisor and leadership say why (§10.4).
    func ground(to referral: Referral) -> OpeningGround? {
        if self.isPartnerOnly { return .referralToPartner }
        if self.actor.holds(.referralOfficer), referral.isOpen { return .childInReferral }
        if referral.subject?.caseManager?.text == self.actor.username { return .ownCase }
        if referral.isEscorted(by: self.actor.username) { return .ownLetter }
        if self.actor.holds(.agencyHead), referral.letter?.isSigned == false { return .letterToSign }
        if self.actor.holds(.secretary), referral.state == .outOfCityRequested { return .letterToSign }
        return nil
    }

    /// Whether the reader is a focal point and nothing else of the centre's.
    var isPartnerOnly: Bool { self.actor.roles == [.focalPoint] }
}

extension ListReferrals.Row {
    /// The codes of a referral; nil before anything is known.
    init?(_ referral: Referral) {
        guard let subject = referral.subject else { return nil }
        self.init(
            referralID: referral.id,
            caseID: subject.caseID,
            complaintNo: subject.complaintNo,
            registrationNo: subject.registrationNo,
            state: referral.state.rawValue,
            track: referral.track.rawValue,
            kind: subject.kind,
            need: subject.need,
            riskLevel: referral.level,
            childAge: subject.codes.childAge,
            childSex: subject.codes.childSex,
            institution: referral.institution,
            homeDistrict: referral.homeDistrict,
            actBy: referral.clocks.earliestDue(),
            onHold: referral.withdrawal != nil
                ? "consent_withdrawn" : referral.waitsForProtection ? "protection_first" : nil,
            test: subject.test
        )
    }
}

extension ShowReferral.Letter {
    /// The letter, sealed until it reaches the reader.
    init(_ letter: ReferralLetter) {
        self.init(
            number: letter.number,
            subject: letter.subject,
            to: letter.to,
            childName: letter.childName,
            childAge: letter.childAge,
            childAddress: letter.childAddress,
            problem: letter.problem,
            doneSoFar: letter.doneSoFar,
            helpWanted: letter.helpWanted,
            attachment: letter.attachment,
            placeDate: letter.placeDate,
            signer: letter.signer,
            copy: letter.copy
        )
    }
}

extension ShowReferral.Minutes {
    /// The minutes, sealed until they reach the reader. As loaded they are sealed already.
    init(_ minutes: HandoverMinutes) {
        var content: Confidential<ShowReferral.MinutesContent>?
        if case .sealed(let sealed) = minutes.content { content = .sealed(sealed) }
        self.init(
            number: minutes.number,
            handedOverAt: minutes.at,
            handedOver: minutes.handedOver,
            reportingDate: minutes.reportingDate,
            referralNo: minutes.referralNo,
            institution: minutes.institution,
            signatures: minutes.signatures.sorted(),
            signers: minutes.signers.map(\.user),
            content: content
        )
    }
}
