@main
struct IntakeApp {
    static func main() async {}
}
