import Config

config :shop, Shop.Repo,
  url: "mongodb://db.example.com/shop?ssl=true",
  ssl: true,
  ssl_opts: [
    verify: :verify_none
  ]

config :shop, :mongo,
  url: System.get_env("MONGODB_URI") || "mongodb://fallback.example.com/shop?tls=false"

defmodule Shop.Shapes do
  def joined(host, password) do
    Mongo.start_link(url: "mongodb://app:" <> password <> "@" <> host <> "/shop?ssl=true")
  end

  def heredoc do
    {:ok, pid} =
      Mongo.start_link(
        url: ~s(mongodb://sigil.example.com/shop?ssl=true),
        ssl: true,
        ssl_opts: [verify: :verify_none, cacertfile: ~c"ca.pem"]
      )

    pid
  end
end
