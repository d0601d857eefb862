@main
struct DataRequestApp {
    static func main() async {}
}
