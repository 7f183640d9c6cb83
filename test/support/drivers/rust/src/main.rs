//! Connects with the real Rust driver: one JSON object per input line, one verdict per output line.
use mongodb::{bson::doc, options::ClientOptions, Client};
use serde_json::{json, Value};
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, BufReader};

async fn attempt(uri: &str, wait: Duration) -> Result<(), String> {
    let mut options = ClientOptions::parse(uri).await.map_err(|e| e.to_string())?;
    options.server_selection_timeout = Some(wait);
    options.connect_timeout = Some(wait);
    let client = Client::with_options(options).map_err(|e| e.to_string())?;
    client
        .database("admin")
        .run_command(doc! { "ping": 1 })
        .await
        .map(|_| ())
        .map_err(|e| e.to_string())
}

#[tokio::main]
async fn main() {
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        tokio::spawn(async move {
            let row: Value = serde_json::from_str(&line).expect("a line of JSON");
            let wait = Duration::from_millis(row["timeoutMs"].as_u64().unwrap_or(5000));
            let uri = row["uri"].as_str().unwrap_or_default().to_string();
            let started = Instant::now();
            // A server that never answers a command must not hang us.
            let end = tokio::time::timeout(wait * 3, attempt(&uri, wait)).await;
            let error = match end {
                Ok(Ok(())) => None,
                Ok(Err(error)) => Some(error),
                Err(_) => Some("no answer".to_string()),
            };
            println!(
                "{}",
                json!({ "id": row["id"], "connected": error.is_none(), "error": error, "ms": started.elapsed().as_millis() as u64 })
            );
        });
    }
    // The parent ends us; attempts may still run.
    std::future::pending::<()>().await;
}
