internal import ArgumentParser

struct ReferralShelter: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shelter",
        abstract: "Beds: how many, held for a child on its way, occupied; how long a child may stay.",
        subcommands: [
            ReferralShelterList.self,
            ReferralShelterHold.self,
            ReferralShelterRelease.self,
            ReferralShelterBeds.self,
            ReferralShelterExtend.self,
            ReferralShelterNext.self,
        ],
        defaultSubcommand: ReferralShelterList.self
    )
}
