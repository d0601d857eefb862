import Foundation
import ReferralDomain
import Vocabulary

/// Values the referral's tests share.
enum Fixture {
    /// A Friday, 08:15 in Makassar.
    static let friday = Instant(rfc3339: "2026-11-20T08:15:00+08:00") ?? Instant(microseconds: 0)
    static let limits = ProcedureLimits()
    /// Knows the year of the tests, and one holiday in it.
    static let holidays = HolidayCalendar(
        name: "test",
        years: [2026: .decreed],
        days: [LocalDate("2026-12-25")].compactMap(\.self).map { .init(date: $0, kind: .holiday, name: "Natal") }
    )
    static let id = ReferralID(UUID())
    static let caseID = CaseID(UUID())
    static let complaintID = ComplaintID(UUID())
    static let number = ComplaintNumber(year: 2026, serial: 9001)

    // A constant can't throw, and a fixture that is no username must end every test that uses it.
    static let siti: Username = {
        guard let username = Username("siti") else { fatalError("a constant username") }
        return username
    }()
    static let officer = Actor(username: "rina", roles: [.referralOfficer])
    static let coordinator = Actor(username: "kordi", roles: [.coordinatorPksai])
    static let head = Actor(username: "dinas", roles: [.agencyHead])
    static let secretary = Actor(username: "sekre", roles: [.secretary])
    static func focalPoint(_ institution: String?) -> Actor {
        Actor(username: "fokal", roles: [.focalPoint], institution: institution)
    }

    static let child = ChildIdentity(
        name: "Anak Contoh",
        sex: .female,
        nik: "7371015503129001",
        birthDate: LocalDate("2012-03-15"),
        address: Address(street: "Jl. Contoh 1", subdistrict: "Tallo", city: "Makassar")
    )

    static func codes(_ sex: Sex?, age: Int? = 14, level: RiskLevel? = .medium) -> LooseCodes {
        LooseCodes(
            categories: [.violenceVictim],
            riskLevel: level,
            subdistrict: "Tallo",
            childAge: age,
            childSex: sex,
            immediateNeeds: [],
            channel: .phone
        )
    }

    static func need(
        _ need: Need = .psychology,
        kind: ReferralKind = .ordinary,
        sex: Sex? = .female,
        level: RiskLevel? = .medium,
        test: Bool = false
    ) -> ReferralNeed {
        ReferralNeed(
            referralID: id,
            caseID: caseID,
            complaintID: complaintID,
            complaintNo: number,
            kind: kind,
            need: need,
            codes: codes(sex, level: level),
            child: Confidential(child, .childIdentity, origin: complaintID, field: "child"),
            problem: Confidential("problem", .sensitiveHarm, origin: complaintID, field: "problem"),
            doneSoFar: Confidential("done", .sensitiveHarm, origin: complaintID, field: "done_so_far"),
            helpWanted: Confidential("help", .sensitiveHarm, origin: complaintID, field: "help_wanted"),
            caseManager: Username("siti"),
            test: test,
            at: friday
        )
    }

    static let draft = LetterDraft(number: "460/9001", attachment: "short description")
        .completed(with: child, at: friday.localDate)

    static func minutes(
        signed: Set<HandoverMinutes.Side> = [.referralOfficer, .focalPoint],
        handedOver: [HandedOver] = [.child, .documents],
        at: Instant? = nil,
        reportingDate: LocalDate? = nil
    ) -> HandoverDraft {
        HandoverDraft(
            number: "BA-9001",
            at: at,
            handedOver: handedOver,
            reportingDate: reportingDate,
            signatures: signed,
            content: HandoverMinutes.Content(
                place: "at the partner's",
                officer: "rina",
                receivingOfficer: "the partner's officer",
                documents: ["family card"],
                condition: "calm"
            )
        )
    }

    // Read once for all tests; without the directory none of them means anything.
    static let directory: Directory = {
        do { return try Directory(file: loadFile()) } catch { fatalError("\(error)") }
    }()

    static func loadFile() throws -> DirectoryFile {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Services/Referral/Service/Directory/directory.json")
        return try JSONDecoder().decode(DirectoryFile.self, from: Data(contentsOf: file))
    }
}

/// A referral that is led through its steps; each step's events are kept.
struct Journey {
    var referral = Referral(id: Fixture.id)
    var last: [Referral.Event] = []

    mutating func step(_ decide: (Referral) throws(Referral.Rejection) -> [Referral.Event]) throws(Referral.Rejection) {
        self.last = try decide(self.referral)
        self.referral = self.referral.applying(self.last)
    }

    static func planned(_ need: ReferralNeed = Fixture.need()) throws -> Journey {
        var journey = Journey()
        try journey.step { $0.plan(ReferralPlanned(need: need), limits: Fixture.limits) }
        return journey
    }

    static func informal(_ kind: ReferralKind, level: RiskLevel? = .low) throws -> Journey {
        try Journey.planned(Fixture.need(.parenting, kind: kind, level: level))
    }

    static func urgent(_ need: ReferralNeed = Fixture.need(.shelter, kind: .emergency, level: .high)) throws -> Journey
    {
        var journey = Journey()
        try journey.step { $0.request(UrgentReferralRequested(need: need), limits: Fixture.limits) }
        return journey
    }

    static func outOfCity(level: RiskLevel?, homeDistrict: String? = "7306") throws -> Journey {
        var journey = Journey()
        try journey.step {
            $0.request(
                OutOfCityReferralRequested(
                    complaintID: Fixture.complaintID,
                    caseID: Fixture.caseID,
                    complaintNo: Fixture.number,
                    homeDistrict: homeDistrict,
                    codes: Fixture.codes(.male, level: level),
                    test: false,
                    at: Fixture.friday
                ),
                limits: Fixture.limits
            )
        }
        return journey
    }

    mutating func assign() throws {
        try self.step { referral throws(Referral.Rejection) in
            try referral.issueAssignmentLetter(
                number: "ST-9001",
                worker: Fixture.siti,
                workerRoles: [.socialWorker],
                childName: "Anak",
                by: Fixture.coordinator,
                at: Fixture.friday.adding(hours: 1)
            )
        }
    }

    mutating func draft(to id: String = "r39") throws {
        try self.step { referral throws(Referral.Rejection) in
            try referral.draftLetter(Fixture.draft, to: Fixture.directory[id], by: Fixture.officer)
        }
    }

    mutating func sign(at now: Instant = Fixture.friday.adding(hours: 2)) throws {
        try self.step { referral throws(Referral.Rejection) in
            try referral.signLetter(place: "Makassar", by: Fixture.head, at: now)
        }
    }

    mutating func send(
        to id: String = "r39",
        partners: Set<String>? = nil,
        at now: Instant = Fixture.friday.adding(hours: 3)
    ) throws {
        try self.step { referral throws(Referral.Rejection) in
            try referral.send(
                to: Fixture.directory[id],
                partners: partners ?? [id],
                by: Fixture.officer,
                at: now,
                limits: Fixture.limits
            )
        }
    }

    mutating func accept(as institution: String = "r39") throws {
        try self.step { referral throws(Referral.Rejection) in
            try referral.accept(by: Fixture.focalPoint(institution), at: Fixture.friday.adding(hours: 4))
        }
    }

    mutating func decline(as institution: String = "r39", at now: Instant = Fixture.friday.adding(hours: 4)) throws {
        try self.step { referral throws(Referral.Rejection) in
            try referral.decline(
                reason: .noCapacity,
                note: "full",
                by: Fixture.focalPoint(institution),
                at: now,
                limits: Fixture.limits
            )
        }
    }

    mutating func requestBed(_ shelter: String, hours: Int? = nil, at now: Instant = Fixture.friday.adding(hours: 3))
        throws
    {
        try self.step { referral throws(Referral.Rejection) in
            try referral.requestShelter(
                Fixture.directory[shelter],
                hours: hours,
                by: Fixture.officer,
                at: now,
                limits: Fixture.limits
            )
        }
    }

    mutating func prepare(
        _ minutes: HandoverDraft = Fixture.minutes(signed: []),
        by actor: Actor,
        at now: Instant = Fixture.friday.adding(hours: 5)
    ) throws {
        try self.step { referral throws(Referral.Rejection) in
            try referral.prepareHandover(minutes, by: actor, at: now)
        }
    }

    mutating func countersign(_ number: String = "BA-9001", by actor: Actor) throws {
        try self.step { referral throws(Referral.Rejection) in
            try referral.countersign(
                number,
                with: referral.institution.flatMap { Fixture.directory[$0] },
                by: actor,
                limits: Fixture.limits,
                holidays: Fixture.holidays
            )
        }
    }

    /// Folds what the service unit told.
    mutating func hear(_ events: (Referral) -> [Referral.Event]) {
        self.last = events(self.referral)
        self.referral = self.referral.applying(self.last)
    }

    mutating func handOver(
        _ minutes: HandoverDraft = Fixture.minutes(),
        by actor: Actor = Fixture.officer,
        at now: Instant = Fixture.friday.adding(hours: 5)
    ) throws {
        try self.step { referral throws(Referral.Rejection) in
            try referral.handOver(
                minutes,
                with: referral.institution.flatMap { Fixture.directory[$0] },
                by: actor,
                at: now,
                limits: Fixture.limits,
                holidays: Fixture.holidays
            )
        }
    }

    static func handedOver() throws -> Journey {
        var journey = try Journey.planned()
        try journey.assign()
        try journey.draft()
        try journey.sign()
        try journey.send()
        try journey.accept()
        try journey.handOver()
        return journey
    }
}
