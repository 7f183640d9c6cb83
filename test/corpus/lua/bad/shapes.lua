local mongo = require 'mongo'

local M = {}

M.uri = 'mongodb://db.example.com/shop?tls=true&tlsAllowInvalidCertificates=true'

function M.joined(user, password)
  return mongo.Client('mongodb://' .. user .. ':' .. password .. '@joined.example.com/?ssl=true')
end

function M.formatted(host)
  return mongo.Client(string.format('mongodb://%s:27017/?tlsInsecure=true', host))
end

M.long = mongo.Client [==[mongodb://long.example.com/shop?tls=false]==]

-- mongo.Client('mongodb://old.example.com')
return M
