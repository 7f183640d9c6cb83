use mongodb::options::{ClientOptions, ResolverConfig, Tls, TlsOptions};
use mongodb::Client;

pub async fn update() -> Result<Client, Box<dyn std::error::Error>> {
    let mut options = ClientOptions::parse_with_resolver_config(
        "mongodb+srv://cluster0.example.mongodb.net/?tlsAllowInvalidCertificates=true",
        ResolverConfig::cloudflare(),
    )
    .await?;
    let tls = TlsOptions::builder()
        .allow_invalid_certificates(Some(true))
        .allow_invalid_hostnames(true)
        .build();
    options.tls = Some(Tls::from(tls));
    options.app_name = Some("update".into());
    Ok(Client::with_options(options)?)
}
