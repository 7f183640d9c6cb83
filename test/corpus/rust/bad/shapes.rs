use mongodb::options::{ClientOptions, ServerAddress, Tls, TlsOptions};
use mongodb::{sync, Client};

static URI: &str = "mongodb://db.example.com/shop?tls=true&tlsAllowInvalidCertificates=true";

pub struct Shapes {
    insecure: bool,
}

impl Shapes {
    pub fn constant(&self) -> mongodb::error::Result<sync::Client> {
        sync::Client::with_uri_str(URI)
    }

    pub async fn raw(&self) -> mongodb::error::Result<Client> {
        let options = ClientOptions::parse(r#"mongodb://raw.example.com/"shop"?tls=false"#).await?;
        Client::with_options(options)
    }

    pub fn literal(&self) -> ClientOptions {
        let mut tls = TlsOptions::default();
        tls.allow_invalid_certificates = Some(true);
        tls.allow_invalid_hostnames = Some(self.insecure);
        ClientOptions::builder()
            .hosts(vec![ServerAddress::parse("db.example.com").unwrap()])
            .tls(Tls::Enabled(tls))
            .build()
    }

    pub async fn disabled(&self) -> mongodb::error::Result<Client> {
        let mut options = ClientOptions::parse("mongodb://disabled.example.com/?tls=true").await?;
        options.tls = Some(Tls::Disabled);
        Client::with_options(options)
    }

    pub async fn joined(&self, host: &str) -> mongodb::error::Result<Client> {
        let uri = String::from("mongodb://") + host + "/shop?tlsInsecure=true";
        Client::with_uri_str(&uri).await
    }

    pub async fn formatted(&self, host: &str, port: u16) -> mongodb::error::Result<Client> {
        Client::with_uri_str(&format!("mongodb://{host}:{port}/shop?tls=true&tlsInsecure=true")).await
    }
}
