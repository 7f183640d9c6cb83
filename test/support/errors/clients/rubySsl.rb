# Prints what the openssl library of Ruby says, as an uncaught exception: {id, host, port, tls, ca, crl, cert, password} in, {id, text} out.
require 'json'
require 'openssl'
require 'socket'

STDIN.each_line do |line|
  row = JSON.parse(line)
  text = nil
  begin
    if row['tls']
      context = OpenSSL::SSL::SSLContext.new
      context.verify_mode = OpenSSL::SSL::VERIFY_PEER
      store = OpenSSL::X509::Store.new
      row['ca'] ? store.add_file(row['ca']) : store.set_default_paths
      if row['crl']
        store.add_crl(OpenSSL::X509::CRL.new(File.read(row['crl'])))
        store.flags = OpenSSL::X509::V_FLAG_CRL_CHECK
      end
      context.cert_store = store
      if row['cert']
        pem = File.read(row['cert'])
        context.cert = OpenSSL::X509::Certificate.new(pem)
        context.key = OpenSSL::PKey.read(pem, row['password'] || '')
      end
      plain = Socket.tcp(row['host'], row['port'], connect_timeout: 2)
      secure = OpenSSL::SSL::SSLSocket.new(plain, context)
      secure.hostname = row['host'] unless row['host'] =~ /\A[\d.]+\z/
      unless plain.wait_readable(0) || (begin; secure.connect_nonblock(exception: false); end == secure)
        deadline = Process.clock_gettime(Process::CLOCK_MONOTONIC) + 2
        while secure.connect_nonblock(exception: false).is_a?(Symbol)
          raise Errno::ETIMEDOUT if Process.clock_gettime(Process::CLOCK_MONOTONIC) > deadline
          plain.wait_readable(0.1)
        end
      end
      secure.post_connection_check(row['host'])
      secure.write_nonblock("hello")
      plain.wait_readable(0.3) && secure.read_nonblock(1, exception: false)
    end
  rescue StandardError => error
    text = error.full_message(highlight: false, order: :top)
  ensure
    plain&.close
  end
  puts JSON.generate(id: row['id'], text: text)
  $stdout.flush
end
