# Prints what the Ruby driver says, its log included, where the reason stands: {id, uri} in, {id, text} out.
require 'json'
require 'logger'
require 'stringio'
require 'mongo'

STDIN.each_line do |line|
  row = JSON.parse(line)
  log = StringIO.new
  Mongo::Logger.logger = Logger.new(log)
  text = nil
  begin
    client = Mongo::Client.new(row['uri'], server_selection_timeout: 1.5, connect_timeout: 1)
    client.database.command(ping: 1)
  rescue StandardError => error
    reasons = log.string.lines.reject { |l| l =~ /STARTED|SUCCEEDED|TOPOLOGY|Topology|SERVER OPENING|SERVER DESCRIPTION/ }
    text = reasons.last(3).join + "#{error.class}: #{error.message}"
  ensure
    client&.close
  end
  puts JSON.generate(id: row['id'], text: text)
  $stdout.flush
end
