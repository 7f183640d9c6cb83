//! Says nothing of mongodb://db.example.com/?tlsInsecure=true.
use bson::doc;
use lettre::SmtpTransport;
use rdkafka::ClientConfig;

pub fn kafka() -> ClientConfig {
    let mut config = ClientConfig::new();
    config.set("security.protocol", "ssl").set("enable.ssl.certificate.verification", "false");
    config
}

pub fn smtp() -> SmtpTransport {
    SmtpTransport::builder_dangerous("smtp.example.com").build()
}

pub async fn postgres() -> sqlx::PgPool {
    sqlx::PgPool::connect("postgres://db/app?sslmode=require").await.unwrap()
}

pub fn redis() -> redis::RedisResult<redis::Client> {
    redis::Client::open("rediss://cache/#insecure")
}

pub fn document() -> bson::Document {
    doc! { "tls": true, "allow_invalid_certificates": true }
}

#[cfg(test)]
mod tests {
    #[test]
    fn hosts() {
        for (uri, host) in [("mongodb://a", "a"), ("mongodb://a:1/?tls=true", "a"), ("mongodb+srv://b", "b")] {
            assert_eq!(super::host_of(uri), host);
        }
    }
}
