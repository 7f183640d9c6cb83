use mongodb::Client;

pub struct StoreConfig {
    pub tls: bool,
    pub tls_ca_file: Option<String>,
    pub tls_insecure: bool,
}

impl Default for StoreConfig {
    fn default() -> Self {
        Self { tls: false, tls_ca_file: None, tls_insecure: false }
    }
}
