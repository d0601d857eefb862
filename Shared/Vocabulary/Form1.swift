/// An address in the city (Form 1). Class CI; the sub-district alone is a loose code.
public struct Address: Codable, Sendable, Equatable {
    /// The street.
    public var street: String?
    /// The subdistrict.
    public var subdistrict: String?
    /// The village.
    public var village: String?
    /// The rt.
    public var rt: String?
    /// The rw.
    public var rw: String?
    /// The city.
    public var city: String?

    /// Whatever is known; the rest is nil.
    public init(
        street: String? = nil,
        subdistrict: String? = nil,
        village: String? = nil,
        rt: String? = nil,
        rw: String? = nil,
        city: String? = nil
    ) {
        self.street = street
        self.subdistrict = subdistrict
        self.village = village
        self.rt = rt
        self.rw = rw
        self.city = city
    }

    /// What is known of it, from street to city, as it stands on a letter; nil if nothing is.
    public var line: String? {
        let lane = [self.rt.map { "RT \($0)" }, self.rw.map { "RW \($0)" }]
        let parts = [self.street] + lane + [self.village, self.subdistrict, self.city]
        let known = parts.compactMap(\.self).filter { !$0.isEmpty }
        return known.isEmpty ? nil : known.joined(separator: ", ")
    }
}

/// Who reports (Form 1, part A). Class RI: never leaves intake.
public struct Reporter: Codable, Sendable, Equatable {
    /// The name as given.
    public var name: String?
    /// The relation.
    public var relation: ReporterRelation?
    /// Directory id of the partner.
    public var institution: String?
    /// The position.
    public var position: String?
    /// The phone.
    public var phone: String?
    /// The address.
    public var address: String?

    /// Whatever is known; the rest is nil.
    public init(
        name: String? = nil,
        relation: ReporterRelation? = nil,
        institution: String? = nil,
        position: String? = nil,
        phone: String? = nil,
        address: String? = nil
    ) {
        self.name = name
        self.relation = relation
        self.institution = institution
        self.position = position
        self.phone = phone
        self.address = address
    }
}

/// The child (Form 1, part B). Class CI.
public struct ChildIdentity: Codable, Sendable, Equatable {
    /// The name as given.
    public var name: String?
    /// The nickname.
    public var nickname: String?
    /// The sex.
    public var sex: Sex?
    /// As given; malformed ones are kept as they are (domain.md §11.1).
    public var nik: String?
    /// The birth place.
    public var birthPlace: String?
    /// The birth date.
    public var birthDate: LocalDate?
    /// Years, when no birth date is known.
    public var estimatedAge: Int?
    /// The address.
    public var address: Address?
    /// Former address, if not a resident of the city.
    public var previousAddress: Address?
    /// The phone.
    public var phone: String?
    /// The carer name.
    public var carerName: String?
    /// The carer phone.
    public var carerPhone: String?
    /// Where the child was found, when there is no address.
    public var placeFound: String?
    /// Number of the family card.
    public var familyCardNumber: String?
    /// What tells this child from another.
    public var distinguishingNote: String?

    /// Whatever is known; the rest is nil.
    public init(
        name: String? = nil,
        nickname: String? = nil,
        sex: Sex? = nil,
        nik: String? = nil,
        birthPlace: String? = nil,
        birthDate: LocalDate? = nil,
        estimatedAge: Int? = nil,
        address: Address? = nil,
        previousAddress: Address? = nil,
        phone: String? = nil,
        carerName: String? = nil,
        carerPhone: String? = nil,
        placeFound: String? = nil,
        familyCardNumber: String? = nil,
        distinguishingNote: String? = nil
    ) {
        self.name = name
        self.nickname = nickname
        self.sex = sex
        self.nik = nik
        self.birthPlace = birthPlace
        self.birthDate = birthDate
        self.estimatedAge = estimatedAge
        self.address = address
        self.previousAddress = previousAddress
        self.phone = phone
        self.carerName = carerName
        self.carerPhone = carerPhone
        self.placeFound = placeFound
        self.familyCardNumber = familyCardNumber
        self.distinguishingNote = distinguishingNote
    }

    /// Completed years at a date: by birth date, else as estimated; nil if neither is known.
    public func age(at today: LocalDate) -> Int? { self.birthDate?.age(at: today) ?? self.estimatedAge }
}

/// A parent (Form 1, part C). Class CI.
public struct Parent: Codable, Sendable, Equatable {
    /// The name as given.
    public var name: String?
    /// The nik.
    public var nik: String?
    /// The age.
    public var age: Int?
    /// The job.
    public var job: String?
    /// The relation.
    public var relation: ParentRelation?

    /// Whatever is known; the rest is nil.
    public init(
        name: String? = nil,
        nik: String? = nil,
        age: Int? = nil,
        job: String? = nil,
        relation: ParentRelation? = nil
    ) {
        self.name = name
        self.nik = nik
        self.age = age
        self.job = job
        self.relation = relation
    }
}

/// The household (Form 1, part C). Class CI.
public struct Family: Codable, Sendable, Equatable {
    /// The father.
    public var father: Parent?
    /// The mother.
    public var mother: Parent?
    /// The cared by.
    public var caredBy: CaredBy?
    /// The household head.
    public var householdHead: String?
    /// The head relation.
    public var headRelation: String?
    /// The children count.
    public var childrenCount: Int?
    /// Children by age band and sex, `{"3-5": {"female": 1}}` (bands of domain.md X17).
    public var childrenByAgeSex: [String: [String: Int]]?
    /// The other adults count.
    public var otherAdultsCount: Int?
    /// The other adults kind.
    public var otherAdultsKind: [String]?
    /// The adults known before.
    public var adultsKnownBefore: Bool?

    /// Whatever is known; the rest is nil.
    public init(
        father: Parent? = nil,
        mother: Parent? = nil,
        caredBy: CaredBy? = nil,
        householdHead: String? = nil,
        headRelation: String? = nil,
        childrenCount: Int? = nil,
        childrenByAgeSex: [String: [String: Int]]? = nil,
        otherAdultsCount: Int? = nil,
        otherAdultsKind: [String]? = nil,
        adultsKnownBefore: Bool? = nil
    ) {
        self.father = father
        self.mother = mother
        self.caredBy = caredBy
        self.householdHead = householdHead
        self.headRelation = headRelation
        self.childrenCount = childrenCount
        self.childrenByAgeSex = childrenByAgeSex
        self.otherAdultsCount = otherAdultsCount
        self.otherAdultsKind = otherAdultsKind
        self.adultsKnownBefore = adultsKnownBefore
    }
}

/// The first judgement of vulnerability and risk (Form 1, part D).
public struct InitialAssessment: Codable, Sendable, Equatable {
    /// The vulnerable.
    public var vulnerable: Bool?
    /// The vulnerability types.
    public var vulnerabilityTypes: [VulnerabilityType]?
    /// The risk types.
    public var riskTypes: [RiskType]?
    /// The level.
    public var riskLevel: RiskLevel?
    /// The immediate needs.
    public var immediateNeeds: [Need]?
    /// The recommendation.
    public var recommendation: String?

    /// Whatever is known; the rest is nil.
    public init(
        vulnerable: Bool? = nil,
        vulnerabilityTypes: [VulnerabilityType]? = nil,
        riskTypes: [RiskType]? = nil,
        riskLevel: RiskLevel? = nil,
        immediateNeeds: [Need]? = nil,
        recommendation: String? = nil
    ) {
        self.vulnerable = vulnerable
        self.vulnerabilityTypes = vulnerabilityTypes
        self.riskTypes = riskTypes
        self.riskLevel = riskLevel
        self.immediateNeeds = immediateNeeds
        self.recommendation = recommendation
    }
}

/// Free text and judgement about harm. Class SH.
public struct Situation: Codable, Sendable, Equatable {
    /// What is known about the child.
    public var description: String
    /// Form 1's judgement, if any.
    public var assessment: InitialAssessment?

    /// A description with its judgement.
    public init(description: String, assessment: InitialAssessment?) {
        self.description = description
        self.assessment = assessment
    }
}

/// What another complaint about the child tells, once it joined the child's case.
public struct JoinedSituation: Codable, Sendable, Equatable {
    /// Its number.
    public var complaintNo: ComplaintNumber?
    /// When it was registered.
    public var registeredAt: Instant?
    /// What it tells, sealed with its own key. Class SH.
    public var situation: Confidential<Situation>

    /// A complaint's word.
    public init(complaintNo: ComplaintNumber?, registeredAt: Instant?, situation: Confidential<Situation>) {
        self.complaintNo = complaintNo
        self.registeredAt = registeredAt
        self.situation = situation
    }
}

/// Codes cut loose from the person: operational, not CI or SH (ARCHITECTURE.md §3).
public struct LooseCodes: Codable, Sendable, Equatable {
    /// The categories.
    public var categories: [Category]
    /// The level.
    public var riskLevel: RiskLevel?
    /// The subdistrict.
    public var subdistrict: String?
    /// The child age.
    public var childAge: Int?
    /// The child sex.
    public var childSex: Sex?
    /// The immediate needs.
    public var immediateNeeds: [Need]
    /// The channel.
    public var channel: Channel

    /// The loose codes of a complaint.
    public init(
        categories: [Category],
        riskLevel: RiskLevel?,
        subdistrict: String?,
        childAge: Int?,
        childSex: Sex?,
        immediateNeeds: [Need],
        channel: Channel
    ) {
        self.categories = categories
        self.riskLevel = riskLevel
        self.subdistrict = subdistrict
        self.childAge = childAge
        self.childSex = childSex
        self.immediateNeeds = immediateNeeds
        self.channel = channel
    }
}
