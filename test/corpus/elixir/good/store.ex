defmodule Shop.Store do
  @moduledoc "Connections of the shop."

  @local "mongodb://localhost:27017/shop"

  def child_spec(_) do
    Mongo.child_spec(
      name: :shop,
      url: System.get_env("MONGODB_URI", @local),
      ssl: true,
      ssl_opts: [verify: :verify_peer, cacertfile: "/etc/ssl/ca.pem", depth: 3]
    )
  end

  def atlas do
    Mongo.start_link(url: "mongodb+srv://cluster0.example.mongodb.net/shop")
  end
end
