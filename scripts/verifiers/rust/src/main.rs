//! Reads questions (JSON lines: id, uri) and prints what two versions of the MongoDB driver make of them.
use serde_json::{json, Value};
use std::io::BufRead;

macro_rules! answer {
    ($driver:ident, $uri:expr) => {
        match $driver::options::ClientOptions::parse($uri).await {
            Err(error) => {
                let message = match *error.kind {
                    $driver::error::ErrorKind::InvalidArgument { ref message, .. } => message.clone(),
                    ref other => other.to_string(),
                };
                json!({"outcome": "error", "message": message})
            }
            Ok(options) => match options.tls {
                Some($driver::options::Tls::Enabled(tls)) => json!({
                    "outcome": "ok", "tls": true,
                    "chain": tls.allow_invalid_certificates != Some(true),
                    "clientCertificate": tls.cert_key_file_path.is_some(),
                }),
                _ => json!({"outcome": "ok", "tls": false}),
            },
        }
    };
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    for line in std::io::stdin().lock().lines() {
        let case: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let uri = case["uri"].as_str().unwrap();
        for (version, mut answer) in [
            (env!("MONGODB2"), answer!(mongodb2, uri)),
            (env!("MONGODB3"), answer!(mongodb3, uri)),
        ] {
            answer["id"] = case["id"].clone();
            answer["driver"] = json!("rust");
            answer["version"] = json!(version);
            println!("{answer}");
        }
    }
}
