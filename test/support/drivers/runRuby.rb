# Connects with the real Ruby driver: one JSON object per input line, one verdict per output line.
require 'json'
require 'logger'
require 'mongo'
Mongo::Logger.logger = Logger.new(nil)
$stdout.sync = true
lock = Mutex.new
STDIN.each_line do |line|
  row = JSON.parse(line)
  Thread.new do
    answer = { id: row['id'] }
    begin
      wait = row['timeoutMs'] / 1000.0
      client = Mongo::Client.new(row['uri'], server_selection_timeout: wait, connect_timeout: wait, socket_timeout: wait)
      begin
        client.use('admin').command(ping: 1)
        answer[:connected] = true
      ensure
        client.close
      end
    rescue StandardError => e
      answer[:connected] = false
      answer[:error] = "#{e.class}: #{e.message}"[0, 2000].scrub
    end
    lock.synchronize { puts JSON.generate(answer) }
  end
end
sleep
