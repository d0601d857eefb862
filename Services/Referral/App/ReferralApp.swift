internal import Contracts
internal import ReferralService
internal import UnitRuntime

@main
struct ReferralApp {
    static func main() async { await UnitProgram.main(.referral, ReferralUnit.definition) }
}
