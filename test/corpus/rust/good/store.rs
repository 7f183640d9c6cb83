use mongodb::options::{ClientOptions, Tls, TlsOptions};
use mongodb::Client;
use std::path::PathBuf;

const LOCAL: &str = "mongodb://localhost:27017/store";

pub async fn open() -> mongodb::error::Result<Client> {
    let uri = std::env::var("MONGODB_URI").unwrap_or_else(|_| LOCAL.to_string());
    let mut options = ClientOptions::parse(uri).await?;
    options.tls = Some(Tls::Enabled(
        TlsOptions::builder()
            .ca_file_path(PathBuf::from("/etc/ssl/ca.pem"))
            .cert_key_file_path(PathBuf::from("/etc/ssl/client.pem"))
            .build(),
    ));
    Client::with_options(options)
}

pub async fn atlas() -> mongodb::error::Result<Client> {
    Client::with_uri_str("mongodb+srv://cluster0.example.mongodb.net/?retryWrites=true").await
}
