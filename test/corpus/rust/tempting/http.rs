fn client() -> reqwest::Client {
    reqwest::Client::builder().danger_accept_invalid_certs(true).build().unwrap()
}

fn is_mongo(uri: &str) -> bool {
    uri.starts_with("mongodb://")
}
