public import Vocabulary

// What an answer about one referral is made of.
extension ShowReferral {
    /// Something a case came through.
    public struct CourseStep: Codable, Sendable, Equatable {
        /// The event's word, `plan_approved`.
        public var what: String
        /// When last.
        public var at: Instant

        /// Both.
        public init(what: String, at: Instant) {
            self.what = what
            self.at = at
        }
    }

    /// Form 5. No reporter, no NIK. What tells of the child reads in the clear once it has reached the reader.
    public struct Letter: Codable, Sendable, Equatable {
        /// f5_number.
        public var number: String
        /// f5_subject.
        public var subject: String
        /// f5_to: directory id.
        public var to: String
        /// f5_child_name.
        public var childName: Confidential<String>?
        /// f5_child_age, years.
        public var childAge: Confidential<Int>?
        /// f5_child_address.
        public var childAddress: Confidential<String>?
        /// f5_problem.
        public var problem: Confidential<String>?
        /// f5_done_so_far.
        public var doneSoFar: Confidential<String>?
        /// f5_help_wanted.
        public var helpWanted: Confidential<String>?
        /// f5_attachment.
        public var attachment: Confidential<String>?
        /// f5_place_date; nil while a draft.
        public var placeDate: String?
        /// f5_signer; nil while a draft.
        public var signer: String?
        /// f5_copy.
        public var copy: String

        /// All members; optional ones may be left out.
        public init(
            number: String,
            subject: String,
            to: String,
            childName: Confidential<String>? = nil,
            childAge: Confidential<Int>? = nil,
            childAddress: Confidential<String>? = nil,
            problem: Confidential<String>? = nil,
            doneSoFar: Confidential<String>? = nil,
            helpWanted: Confidential<String>? = nil,
            attachment: Confidential<String>? = nil,
            placeDate: String? = nil,
            signer: String? = nil,
            copy: String
        ) {
            self.number = number
            self.subject = subject
            self.to = to
            self.childName = childName
            self.childAge = childAge
            self.childAddress = childAddress
            self.problem = problem
            self.doneSoFar = doneSoFar
            self.helpWanted = helpWanted
            self.attachment = attachment
            self.placeDate = placeDate
            self.signer = signer
            self.copy = copy
        }
    }

    /// Child, place, people, documents, condition, valuables, services.
    public struct MinutesContent: Codable, Sendable, Equatable {
        /// Who the child is.
        public var childName: String?
        /// Where.
        public var place: String
        /// Who handed over.
        public var officer: String
        /// Who received.
        public var receivingOfficer: String
        /// The documents.
        public var documents: [String]
        /// How the child was.
        public var condition: String
        /// What of value went along.
        public var valuables: String?
        /// What the child received before.
        public var servicesReceived: String?

        /// All members; optional ones may be left out.
        public init(
            childName: String? = nil,
            place: String,
            officer: String,
            receivingOfficer: String,
            documents: [String],
            condition: String,
            valuables: String? = nil,
            servicesReceived: String? = nil
        ) {
            self.childName = childName
            self.place = place
            self.officer = officer
            self.receivingOfficer = receivingOfficer
            self.documents = documents
            self.condition = condition
            self.valuables = valuables
            self.servicesReceived = servicesReceived
        }
    }

    /// The handover minutes.
    public struct Minutes: Codable, Sendable, Equatable {
        /// The minutes' number.
        public var number: String
        /// Date and time.
        public var handedOverAt: Instant
        /// Child, documents or both.
        public var handedOver: [HandedOver]
        /// When the partner promised to report.
        public var reportingDate: LocalDate?
        /// The referral's number.
        public var referralNo: String
        /// Directory id of the receiving institution.
        public var institution: String
        /// The sides that signed.
        public var signatures: [HandoverSide]
        /// The users that signed here.
        public var signers: [String]
        /// What is told about the child, people and things.
        public var content: Confidential<MinutesContent>?

        /// All members; optional ones may be left out.
        public init(
            number: String,
            handedOverAt: Instant,
            handedOver: [HandedOver],
            reportingDate: LocalDate? = nil,
            referralNo: String,
            institution: String,
            signatures: [HandoverSide],
            signers: [String],
            content: Confidential<MinutesContent>? = nil
        ) {
            self.number = number
            self.handedOverAt = handedOverAt
            self.handedOver = handedOver
            self.reportingDate = reportingDate
            self.referralNo = referralNo
            self.institution = institution
            self.signatures = signatures
            self.signers = signers
            self.content = content
        }
    }

    /// The order to whoever goes with the child or its papers.
    public struct Assignment: Codable, Sendable, Equatable {
        /// The letter's number.
        public var number: String
        /// Who goes.
        public var worker: Username
        /// With whom, as far as the name was known; nothing for a partner, whom Form 5 tells what it needs.
        public var childName: Confidential<String>?
        /// Who ordered it.
        public var issuedBy: String
        /// When.
        public var at: Instant
        /// Whoever it names can go no more.
        public var void: Bool

        /// All members.
        public init(
            number: String,
            worker: Username,
            childName: Confidential<String>? = nil,
            issuedBy: String,
            at: Instant,
            void: Bool
        ) {
            self.number = number
            self.worker = worker
            self.childName = childName
            self.issuedBy = issuedBy
            self.at = at
            self.void = void
        }
    }

    /// A limit that was started.
    public struct Clock: Codable, Sendable, Equatable {
        /// Which.
        public var clock: ClockName
        /// When it passes.
        public var dueAt: Instant
        /// `running`, `warned`, `missed` or `stopped`.
        public var phase: String
        /// Which rule set it.
        public var rule: String

        /// All members; optional ones may be left out.
        public init(clock: ClockName, dueAt: Instant, phase: String, rule: String) {
            self.clock = clock
            self.dueAt = dueAt
            self.phase = phase
            self.rule = rule
        }
    }

    /// The bed and where the child goes next.
    public struct Stay: Codable, Sendable, Equatable {
        /// Directory id of the shelter whose bed was asked for.
        public var shelter: String?
        /// How long the child is expected to stay.
        public var expectedStayHours: Int?
        /// Until when the bed was kept for the child on its way.
        public var heldUntil: Instant?
        /// By how many hours the stay was extended.
        public var extendedHours: Int
        /// Where the child goes next.
        public var nextPlace: StayPlace?
        /// Where a child that waits for a placement sleeps.
        public var stayPlace: StayPlace?

        /// All members; optional ones may be left out.
        public init(
            shelter: String? = nil,
            expectedStayHours: Int? = nil,
            heldUntil: Instant? = nil,
            extendedHours: Int,
            nextPlace: StayPlace? = nil,
            stayPlace: StayPlace? = nil
        ) {
            self.shelter = shelter
            self.expectedStayHours = expectedStayHours
            self.heldUntil = heldUntil
            self.extendedHours = extendedHours
            self.nextPlace = nextPlace
            self.stayPlace = stayPlace
        }
    }

    /// Who of family or community took the child on, and for what.
    public struct Receiver: Codable, Sendable, Equatable {
        /// Name.
        public var name: String
        /// What the person does for the child.
        public var responsibility: String

        /// All members.
        public init(name: String, responsibility: String) {
            self.name = name
            self.responsibility = responsibility
        }
    }
}
