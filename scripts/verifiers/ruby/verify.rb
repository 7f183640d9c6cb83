# Reads questions (JSON lines: id, uri) and prints what the installed MongoDB driver makes of them. Nothing is connected.
require 'json'
require 'logger'
require 'mongo'

class Counter < Logger
  attr_accessor :lines
  def add(severity, message = nil, progname = nil)
    (@lines ||= []) << (message || progname) if severity >= Logger::WARN
    true
  end
end

log = Counter.new(nil)
Mongo::Logger.logger = log
STDIN.each_line do |line|
  question = JSON.parse(line)
  log.lines = []
  answer = { id: question['id'], driver: 'ruby', version: Mongo::VERSION }
  begin
    options = Mongo::URI.get(question['uri']).client_options
    answer[:outcome] = 'ok'
    answer[:tls] = options[:ssl] ? true : false
    if options[:ssl]
      answer[:chain] = options[:ssl_verify] != false && options[:ssl_verify_certificate] != false
    end
  rescue StandardError => e
    answer[:outcome] = 'error'
    answer[:error] = e.class.name
    answer[:message] = e.message
  end
  answer[:warns] = !log.lines.empty?
  puts JSON.generate(answer)
  STDOUT.flush
end
