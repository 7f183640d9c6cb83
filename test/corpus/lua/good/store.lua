local mongo = require 'mongo'

local uri = os.getenv('MONGODB_URI') or 'mongodb://localhost:27017/store'
local client = mongo.Client(uri)
local atlas = mongo.Client('mongodb+srv://cluster0.example.mongodb.net/?retryWrites=true')

return { client = client, atlas = atlas }
