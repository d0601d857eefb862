package import Vocabulary

/// The head's permission to give somebody a file, and the extract made under it (S11, domain.md §10.2). The data-request
/// unit knows the permission and the extract's hash; which case it is, and what is in it, only this unit and the reader.
package struct FileGrant: Aggregate {
    package typealias ID = DataRequestID
    package static let streamKind = "file-grant"

    package let id: DataRequestID
    /// What the head allowed.
    package private(set) var granted: FileReleaseGranted?
    /// What was made of it.
    package private(set) var extract: Extract?
    /// The hash under which the data officer released it.
    package private(set) var releasedHash: String?

    package init(id: DataRequestID) { self.id = id }

    /// What can happen to it.
    package enum Event: Codable, Sendable, Equatable {
        case fileReleaseGranted(FileReleaseGranted)
        case fileExtractPrepared(Extract)
        case dataReleased(DataReleased)
    }

    /// The parts allowed, sealed as they are in the case, at the time they were taken.
    package struct Extract: Codable, Sendable, Equatable {
        package var caseID: CaseID
        package var readerIs: FileReader
        package var by: Username
        package var child: Confidential<ChildIdentity>?
        package var assessment: Confidential<Form3>?
        package var plan: Confidential<[PlanAction]>?
        package var closure: ClosureReason?
        /// Of the sealed parts: tells nothing of what is in them.
        package var hash: String
        package var at: Instant
    }

    package mutating func apply(_ event: Event) {
        switch event {
        case .fileReleaseGranted(let granted): self.granted = granted
        case .fileExtractPrepared(let extract): self.extract = extract
        case .dataReleased(let released): self.releasedHash = released.hash
        }
    }

    /// Takes what the data-request unit tells; what is known already isn't noted again.
    package func note(_ event: Event) -> [Event] { self.applying([event]) == self ? [] : [event] }

    /// Takes out of a case what the permission allows.
    ///
    /// - Parameters:
    ///   - readerIs: What the reader is to the child, as whoever prepares has made sure.
    ///   - conflictOfInterest: Whether the reader stands against the child's interest, a suspect above all.
    ///   - othersRemoved: Whether whoever prepares has read it: nobody else's secret is in it.
    /// - Throws: ``CaseRejection`` without a permission that holds, for somebody who doesn't work on the case, for a
    ///   reader the class isn't for, or after the release.
    package func prepare(
        from aCase: Case,
        readerIs: FileReader,
        conflictOfInterest: Bool,
        othersRemoved: Bool,
        by actor: Actor,
        at now: Instant,
        hash: (Extract) -> String
    ) throws(CaseRejection) -> [Event] {
        guard let granted, let name = Username(actor.username) else {
            throw CaseRejection(.missing, "the head has given no permission under this request", at: "/request_id")
        }
        try aCase.requireKnown()
        guard now.localDate <= granted.expires else {
            throw CaseRejection(.invalid, "the permission ended on \(granted.expires)", at: "/request_id")
        }
        guard self.releasedHash == nil else {
            throw CaseRejection(.wrongOrder, "the extract has been released; it stays as it is", at: "/request_id")
        }
        guard actor.holds(.coordinatorSw, .headPksai) || aCase.isWorkedOn(by: name) else {
            throw CaseRejection(
                .notYours,
                "only the case's workers, coordinator_sw or head_pksai may take from its file"
            )
        }
        guard !conflictOfInterest else {
            throw CaseRejection(
                .suspectedPerpetrator,
                "a reader who stands against the child's interest gets nothing: ask the head to withdraw the permission",
                at: "/conflict_of_interest"
            )
        }
        guard othersRemoved else {
            throw CaseRejection(
                .missing,
                "read it first: nobody else's secret may be in it, the reporter's above all",
                at: "/others_removed"
            )
        }
        try self.requireFitting(readerIs, granted, aCase)
        func allowed<Value>(_ part: FilePart, _ value: Value?) -> Value? {
            granted.fields.contains(part.rawValue) ? value : nil
        }
        var extract = Extract(
            caseID: aCase.id,
            readerIs: readerIs,
            by: name,
            child: allowed(.child, aCase.child?.value),
            assessment: allowed(.assessment, aCase.assessment?.form),
            plan: allowed(.plan, aCase.plan?.actions),
            closure: allowed(.closure, aCase.closure?.reason),
            hash: "",
            at: now
        )
        guard extract.child != nil || extract.assessment != nil || extract.plan != nil || extract.closure != nil else {
            throw CaseRejection(.missing, "the file holds none of the parts that may be given")
        }
        extract.hash = hash(extract)
        return [.fileExtractPrepared(extract)]
    }

    private func requireFitting(
        _ reader: FileReader,
        _ granted: FileReleaseGranted,
        _ aCase: Case
    ) throws(CaseRejection) {
        switch granted.dataClass {
        case .ownFile:
            guard reader != .counsel else {
                throw CaseRejection(.invalid, "the own file is for the child or its carer", at: "/reader_is")
            }
        case .legalCase:
            guard reader == .counsel, granted.courtOrder != nil else {
                throw CaseRejection(
                    .invalid,
                    "a defence's file is for counsel, under a court's order",
                    at: "/reader_is"
                )
            }
            guard aCase.codes?.value.categories.contains(.childInContactWithLaw) == true else {
                throw CaseRejection(
                    .invalid,
                    "a file for a defence is that of a child in contact with the law",
                    at: "/case_id"
                )
            }
        case .aggregate, .adjustedCase, .partnerCase, .never:
            throw CaseRejection(.invalid, "this class of data is no file", at: "/request_id")
        }
    }

    /// What the reader may open now.
    ///
    /// - Throws: ``CaseRejection`` for anybody else, before the release, or after the permission's last day.
    package func open(by actor: Actor, at now: Instant) throws(CaseRejection) -> (FileReleaseGranted, Extract) {
        guard let granted, granted.reader.text == actor.username else {
            throw CaseRejection(.notYours, "no file is open to you under this request", at: "/request_id")
        }
        guard now.localDate <= granted.expires else {
            throw CaseRejection(.invalid, "the permission ended on \(granted.expires)", at: "/request_id")
        }
        guard let extract, extract.hash == self.releasedHash else {
            throw CaseRejection(
                .wrongOrder,
                "the extract is not released yet; the answer will say so",
                at: "/request_id"
            )
        }
        return (granted, extract)
    }
}
