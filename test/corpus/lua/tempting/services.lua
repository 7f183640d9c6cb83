local redis = require 'resty.redis'
local http = require 'resty.http'

-- local client = mongo.Client('mongodb://old.example.com/?tlsInsecure=true')
local cache = redis:new()
cache:connect('cache', 6380, { ssl = true, ssl_verify = false })
local response = http.new():request_uri('https://example.com', { ssl_verify = false })
local smtp = { server = 'smtp.example.com', ssl = { enable = true, verify_cert = false } }

local function is_mongo(uri)
  return uri:find('^mongodb://') ~= nil or uri:sub(1, 10) == 'mongodb://'
end

return { tls = true, is_mongo = is_mongo }
