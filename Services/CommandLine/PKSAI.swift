@main
struct PKSAI {
    static func main() async {}
}
