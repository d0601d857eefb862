public import Vocabulary

extension Directory {
    /// What a child needs, and what is known that speaks for or against a partner.
    public struct Wish: Sendable, Equatable {
        /// What is needed.
        public var need: Need
        /// The child's; unknown counts as not fitting where only one sex is taken.
        public var sex: Sex?
        /// Completed years.
        public var age: Int?
        /// Directory ids that said no.
        public var declinedBy: [String]
        /// Directory id the case manager wished for.
        public var wished: String?

        /// A wish.
        public init(need: Need, sex: Sex?, age: Int?, declinedBy: [String] = [], wished: String? = nil) {
            self.need = need
            self.sex = sex
            self.age = age
            self.declinedBy = declinedBy
            self.wished = wished
        }
    }

    /// A partner that can take the child, and why.
    public struct Candidate: Sendable, Equatable {
        /// The partner.
        public var institution: Institution
        /// The entry that can't take this child and leads here instead.
        public var insteadOf: String?
        /// Why, in sentences, the strongest first.
        public var reasons: [String]
        /// Free beds, if a bed is needed and they were counted.
        public var freeBeds: Int?
    }

    /// A partner that serves the need but can't take this child, and why.
    public struct Exclusion: Sendable, Equatable {
        /// The partner.
        public var institution: Institution
        /// Why not, in sentences.
        public var reasons: [String]
    }

    /// Who can take a child, and who serves the need but can't (rule 24): the women's safe house is never offered for a
    /// boy, the route it names is; any child may use a neighbourhood shelter (D07).
    ///
    /// - Parameters:
    ///   - freeBeds: By directory id, where beds were counted.
    ///   - today: Entries that do not hold on this day are left out.
    /// - Returns: Candidates, the wished one first, then those with a free bed, then by id.
    public func match(
        _ wish: Wish,
        freeBeds: [String: Int] = [:],
        at today: LocalDate
    ) -> (candidates: [Candidate], excluded: [Exclusion]) {
        var candidates: [Candidate] = []
        var excluded: [Exclusion] = []
        var routes: [String: String] = [:]
        for institution in self.institutions where institution.need.contains(wish.need) {
            var against = institution.misfits(need: wish.need, sex: wish.sex, age: wish.age).map(\.explanation)
            if case .sex(.some(let through))? = institution.sexMisfit(wish.sex) { routes[through] = institution.id }
            if !institution.isValid(on: today) { against.append("the entry does not hold today") }
            if wish.declinedBy.contains(institution.id) { against.append("it said no to this referral") }
            let free = wish.need == .shelter ? freeBeds[institution.id] ?? institution.constraint.beds : nil
            if free == 0 { against.append("no bed is free") }
            guard against.isEmpty else {
                excluded.append(Exclusion(institution: institution, reasons: against))
                continue
            }
            candidates.append(
                Candidate(
                    institution: institution,
                    insteadOf: nil,
                    reasons: Self.reasons(institution, wish, freeBeds: free),
                    freeBeds: free
                )
            )
        }
        for index in candidates.indices {
            guard let closed = routes[candidates[index].institution.id] else { continue }
            candidates[index].insteadOf = closed
            candidates[index].reasons.append("the way for a child that \(closed) can't take")
        }
        let rank = { (candidate: Candidate) -> (Int, Int, String) in
            (
                candidate.institution.id == wish.wished ? 0 : 1, candidate.freeBeds.map { $0 > 0 ? 0 : 2 } ?? 1,
                candidate.institution.id
            )
        }
        return (candidates.sorted { rank($0) < rank($1) }, excluded)
    }

    private static func reasons(_ institution: Institution, _ wish: Wish, freeBeds: Int?) -> [String] {
        var reasons: [String] = []
        if institution.id == wish.wished { reasons.append("wished for by the case manager") }
        reasons.append("serves \(wish.need.rawValue)")
        let sexes = institution.constraint.sexes
        reasons.append(
            sexes.isEmpty
                ? "takes children of any sex" : "takes \(sexes.map(\.rawValue).joined(separator: ", ")) children"
        )
        switch (institution.constraint.minimumAge, institution.constraint.maximumAge) {
        case (nil, nil): break
        case (let from?, let to?): reasons.append("takes children from \(from) to \(to) years")
        case (let from?, nil): reasons.append("takes children from \(from) years")
        case (nil, let to?): reasons.append("takes children up to \(to) years")
        }
        if wish.need == .shelter {
            if let hours = institution.constraint.maximumStayHours {
                reasons.append(hours % 24 == 0 && hours > 48 ? "up to \(hours / 24) days" : "up to \(hours) hours")
            }
            reasons.append(freeBeds.map { "\($0) beds free" } ?? "its beds were not counted: ask")
        }
        let papers = institution.documents.count
        if papers > 0 { reasons.append(papers == 1 ? "asks for a document" : "asks for \(papers) documents") }
        return reasons
    }
}
