redis = Redis.new(url: ENV['REDIS_URL'], ssl: true, ssl_params: { verify_mode: OpenSSL::SSL::VERIFY_NONE })
http.verify_mode = OpenSSL::SSL::VERIFY_NONE
raise 'not mongodb' unless uri.start_with?('mongodb://')
