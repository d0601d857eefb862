@main
struct ServiceUnitApp {
    static func main() async {}
}
