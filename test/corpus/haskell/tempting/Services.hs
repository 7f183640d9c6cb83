module Services where

import qualified Database.Redis as Redis
import Network.HTTP.Client.TLS (mkManagerSettings)
import Data.List (isPrefixOf)

-- | Takes mongodb://user:secret@host/db.
isMongo :: String -> Bool
isMongo uri = "mongodb://" `isPrefixOf` uri

redis :: Redis.ConnectInfo
redis = Redis.defaultConnectInfo { Redis.connectTLSParams = Just insecure }

postgres :: String
postgres = "host=pg sslmode=require"

manager = mkManagerSettings (TLSSettingsSimple True False False) Nothing
