internal import ArgumentParser

/// The centre's messages, from a terminal: for agencies, on-call workers, staff and ops.
@main
struct PKSAI: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pksai",
        abstract:
            "Child-protection cases of the PKSAI centre: everything is a message to the unit that owns the thing.",
        discussion: """
            Say who you are with --as USER; the profile was made by `pksai user add` or `pksai agency add`. \
            Ends with 0 if it was done, 1 if the unit refused it, 2 if it could not be done now.

            Completions: pksai --generate-completion-script bash|zsh|fish
            """,
        version: "1.0.0",
        groupedSubcommands: [
            CommandGroup(
                name: "Work",
                subcommands: [
                    ComplaintGroup.self, ServiceComplaintGroup.self, SurveyGroup.self, OncallGroup.self,
                    IdentificationGroup.self, RegistryGroup.self, AtRiskGroup.self, OutreachGroup.self, CaseGroup.self,
                    HelperGroup.self, MeetingGroup.self, ConferenceGroup.self, ReintegrationGroup.self,
                    RhythmGroup.self,
                    ReferralGroup.self, DataRequestGroup.self, Report.self, FormGroup.self,
                    DocumentGroup.self, IdentityGroup.self, Receipts.self, AlertsGroup.self,
                ]
            ),
            CommandGroup(name: "Any message", subcommands: [Send.self, Ask.self]),
            CommandGroup(
                name: "Operating",
                subcommands: [
                    AgencyGroup.self, UserGroup.self, Status.self, QuarantineGroup.self, Reconcile.self,
                    AuditGroup.self, PackGroup.self, RightsVerb.self, TopologyGroup.self, ContractsGroup.self,
                    KeyringGroup.self,
                ]
            ),
        ]
    )
}
