import Foundation
import Testing
import Vocabulary

@testable import ServiceUnitDomain

@Suite struct FileGrantTests {
    static let request = DataRequestID(UUID(uuidString: "0190a000-0000-7000-8000-0000000000e1") ?? UUID())

    static func granted(_ dataClass: DataClass, fields: [FilePart] = [.child, .plan]) -> FileGrant {
        let told = FileReleaseGranted(
            requestID: self.request,
            dataClass: dataClass,
            reader: user("keluarga-9001"),
            fields: fields.map(\.rawValue),
            purpose: "own file",
            courtOrder: dataClass == .legalCase ? "9001/Pid.Sus-Anak/2026/PN Mks" : nil,
            expires: t0.localDate.adding(days: 14),
            at: t0
        )
        let grant = FileGrant(id: self.request)
        return grant.applying(grant.note(.fileReleaseGranted(told)))
    }

    /// A case with a child, and nothing else yet.
    static func known(_ categories: [Vocabulary.Category] = [.violenceVictim]) -> Case {
        var aCase = Case(id: caseA)
        aCase.complaintID = complaint
        aCase.codes = Latest(
            value: LooseCodes(
                categories: categories,
                riskLevel: .low,
                subdistrict: "Tallo",
                childAge: 9,
                childSex: .female,
                immediateNeeds: [],
                channel: .phone
            ),
            at: t0
        )
        aCase.child = Latest(
            value: Confidential(ChildIdentity(name: "Anak Contoh"), .childIdentity, origin: complaint, field: "child"),
            at: t0
        )
        aCase.manager = user("siti")
        return aCase
    }

    static func prepare(
        _ grant: FileGrant,
        _ aCase: Case = known(),
        readerIs: FileReader = .parent,
        conflict: Bool = false,
        read: Bool = true,
        by actor: Actor = siti,
        at now: Instant = t0
    ) throws(CaseRejection) -> FileGrant {
        grant.applying(
            try grant.prepare(
                from: aCase,
                readerIs: readerIs,
                conflictOfInterest: conflict,
                othersRemoved: read,
                by: actor,
                at: now,
                hash: { _ in "ab12" }
            )
        )
    }

    @Test func `rule 25: an extract holds the parts granted, never household, report or reporter`() throws {
        let prepared = try Self.prepare(Self.granted(.ownFile))
        let extract = try #require(prepared.extract)
        #expect(extract.child != nil && extract.assessment == nil && extract.plan == nil)
        let names = Mirror(reflecting: extract).children.compactMap(\.label)
        #expect(Set(names).isDisjoint(with: ["family", "situation", "reporter"]))
    }

    @Test func `D06: an own file is not for somebody who stands against the child`() {
        let grant = Self.granted(.ownFile)
        #expect(throws: CaseRejection.self) { try Self.prepare(grant, conflict: true) }
        #expect(throws: CaseRejection.self) { try Self.prepare(grant, read: false) }
        #expect(throws: CaseRejection.self) { try Self.prepare(grant, readerIs: .counsel) }
        #expect(throws: CaseRejection.self) { try Self.prepare(FileGrant(id: Self.request)) }
        #expect(throws: CaseRejection.self) { try Self.prepare(grant, at: t0.adding(days: 15)) }
        #expect(throws: CaseRejection.self) { try Self.prepare(grant, by: budi) }
        #expect(throws: CaseRejection.self) { try Self.prepare(Self.granted(.ownFile, fields: [.plan])) }
    }

    @Test func `D06: a defence's file is for counsel, of a child in contact with the law`() throws {
        let grant = Self.granted(.legalCase)
        let law = Self.known([.childInContactWithLaw])
        #expect(throws: CaseRejection.self) { try Self.prepare(grant, law, readerIs: .parent) }
        #expect(throws: CaseRejection.self) { try Self.prepare(grant, readerIs: .counsel) }
        #expect(try Self.prepare(grant, law, readerIs: .counsel).extract?.hash == "ab12")
    }

    @Test func `only whom the permission names opens the file, once released, until its last day`() throws {
        let reader = actor("keluarga-9001", .dataApplicant)
        var grant = try Self.prepare(Self.granted(.ownFile))
        #expect(throws: CaseRejection.self) { try grant.open(by: reader, at: t0) }
        let released = { (hash: String) in
            FileGrant.Event.dataReleased(
                DataReleased(requestID: Self.request, dataClass: .ownFile, fields: ["child"], hash: hash, at: t0)
            )
        }
        // Another extract than the one the data officer released.
        #expect(throws: CaseRejection.self) {
            try grant.applying([released("ff")]).open(by: reader, at: t0)
        }
        grant = grant.applying(grant.note(released("ab12")))
        #expect(grant.note(released("ab12")).isEmpty)
        #expect(try grant.open(by: reader, at: t0).1.caseID == caseA)
        #expect(throws: CaseRejection.self) { try grant.open(by: actor("other", .dataApplicant), at: t0) }
        #expect(throws: CaseRejection.self) { try grant.open(by: reader, at: t0.adding(days: 15)) }
        #expect(throws: CaseRejection.self) { try Self.prepare(grant) }
    }
}
