@main
struct IdentificationApp {
    static func main() async {}
}
