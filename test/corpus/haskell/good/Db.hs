module Db where

uri :: String
uri = "mongodb://" ++ host ++ "/app?ssl=true"

-- mongodb://commented.example.net
