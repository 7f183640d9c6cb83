local mongo = require 'mongo'
local client = mongo.Client('mongodb://' .. host .. '/?ssl=true')
local long = mongo.Client([[mongodb://long.example.net/?tls=true]])
