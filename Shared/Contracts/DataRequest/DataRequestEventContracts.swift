public import Vocabulary

extension DataReleased: EventContract {
    /// The name as given.
    public static let name = "data_released"
    /// The producers.
    public static let producers: Set<UnitName> = [.dataRequest]
    /// The receivers: the data bank's log, and who holds the file that was released.
    public static let receivers: Set<UnitName> = [.identification, .serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "data have left the centre"
}

extension DataUnavailable: EventContract {
    /// The name as given.
    public static let name = "data_unavailable"
    /// The producers.
    public static let producers: Set<UnitName> = [.dataRequest]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What it is for, in a sentence.
    public static let summary = "an applicant was told that there are no such data"
}

extension DataRequestDocumented: EventContract {
    /// The name as given.
    public static let name = "data_request_documented"
    /// The producers.
    public static let producers: Set<UnitName> = [.dataRequest]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.identification]
    /// What it is for, in a sentence.
    public static let summary = "end of S11"
}

extension FileReleaseGranted: EventContract {
    /// The name as given.
    public static let name = "file_release_granted"
    /// The producers.
    public static let producers: Set<UnitName> = [.dataRequest]
    /// The receivers.
    public static let receivers: Set<UnitName> = [.serviceUnit]
    /// What it is for, in a sentence.
    public static let summary = "the head allows somebody a file"
}
