defmodule Cache do
  def start, do: Redix.start_link(host: "cache", ssl: true)
  def mongo?(uri), do: String.starts_with?(uri, "mongodb://")
end
