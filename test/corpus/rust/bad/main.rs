use mongodb::{options::{ClientOptions, Tls, TlsOptions}, Client};

async fn connect() -> mongodb::error::Result<Client> {
    let mut options = ClientOptions::parse("mongodb://app:pw@db.example.net/?tls=true").await?;
    let tls_options = TlsOptions::builder().allow_invalid_certificates(true).build();
    options.tls = Some(Tls::Enabled(tls_options));
    let client = Client::with_options(options)?;
    let _other = Client::with_uri_str(r"mongodb://raw.example.net/?tlsInsecure=true").await?;
    let _formatted = Client::with_uri_str(format!("mongodb://{}:{}@h.example.net", user, password)).await?;
    Ok(client)
}
