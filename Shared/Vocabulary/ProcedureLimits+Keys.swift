extension ProcedureLimits {
    /// One limit as a procedure pack writes it: the keys of domain.md §5.3, and those its tables name.
    public struct Key: Sendable {
        /// What its number counts.
        public enum Unit: String, Sendable, CaseIterable {
            case minutes
            case hours
            case days
            case workingDays = "working_days"
            case months
            case years
            case times
            case percent
            /// Items, cells, points: a count.
            case count
        }

        enum Place: Sendable {
            case one(any WritableKeyPath<ProcedureLimits, Int> & Sendable)
            case several(any WritableKeyPath<ProcedureLimits, [Int]> & Sendable)
        }

        /// `contact_h.high`.
        public let name: String
        /// What it counts.
        public let unit: Unit
        /// What a pack may set it to.
        public let range: ClosedRange<Int>
        /// What it limits, for people.
        public let meaning: String
        /// Where the default comes from.
        public let source: String
        let place: Place

        /// Whether it is a list of ascending numbers.
        public var isList: Bool {
            switch self.place {
            case .one: false
            case .several: true
            }
        }

        init(
            _ name: String,
            _ path: any WritableKeyPath<ProcedureLimits, Int> & Sendable,
            _ unit: Unit,
            _ range: ClosedRange<Int>,
            _ meaning: String,
            _ source: String
        ) {
            (self.name, self.unit, self.range, self.meaning, self.source) = (name, unit, range, meaning, source)
            self.place = .one(path)
        }

        init(
            list name: String,
            _ path: any WritableKeyPath<ProcedureLimits, [Int]> & Sendable,
            _ unit: Unit,
            _ range: ClosedRange<Int>,
            _ meaning: String,
            _ source: String
        ) {
            (self.name, self.unit, self.range, self.meaning, self.source) = (name, unit, range, meaning, source)
            self.place = .several(path)
        }
    }

    /// The value under a key; one number, or several for a list.
    public subscript(key: Key) -> [Int] {
        get {
            switch key.place {
            case .one(let path): [self[keyPath: path]]
            case .several(let path): self[keyPath: path]
            }
        }
        set {
            switch key.place {
            case .one(let path): if let value = newValue.first { self[keyPath: path] = value }
            case .several(let path): self[keyPath: path] = newValue
            }
        }
    }

    /// Two keys of which the first may not exceed the second: a warning comes before its limit.
    public static let ordered: [(lesser: String, greater: String)] = [
        ("initial_assessment.target_h", "initial_assessment.breach_h"),
        ("initial_assessment.emergency_breach_h", "initial_assessment.breach_h"),
        ("contact_h.high", "contact_h.medium"),
        ("contact_h.medium", "contact_h.low"),
        ("protect_h.warn", "protect_h.high"),
        ("plan_d.high", "plan_d.medium"),
        ("plan_d.medium_warn", "plan_d.medium"),
        ("review.high_unstable_d", "review.high_stable_d"),
        ("review.medium_m", "review.max_m"),
        ("referral.urgent_warn_h", "referral.urgent_h"),
        ("referral.standard_warn_d", "referral.standard_d"),
        ("shelter.neighbourhood_warn_h", "shelter.neighbourhood_h"),
        ("shelter.safe_house_warn_d", "shelter.safe_house_d"),
        ("oncall.reraise_minutes", "oncall.act_minutes"),
    ]

    /// Every limit, in the order a pack lists them.
    public static let keys: [Key] = [
        Key(
            "initial_assessment.target_h",
            \.initialAssessmentTargetHours,
            .hours,
            1...168,
            "initial assessment: warning after registration",
            "X01, T04"
        ),
        Key(
            "initial_assessment.breach_h",
            \.initialAssessmentBreachHours,
            .hours,
            1...336,
            "initial assessment: limit after registration",
            "X01, T05"
        ),
        Key(
            "initial_assessment.emergency_breach_h",
            \.initialAssessmentEmergencyBreachHours,
            .hours,
            1...168,
            "initial assessment of an emergency: limit",
            "X01"
        ),
        Key("contact_h.high", \.contactHighHours, .hours, 1...72, "child seen or spoken to, level high", "X02, T06"),
        Key(
            "contact_h.medium",
            \.contactMediumHours,
            .hours,
            1...336,
            "child seen or spoken to, level medium",
            "X02, T07"
        ),
        Key("contact_h.low", \.contactLowHours, .hours, 1...720, "child seen or spoken to, level low", "X02, T08"),
        Key(
            "contact_h.warn_percent",
            \.contactWarnPercent,
            .percent,
            1...99,
            "share of the contact limit after which it warns",
            "§5.4"
        ),
        Key("protect_h.high", \.protectHighHours, .hours, 1...72, "child out of danger, level high", "X03, T01–T03"),
        Key("protect_h.warn", \.protectWarnHours, .hours, 1...72, "protection: warning", "§5.4"),
        Key(
            "plan_d.high",
            \.planHighDays,
            .days,
            1...60,
            "case plan approved after the assessment, level high",
            "X04, T09"
        ),
        Key("plan_d.medium", \.planMediumDays, .days, 1...180, "the same, level medium", "X04, T11"),
        Key("plan_d.medium_warn", \.planMediumWarnDays, .days, 1...180, "the same, level medium: warning", "X04"),
        Key("plan_d.low", \.planLowDays, .days, 1...180, "the same, level low", "X04, T10"),
        Key(
            "review.high_unstable_d",
            \.reviewHighUnstableDays,
            .days,
            1...30,
            "next review, level high and not yet stable",
            "X06, T12"
        ),
        Key(
            "review.high_stable_d",
            \.reviewHighStableDays,
            .days,
            1...60,
            "next review, level high and stable",
            "X06, T12"
        ),
        Key("review.medium_m", \.reviewMediumMonths, .months, 1...12, "next review, level medium", "X07, T13"),
        Key("review.low_m", \.reviewLowMonths, .months, 1...12, "next review, level low", "X07, T14"),
        Key("review.max_m", \.reviewMaximumMonths, .months, 1...12, "no review later than this", "X07, T15"),
        Key("review.warn_d", \.reviewWarnDays, .days, 1...30, "review: warning before it is due", "§5.4"),
        Key("referral.urgent_h", \.referralUrgentHours, .hours, 1...72, "urgent referral: handover", "X08, T03"),
        Key("referral.urgent_warn_h", \.referralUrgentWarnHours, .hours, 1...72, "urgent referral: warning", "§5.4"),
        Key("referral.standard_d", \.referralStandardDays, .days, 1...90, "ordinary referral: letter out", "X08, T17"),
        Key(
            "referral.standard_warn_d",
            \.referralStandardWarnDays,
            .days,
            1...90,
            "ordinary referral: warning",
            "§5.4"
        ),
        Key(
            "referral.urgent_letter_d",
            \.referralUrgentLetterDays,
            .workingDays,
            1...10,
            "letter after an urgent handover",
            "X09"
        ),
        Key(
            "referral.result_d",
            \.referralResultDays,
            .days,
            1...180,
            "result after the handover, if no date was agreed",
            "§9.3"
        ),
        Key(
            "shelter.neighbourhood_h",
            \.neighbourhoodShelterHours,
            .hours,
            1...336,
            "stay in the neighbourhood shelter",
            "T30"
        ),
        Key(
            "shelter.neighbourhood_warn_h",
            \.neighbourhoodShelterWarnHours,
            .hours,
            1...336,
            "the same: warning",
            "§5.4"
        ),
        Key("shelter.safe_house_d", \.safeHouseDays, .days, 1...365, "stay in the government safe house", "T31"),
        Key("shelter.safe_house_warn_d", \.safeHouseWarnDays, .days, 1...365, "the same: warning", "§5.4"),
        Key("shelter.hold_h", \.shelterHoldHours, .hours, 1...72, "a place held for a child on the way", "§14 D08"),
        Key(
            "case_manager.definitive_d",
            \.caseManagerDefinitiveDays,
            .days,
            1...30,
            "manager named, if no meeting ends before",
            "X13"
        ),
        Key("reassignment_h", \.reassignmentHours, .hours, 1...336, "who is gone is replaced", "§2.2"),
        Key("consent.deferred_h", \.consentDeferredHours, .hours, 1...336, "consent put off by an emergency", "§5.4"),
        Key(
            "consent.withdrawal_ack_h",
            \.consentWithdrawalHours,
            .hours,
            1...336,
            "every holder acknowledges a withdrawal",
            "§14 D08"
        ),
        Key(
            "consent.withdrawal_decision_d",
            \.consentWithdrawalDecisionDays,
            .days,
            1...60,
            "head decides on the rest after a withdrawal",
            "§14 D08"
        ),
        Key(
            list: "post_monitor_m",
            \.postMonitoringMonths,
            .months,
            1...24,
            "monitoring after closure (Form 6)",
            "X19, T34"
        ),
        Key(
            "reopen_decision_d",
            \.reopenDecisionDays,
            .days,
            1...60,
            "head decides after a Form 6 that asks for it",
            "§8.9, D09"
        ),
        Key("child.max_age", \.childMaximumAge, .years, 1...25, "children are younger than this", "X18"),
        Key("form3.scale_max", \.form3ScaleMaximum, .count, 3...3, "highest value of a Form 3 item", "X16"),
        Key(
            "form3.red_flag_items",
            \.redFlagItems,
            .count,
            1...30,
            "more bad items than this in a category raise the red flag",
            "§7.3.5"
        ),
        Key(
            "oncall.reraise_minutes",
            \.oncallReraiseMinutes,
            .minutes,
            1...240,
            "an unclaimed urgent case is called out again",
            "§14"
        ),
        Key(
            "oncall.raises_per_rung",
            \.oncallRaisesPerRung,
            .times,
            1...20,
            "calls on one rung before the next",
            "§14"
        ),
        Key(
            "oncall.act_minutes",
            \.oncallActMinutes,
            .minutes,
            1...720,
            "a claim without a contact attempt lapses",
            "§14"
        ),
        Key(
            "alerts.acknowledge_minutes",
            \.alertAcknowledgeMinutes,
            .minutes,
            1...10_080,
            "a missed limit unacknowledged goes a step up",
            "§2.2"
        ),
        Key(
            "data_request.intake_d",
            \.dataRequestIntakeDays,
            .workingDays,
            1...30,
            "data request classified",
            "T29, X21"
        ),
        Key(
            "data_request.delivery_d",
            \.dataRequestDeliveryDays,
            .workingDays,
            1...30,
            "granted data released",
            "T29, X21"
        ),
        Key(
            "suppression.threshold",
            \.suppressionThreshold,
            .count,
            2...50,
            "counts from 1 to one below are suppressed",
            "D16"
        ),
        Key(
            "target.cases_per_year",
            \.targetCasesPerYear,
            .count,
            1...1_000,
            "cases handled in a year, the productivity target",
            "T37"
        ),
    ]
}
