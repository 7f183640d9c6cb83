defmodule App do
  def start do
    {:ok, _} = Mongo.start_link(url: "mongodb://db.example.net/app?ssl=true", ssl: true, ssl_opts: [verify: :verify_none])
    children = [{Mongo, [name: :mongo, url: "mongodb://#{host()}/app", ssl: true]}]
    Supervisor.start_link(children, strategy: :one_for_one)
  end
end
