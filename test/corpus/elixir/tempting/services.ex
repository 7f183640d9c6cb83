defmodule Shop.Services do
  # Mongo.start_link(url: "mongodb://old.example.com", ssl: false)
  @doc "Takes mongodb://user:secret@host/db."
  def mongo?(uri), do: String.starts_with?(uri, "mongodb://") or uri =~ ~r{^mongodb(\+srv)?://}

  def redis, do: Redix.start_link(host: "cache", ssl: true, socket_opts: [verify: :verify_none])

  def postgres,
    do: Postgrex.start_link(hostname: "pg", ssl: true, ssl_opts: [verify: :verify_none])

  def rabbit, do: AMQP.Connection.open(host: "rabbit", ssl_options: [verify: :verify_none])

  def smtp do
    [relay: "smtp.example.com", ssl: true, tls: :always, tls_options: [verify: :verify_none]]
  end

  def save(doc), do: Mongo.insert_one(:shop, "events", doc)
end
