@main
struct ReferralApp {
    static func main() async {}
}
