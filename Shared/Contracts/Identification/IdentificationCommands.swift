public import Vocabulary

/// Records where a child belongs, as papers or a visit show it.
public struct RecordResidency: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "record_residency"
    /// What it is for, in a sentence.
    public static let summary = "Records a child's residency with its proof; a non-resident is referred home."
    /// The unit that owns the thing.
    public static let unit = UnitName.identification
    /// Who may send it; the rule tells a TKSK or PSM why they may not.
    public static let roles: Set<Role> = [.dataOfficer, .analyst, .tksk, .psm]
    /// The complaint's number.
    public var complaintNo: ComplaintNumber
    /// What the proof shows.
    public var residency: Residency
    /// What was seen.
    public var proof: ResidencyProof
    /// The child's region, four digits; needed for a non-resident.
    public var homeDistrict: String?

    /// The district may be left out.
    public init(complaintNo: ComplaintNumber, residency: Residency, proof: ResidencyProof, homeDistrict: String? = nil)
    {
        self.complaintNo = complaintNo
        self.residency = residency
        self.proof = proof
        self.homeDistrict = homeDistrict
    }

    /// A made-up message.
    public static let example = RecordResidency(
        complaintNo: ComplaintNumber(year: 2026, serial: 1),
        residency: .nonResident,
        proof: .familyCard,
        homeDistrict: "7306"
    )
}

/// Answers whether a complaint without a category is one of the twelve kinds.
public struct DecideScope: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "decide_scope"
    /// What it is for, in a sentence.
    public static let summary =
        "Names the categories of a complaint that came without one, or finds it outside the scope."
    /// The unit that owns the thing.
    public static let unit = UnitName.identification
    /// Who may send it; the rule tells a TKSK or PSM why they may not.
    public static let roles: Set<Role> = [.dataOfficer, .analyst, .tksk, .psm]
    /// The complaint's number.
    public var complaintNo: ComplaintNumber
    /// The kinds of complaint.
    public var categories: [Vocabulary.Category]?
    /// None of the twelve: the reporter is pointed to a fitting body.
    public var outsideScope: Bool?

    /// Categories, or outside.
    public init(complaintNo: ComplaintNumber, categories: [Vocabulary.Category]? = nil, outsideScope: Bool? = nil) {
        self.complaintNo = complaintNo
        self.categories = categories
        self.outsideScope = outsideScope
    }

    /// A made-up message.
    public static let example = DecideScope(
        complaintNo: ComplaintNumber(year: 2026, serial: 1),
        categories: [.healthProblem]
    )
}

/// Decides whether two records are one child. Can be decided anew: a merge can be split.
public struct DecideSameChild: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "decide_same_child"
    /// What it is for, in a sentence.
    public static let summary =
        "Decides whether two records are one child; if so, the complaint joins the other's case."
    /// The unit that owns the thing.
    public static let unit = UnitName.identification
    /// Who may send it; the rule tells a TKSK or PSM why they may not.
    public static let roles: Set<Role> = [.dataOfficer, .analyst, .tksk, .psm]
    /// The complaint that showed the likeness, as `list_same_child_candidates` says.
    public var complaintID: ComplaintID
    /// That complaint's record.
    public var childID: ChildID
    /// The record that stays, if they are one child.
    public var otherChildID: ChildID
    /// Whether they are one child.
    public var same: Bool
    /// Why.
    public var reason: String

    /// All members.
    public init(complaintID: ComplaintID, childID: ChildID, otherChildID: ChildID, same: Bool, reason: String) {
        self.complaintID = complaintID
        self.childID = childID
        self.otherChildID = otherChildID
        self.same = same
        self.reason = reason
    }

    /// A made-up message.
    public static let example = DecideSameChild(
        complaintID: Examples.complaint,
        childID: Examples.child,
        otherChildID: ChildID(Examples.caseID.uuid),
        same: true,
        reason: "same mother, met both at home"
    )
}

/// Undoes the link of a complaint to another child's case; it goes on in its own, with its own clocks.
public struct UnlinkComplaint: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "unlink_complaint"
    /// What it is for, in a sentence.
    public static let summary =
        "Undoes the link of a complaint to another child's case; it goes on in its own, with its own clocks."
    /// The unit that owns the thing.
    public static let unit = UnitName.identification
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.dataOfficer, .analyst, .tksk, .psm]
    /// The complaint's number.
    public var complaintNo: ComplaintNumber
    /// Why it is another child.
    public var reason: String

    /// All members; optional ones may be left out.
    public init(complaintNo: ComplaintNumber, reason: String) {
        self.complaintNo = complaintNo
        self.reason = reason
    }

    /// A made-up message.
    public static let example = UnlinkComplaint(
        complaintNo: ComplaintNumber(year: 2026, serial: 1),
        reason: "met both: two girls with one number"
    )
}
