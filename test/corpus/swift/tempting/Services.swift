import NIOSSL
import RediStack

// let client = try MongoClient("mongodb://old.example.com", using: group)
struct Services {
    /// Accepts mongodb://user:secret@host.
    func isMongo(_ uri: String) -> Bool {
        uri.hasPrefix("mongodb://") || uri.hasPrefix("mongodb+srv://")
    }

    func redis() throws -> RedisConfiguration {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.certificateVerification = .none
        return try RedisConfiguration(hostname: "cache", tlsConfiguration: tls)
    }

    func postgres() -> PostgresConfiguration {
        PostgresConfiguration(hostname: "pg", tls: .disable)
    }

    func smtp() -> Smtp {
        Smtp(host: "smtp.example.com", tlsMode: .ignoreTLS)
    }
}
